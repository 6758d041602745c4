import type { Endpoint, Field, Shape } from '../../blueprint/endpoint.ts'

/**
 * What the code reads from the answer, by dotted name, with the JSON type that it expects there. Of `lists` only that
 * they are there.
 */
export function readsOf({ reads, answerShape }: Endpoint, lists: readonly string[] = []): Record<string, string> {
  const entries = reads.map((name): [string, string] => {
    const list = lists.find(each => new RegExp(`(^|\\.)${each}\\[\\]`).test(name))
    const end = list === undefined ? -1 : name.indexOf(`${list}[]`) + list.length
    return end < 0 ? [name, typeAt(answerShape, name)] : [name.slice(0, end), 'array']
  })
  return Object.fromEntries(entries)
}

/** `string`, `number|null`, `any`: null where the type says so, null or `missing` where the code does without the field. */
function typeAt(shape: Shape | undefined, name: string): string {
  let at: Shape | undefined = shape
  let last: Field | undefined
  let missing = false
  for (const step of name
    .split('.')
    .flatMap(part => part.split(/(?=\[\])/))
    .filter(part => part !== '')) {
    if (step === '[]') at = at?.kind === 'array' ? at.of : undefined
    else {
      // What hangs under something that may be null may be missing.
      missing ||= last?.nullable === true
      last = at?.kind === 'object' && Object.hasOwn(at.fields, step) ? at.fields[step] : undefined
      missing ||= last?.optional === true
      at = last?.shape
    }
  }
  // A key is a number in some code and a UUID here: both name a row, and only arithmetic would tell. A cursor, or the
  // address of the next page, is handed back as it came, and is null behind the last one.
  const isKey = /(?:^|[._])(?:[gu]u)?id$|[a-z]Id$/.test(name) && jsonType(at) === 'number'
  const type = isKey || CURSOR.test(name) ? 'any' : jsonType(at)
  return [type, ...(last?.nullable === true || missing ? ['null'] : []), ...(missing ? ['missing'] : [])].join('|')
}

const CURSOR = /(?:^|\.)(?:next|(?:next|end)_?cursor)$/i

function jsonType(shape: Shape | undefined): string {
  switch (shape?.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'object':
    case 'array':
      return shape.kind
    case 'date':
      return 'string'
    case 'literal':
      return typeof shape.values[0]
    default:
      return 'any'
  }
}
