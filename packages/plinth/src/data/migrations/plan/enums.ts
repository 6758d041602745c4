import { quoteName, quoteText } from '../../schema/index.ts'
import type { Draft } from './draft.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * Plans the enum types. A value is added in place. One that goes away, or moves, makes a new type: the columns are
 * cast to it, which fails, and changes nothing, while a row still has the value. Returns the types that were remade.
 */
export function planEnums(before: Snapshot, after: Snapshot, draft: Draft): ReadonlySet<string> {
  const remade = new Set<string>()
  for (const [name, values] of Object.entries(after.enums)) {
    const old = before.enums[name]
    if (old === undefined) draft.add('types', createType(name, values))
    else if (old.join('\n') === values.join('\n')) continue
    else if (isWithin(old, values)) draft.add('values', ...addValues(name, old, values))
    else {
      remade.add(name)
      draft.add(
        'types',
        `alter type ${quoteName(name)} rename to ${quoteName(oldName(name))}`,
        createType(name, values),
      )
      draft.add('tidy', `drop type ${quoteName(oldName(name))}`)
    }
  }
  for (const name of Object.keys(before.enums)) {
    if (after.enums[name] === undefined) draft.add('tidy', `drop type ${quoteName(name)}`)
  }
  return remade
}

const oldName = (name: string) => `${name}__old`

function createType(name: string, values: readonly string[]): string {
  return `create type ${quoteName(name)} as enum (${values.map(quoteText).join(', ')})`
}

/** True when `some` are among `all`, in the same order. */
function isWithin(some: readonly string[], all: readonly string[]): boolean {
  const kept = all.filter(value => some.includes(value))
  return kept.length === some.length && kept.every((value, at) => value === some[at])
}

function addValues(name: string, old: readonly string[], values: readonly string[]): string[] {
  return values.flatMap((value, at) => {
    if (old.includes(value)) return []
    const before = values[at - 1]
    const first = old[0]
    const place =
      before === undefined ? (first === undefined ? '' : ` before ${quoteText(first)}`) : ` after ${quoteText(before)}`
    return [`alter type ${quoteName(name)} add value ${quoteText(value)}${place}`]
  })
}
