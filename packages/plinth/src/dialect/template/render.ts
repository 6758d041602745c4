import type { Member, Node } from './parse.ts'

/** JSON text by slot. A slot that is absent is `null`. */
export type Values = Readonly<Record<string, string>>

/** Text as it is, a slot to fill, or an object's members to splice in with the comma on the side that needs it. */
type Part = string | { readonly slot: string; readonly splice?: 'alone' | 'before' | 'after' }

/** Makes JSON text from JSON texts. The result parses to the filled template, whatever the values are. */
export function compileRender(node: Node): (values: Values) => string {
  const parts = joinTexts([...partsOf(node)])
  const [head, middle, tail, ...more] = parts
  if (more.length === 0 && typeof head === 'string' && isPlain(middle) && typeof tail === 'string') {
    return values => head + (values[middle.slot] ?? 'null') + tail
  }
  return values => parts.reduce<string>((out, part) => out + (typeof part === 'string' ? part : fill(part, values)), '')
}

function isPlain(part: Part | undefined): part is { readonly slot: string } {
  return typeof part === 'object' && part.splice === undefined
}

function fill({ slot, splice }: Exclude<Part, string>, values: Values): string {
  const json = values[slot] ?? 'null'
  if (splice === undefined) return json
  const members = json.startsWith('{') ? json.slice(1, -1).trim() : ''
  if (members === '' || splice === 'alone') return members
  return splice === 'before' ? `${members},` : `,${members}`
}

function* partsOf(node: Node): Generator<Part> {
  if (node.kind === 'text') yield node.json
  else if (node.kind === 'slot') yield { slot: node.slot }
  else if (node.kind === 'object') yield* objectParts(node.members)
  else {
    yield '['
    for (const [index, part] of node.of.entries()) {
      if (index > 0) yield ','
      yield* partsOf(part)
    }
    yield ']'
  }
}

/** An object has at most one spread (its key is unique), so one comma beside it settles all cases. */
function* objectParts(members: readonly Member[]): Generator<Part> {
  let fixed = false
  yield '{'
  for (const { key, value } of members) {
    if (key === undefined && value.kind === 'slot') {
      yield { slot: value.slot, splice: members.length === 1 ? 'alone' : fixed ? 'after' : 'before' }
      continue
    }
    yield `${fixed ? ',' : ''}${JSON.stringify(key)}:`
    yield* partsOf(value)
    fixed = true
  }
  yield '}'
}

function joinTexts(parts: readonly Part[]): Part[] {
  const joined: Part[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part
    else joined.push(part)
  }
  return joined
}
