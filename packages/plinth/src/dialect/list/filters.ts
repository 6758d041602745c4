import type { Condition, FilterOp, FilterSpec, ListSpec } from '../../operations/index.ts'
import { type ReadWord, refuse } from './draft.ts'
import { readValue, type Typed } from './values.ts'

const mostValues = 100

const text: FilterSpec = { type: 'text', ops: [] }
const boolean: FilterSpec = { type: 'boolean', ops: [] }

/** The words of the filters: `status`, `status[in]`, and `status[]` as axios and jQuery write lists. */
export function compileFilters(filters: ListSpec['filters'], wire: (key: string) => string): Map<string, ReadWord> {
  const readers = new Map<string, ReadWord>()
  for (const [field, spec] of Object.entries(filters)) {
    for (const op of spec.ops) {
      const read = op === 'in' ? readMany(field, spec) : readOne(field, op, specOf(op, spec))
      readers.set(`${wire(field)}[${op}]`, read)
      if (op === 'eq') readers.set(wire(field), read)
      if (op === 'in') readers.set(`${wire(field)}[]`, read)
    }
  }
  return readers
}

/** Parts of a text are texts even where the whole is an enum or a uuid. */
function specOf(op: FilterOp, spec: FilterSpec): FilterSpec {
  if (op === 'isNull') return boolean
  return op === 'contains' || op === 'startsWith' ? text : spec
}

function readOne(field: string, op: FilterOp, spec: FilterSpec): ReadWord {
  return (values, draft, word) => {
    if (values.length !== 1) return refuse(draft, word, 'Give it once, or use [in].')
    const typed = readValue(values[0] as string, spec)
    if ('value' in typed) draft.where.push({ field, op, value: typed.value })
    else refuse(draft, word, `Must be ${typed.wanted}.`)
  }
}

/** One value is split at its commas; a word given more than once stands as it is, so that values may hold commas. */
function readMany(field: string, spec: FilterSpec): ReadWord {
  return (values, draft, word) => {
    const texts = values.length === 1 ? (values[0] as string).split(',', mostValues + 1) : values
    if (texts.length > mostValues) return refuse(draft, word, `Must be at most ${mostValues} values.`)
    const typed = texts.map(entry => readValue(entry, spec))
    const wrong = typed.find(isWrong)
    if (wrong === undefined) draft.where.push(condition(field, typed))
    else refuse(draft, word, `Each must be ${wrong.wanted}.`)
  }
}

function condition(field: string, typed: readonly Typed[]): Condition {
  return { field, op: 'in', value: typed.flatMap(one => ('value' in one ? [one.value] : [])) }
}

function isWrong(typed: Typed): typed is { readonly wanted: string } {
  return 'wanted' in typed
}
