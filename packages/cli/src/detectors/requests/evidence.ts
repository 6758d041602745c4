import { type Frame, type Literal, type Place, placeOf, type Text, type Value } from '../../syntax/index.ts'

/** The literal that says what is asked for: the last one before the query that has a slash, or that a client put one before. */
export function pathLiteral(url: Text): Literal | undefined {
  let best: Literal | undefined
  let isJoined = false
  for (const part of url.parts) {
    const isSlash = 'text' in part && part.text === '/' && !part.at
    if ('text' in part && !isSlash) {
      const path = part.text.split('?')[0] ?? ''
      if (part.at && (isJoined || path.replace(/^[a-z]+:\/\//i, '').includes('/'))) best = part
      if (part.text.includes('?')) break
    }
    isJoined = isSlash
  }
  return best ?? (url.parts.find(part => 'text' in part && part.at !== undefined) as Literal | undefined)
}

interface Calling {
  frame: Frame
  node: { start: number; end?: number }
  args: readonly Value[]
}

/** The call that a person would look for: the outermost one that was handed the path. */
export function evidenceOf(url: Text, sink: Calling): Place {
  const at = pathLiteral(url)?.at
  let found: Place | undefined
  let calling: Calling | undefined = sink
  while (calling && at) {
    if (calling.args.some(arg => literalsIn(arg).has(at)))
      found = isWritten(calling.node) ? placeOf(calling.frame, calling.node) : at
    const { frame }: Calling = calling
    calling = frame.caller && frame.node ? { frame: frame.caller, node: frame.node, args: frame.args } : undefined
  }
  return found ?? at ?? placeOf(sink.frame, sink.node)
}

/** What calls by itself, as a router or a bundler does, has no line. */
function isWritten({ start, end }: Calling['node']): boolean {
  return start > 0 || (end !== undefined && end > 0)
}

const LITERALS = new WeakMap<Value, ReadonlySet<Place>>()

/** What is handed on from page to page is gone through once: a store in it is large, and a request has twenty callers. */
function literalsIn(value: Value): ReadonlySet<Place> {
  let known = LITERALS.get(value)
  if (!known) {
    known = collect(value, new Set(), 0)
    LITERALS.set(value, known)
  }
  return known
}

function collect(value: Value, into: Set<Place>, depth: number): Set<Place> {
  for (const atom of value) {
    if (atom.kind === 'text') {
      for (const part of atom.parts) if ('text' in part && part.at) into.add(part.at)
    } else if (atom.kind === 'object' && depth <= 1) {
      if (atom.inner) collect(atom.inner, into, depth + 1)
      for (const slot of atom.slots.values()) collect(slot.value, into, depth + 1)
    }
  }
  return into
}
