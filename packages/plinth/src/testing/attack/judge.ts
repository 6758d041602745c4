import { decide, holds, type PolicyNode } from '../../access/index.ts'
import type { ResourceModel } from '../../resources/index.ts'
import type { Answer } from './ask.ts'
import type { Found, MadeRow } from './rows.ts'
import type { Target } from './surface.ts'
import type { Person, World } from './world.ts'

/** What the declared policies say of a request. */
export type Verdict = 'served' | 'refused' | 'absent'

/** A request to judge: the rows that its path names, in the order of the path. */
export interface Case {
  readonly target: Target
  readonly person: Person
  readonly rows: readonly MadeRow[]
}

/**
 * What must come back, from the policies alone and never from what the app answers: `refused` is 401 or 403, `absent`
 * is 404. What somebody may not see is absent to them.
 */
export function verdictOf({ target, person, rows }: Case): Verdict {
  const { operation, params, model } = target
  const decided = decide(operation.allow.node, person.actor)
  if (decided === false) return 'refused'
  for (const [at, row] of rows.entries()) {
    const named = params[at]?.names
    if (typeof named !== 'object') continue
    if (isForeign(row, person) || isElsewhere(named, row, rows[at - 1])) return 'absent'
    if (!sees(named.readOne, person, row)) return 'absent'
  }
  const last = rows.at(-1)
  const isRow = last !== undefined && typeof params.at(-1)?.names === 'object'
  if (isRow && !isCollection(target) && !holds(decided, last.values)) return 'refused'
  if (operation.method === 'POST' && model !== undefined && !ownable(model, person)) return 'refused'
  return 'served'
}

/** Statuses that say so. Guests are told to sign in; a row that one may not read may be refused before it is looked for. */
export function agrees(verdict: Verdict, status: number, { target, person }: Case): boolean {
  if (verdict === 'served') {
    if (target.operation.status === 501) return status === 501
    if (person.name === 'key' && (status === 403 || status === 401)) return target.model === undefined
    return (status >= 200 && status < 300) || status === 304 || status === 302
  }
  return verdict === 'refused' ? status === 401 || status === 403 : status === 404 || status === 401 || status === 403
}

/** Fields of rows in an answer that this person may not see. `sent` is what the request itself said. */
export function leaksIn({ all, sent }: Answer, { target, person }: Omit<Case, 'rows'>, world: World): Found[] {
  const said = sent.toLowerCase()
  return world.rows.in(all).filter(found => {
    if (said.includes(found.word)) return false
    if (isForeign(found.row, person)) return true
    // What an action answers with is its own code's to say; its tenant is not.
    return target.model !== undefined && !maySee(found, person, world)
  })
}

/** The row does not hang under the one that the path names before it. */
function isElsewhere({ parent }: ResourceModel, row: MadeRow, above: MadeRow | undefined): boolean {
  if (parent === undefined || above === undefined) return false
  return row.values[parent.field.key] !== above.values[parent.target.key]
}

/** The row is of another tenant. */
export function isForeign(row: MadeRow, { actor }: Person): boolean {
  return row.table.tenant && row.side.tenant !== actor.tenant
}

/** Some resource shows the row, and the field, to this person. */
function maySee({ row, field }: Found, person: Person, world: World): boolean {
  const models = world.models.filter(model => model.table.model.name === row.table.name)
  if (models.length === 0) return true
  return models.some(model => {
    const rule = model.fields.get(field)?.read ?? null
    const seen = sees(model.readOne, person, row) || sees(model.readMany, person, row)
    return seen && (rule === null || sees(rule, person, row))
  })
}

function sees(node: PolicyNode | null, { actor }: Person, row: MadeRow): boolean {
  return node !== null && holds(decide(node, actor), row.values)
}

/** A path that ends in a word: what it makes or lists hangs under the last parameter. */
function isCollection({ operation, model }: Target): boolean {
  return model !== undefined && !operation.path.endsWith(`/:${model.param}`)
}

/** Whoever makes a row is its owner, and only people own rows. */
function ownable({ owners }: ResourceModel, { actor }: Person): boolean {
  return actor.kind === 'user' || owners.every(owner => !owner.model.notNull || owner.model.hasDefault)
}
