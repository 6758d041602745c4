import { decide, type Predicate } from '../../access/index.ts'
import { type FieldProblem, invalid } from '../../errors/index.ts'
import type { Field, ResourceModel } from '../model/model.ts'
import type { Asker } from '../sql/draft.ts'
import { fits } from '../sql/value.ts'
import type { Values } from '../sql/write.ts'
import { denied } from './rights.ts'
import type { Served } from './served.ts'

/**
 * What of an input this asker may write. Fields that are not theirs are refused, or dropped where the dialect drops.
 * `open` are rules that depend on the row.
 */
export function permitted(served: Served, input: Values, asker: Asker): { values: Values; open: Predicate[] } {
  if (asker.trusted) return { values: input, open: [] }
  const reading: Reading = { served, asker, problems: [], open: [] }
  const values = ruled(served.model, { input, at: '' }, reading)
  for (const child of served.model.children) {
    const lines = input[child.name] as readonly Values[] | undefined
    if (lines === undefined) continue
    values[child.name] = lines.map((input, index) =>
      ruled(child.shows, { input, at: `${child.wire}[${index}].` }, reading),
    )
  }
  if (reading.problems.length > 0) throw invalid(reading.problems)
  return { values, open: reading.open }
}

interface Reading {
  readonly served: Served
  readonly asker: Asker
  readonly problems: FieldProblem[]
  readonly open: Predicate[]
}

function ruled(
  model: ResourceModel,
  { input, at }: { readonly input: Values; readonly at: string },
  { asker, served, problems, open }: Reading,
): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined || model.children.some(child => child.name === key)) continue
    const field = model.fields.get(key)
    const decided = mayWrite(field, asker)
    if (decided !== false) values[key] = value
    else if (served.wire.extra !== 'drop' || asker.plain) {
      problems.push({ field: `${at}${field?.wire ?? key}`, message: 'Is not a field that you may set.' })
    }
    if (typeof decided === 'object') open.push(decided)
  }
  return values
}

/** Users' code that acts as the actor is held to what a body could carry. */
function mayWrite(field: Field | undefined, { actor, plain }: Asker): Predicate {
  if (field === undefined || (plain && field.server)) return false
  return field.write === null ? true : decide(field.write, actor)
}

/** The input without the owners that would be filled in anyway: users' code may say that the row is the actor's own. */
export function unsaid(model: ResourceModel, input: Values, { actor, plain }: Asker): Values {
  const said = plain && actor.kind === 'user' ? model.owners.filter(({ key }) => input[key] === actor.id) : []
  if (said.length === 0) return input
  return Object.fromEntries(Object.entries(input).filter(([key]) => !said.some(owner => owner.key === key)))
}

/** The values with the row's owners filled in: the asker, wherever nothing says otherwise. */
export function owned(model: ResourceModel, values: Values, asker: Asker): Values {
  const { actor } = asker
  const filled: Record<string, unknown> = { ...values }
  for (const owner of model.owners) {
    if (filled[owner.key] !== undefined) continue
    if (actor.kind === 'user' && fits(owner.model, actor.id)) filled[owner.key] = actor.id
    else if (owner.model.notNull && !owner.model.hasDefault && !asker.trusted) throw denied({ kind: 'signedIn' }, actor)
  }
  return filled
}
