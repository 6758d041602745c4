import { type Frame, type Literal, type Place, placeOf, type Text, type Value } from '../../syntax/index.ts'

/** The literal that says what is asked for: the last one that has a slash before the query. */
export function pathLiteral(url: Text): Literal | undefined {
  let best: Literal | undefined
  for (const part of url.parts) {
    if (!('text' in part)) continue
    const path = part.text.split('?')[0] ?? ''
    if (part.at && path.replace(/^[a-z]+:\/\//i, '').includes('/')) best = part
    if (part.text.includes('?')) break
  }
  return best ?? (url.parts.find(part => 'text' in part && part.at !== undefined) as Literal | undefined)
}

interface Calling {
  frame: Frame
  node: { start: number }
  args: readonly Value[]
}

/** The call that a person would look for: the outermost one that was handed the path. */
export function evidenceOf(url: Text, sink: Calling): Place {
  const at = pathLiteral(url)?.at
  let found: Place | undefined
  let calling: Calling | undefined = sink
  while (calling && at) {
    if (calling.args.some(arg => holds(arg, at, 0))) found = placeOf(calling.frame, calling.node)
    const { frame }: Calling = calling
    calling = frame.caller && frame.node ? { frame: frame.caller, node: frame.node, args: frame.args } : undefined
  }
  return found ?? at ?? placeOf(sink.frame, sink.node)
}

function holds(value: Value, at: Place, depth: number): boolean {
  return value.some(atom => {
    if (atom.kind === 'text') return atom.parts.some(part => 'text' in part && part.at === at)
    if (atom.kind !== 'object' || depth > 1) return false
    if (atom.inner && holds(atom.inner, at, depth + 1)) return true
    for (const slot of atom.slots.values()) if (holds(slot.value, at, depth + 1)) return true
    return false
  })
}
