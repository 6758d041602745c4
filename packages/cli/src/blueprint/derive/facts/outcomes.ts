import type { Shape } from '../../endpoint.ts'
import type { Signals } from '../detection.ts'
import { noFields } from './shape.ts'
import { camelCase } from './words.ts'

/** What members of answers have that say how it went, when it went well, by name: `code` is 0, `status` is `ok`. */
export type Outcomes = ReadonlyMap<string, string | number>

const well = /^(ok|okay|success|succeed|succeeded|successful|done|0+|1|200)$/i
const wellNumbers = [0, 200, 20000, 1]

/** Of what the code compares them with, the value that means success; members with none such are left out. */
export function outcomesOf({ outcomes = [] }: Signals): Outcomes {
  const compared = Map.groupBy(outcomes, ({ name }) => camelCase(name))
  return new Map(
    [...compared].flatMap(([name, seen]): [string, string | number][] => {
      const value = successOf(seen.map(each => each.value))
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

function successOf(values: readonly (string | number)[]): string | number | undefined {
  const number = wellNumbers.find(each => values.includes(each))
  if (number !== undefined) return number
  // Statuses as HTTP has them: the one for success may be the only one that nobody asks for.
  const isHttp = values.every(value => typeof value === 'number' && value >= 100 && value < 600)
  return isHttp ? 200 : values.find(value => typeof value === 'string' && well.test(value))
}

/** The shape of an answer, with what its members have that say how it went. */
export function withOutcomes(shape: Shape, outcomes: Outcomes): Shape {
  if (shape.kind !== 'object' || outcomes.size === 0) return shape
  const fields = Object.entries(shape.fields).map(([name, field]) => {
    const value = outcomes.get(name)
    const isPlain = /^(?:unknown|string|number)$/.test(field.shape.kind)
    const literal: Shape = value === undefined || !isPlain ? field.shape : { kind: 'literal', values: [value] }
    return [name, { ...field, shape: literal }] as const
  })
  return { ...shape, fields: Object.assign(noFields(), Object.fromEntries(fields)) }
}
