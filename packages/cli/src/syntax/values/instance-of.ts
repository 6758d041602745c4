import type { Atom, Value } from './value.ts'

/** Whether a value is of a class of the language or the browser. */
export function instanceOf(value: Value, name: string): boolean | undefined {
  let known: boolean | undefined
  for (const atom of value) {
    const is = atomIs(atom, name)
    if (is === undefined || (known !== undefined && known !== is)) return undefined
    known = is
  }
  return known
}

const TAGS: Readonly<Record<string, string>> = {
  FormData: 'form',
  URLSearchParams: 'params',
  Headers: 'headers',
  Array: 'array',
  Date: 'date',
  URL: 'url',
  Map: 'map',
  Response: 'response',
  HttpResponse: 'response',
}

function atomIs(atom: Atom, name: string): boolean | undefined {
  if (atom.kind === 'constant' || atom.kind === 'text') return false
  if (atom.kind === 'promise') return name === 'Promise'
  if (atom.kind === 'function') return name === 'Function'
  if (atom.kind !== 'object') return undefined
  if (TAGS[name]) return atom.tag === TAGS[name]
  if (name === 'Object') return true
  return atom.tag === 'instance' ? undefined : false
}
