import type { Context } from '../../context/index.ts'
import { httpErrors, notFound } from '../../errors/index.ts'
import { type Asker, type At, Draft } from '../sql/draft.ts'
import { policySql } from '../sql/predicate.ts'
import { rowsSql } from '../sql/rows.ts'
import { after, beforeDelete } from './hooks.ts'
import { holdOne, targetSql } from './read.ts'
import { reviveRow } from './revive.ts'
import { demand, denied } from './rights.ts'
import { type Served, scopeOf, type Target } from './served.ts'

/** Which row to delete. `ifMatch` is the version that the asker has read. */
export interface RemoveAsk {
  readonly target: Target
  readonly asker: Asker
  readonly ifMatch?: string | undefined
}

/** Deletes a row under the delete policy. What others still point to is a conflict, by the foreign key. */
export async function removeRow(served: Served, ask: RemoveAsk, ctx: Context): Promise<void> {
  const { model, database } = served
  demand(model.allow.delete, ask.asker)
  if (!isInvolved(served)) {
    if (await remove(served, ask)) return
    await refuse(served, ask, false)
    return
  }
  await database.transaction(scopeOf(model, ask.asker), async () => {
    const row = reviveRow(model, await refuse(served, ask, true))
    await beforeDelete(model, row, ctx)
    await remove(served, ask)
    await after(model, { verb: 'delete', row }, ctx)
  })
}

function isInvolved({ model }: Served): boolean {
  const { before, after: later } = model.options
  return before?.delete !== undefined || later?.delete !== undefined
}

async function remove(served: Served, { target, asker, ifMatch }: RemoveAsk): Promise<boolean> {
  const { model, database } = served
  const draft = new Draft(asker, model.table)
  const where = [
    targetSql(model, target, draft),
    policySql(model.readOne, model.table, draft.at('t')),
    policySql(model.allow.delete ?? null, model.table, draft.at('t')),
    ifMatch === undefined ? 'true' : `t.xmin::text = ${draft.bind(ifMatch, 'text')}`,
  ]
  if (where.includes('false')) return false
  const text = `delete from ${rowsSql(model.table, draft.at('t'), where)} returning 1`
  const rows = await database.write(served.statements.of(text), draft.values, scopeOf(model, asker))
  return rows.length > 0
}

/** The whole row where it may be deleted, else why not. Without `lock`, a row that is still there is one that just came back. */
async function refuse(served: Served, { target, asker, ifMatch }: RemoveAsk, lock: boolean): Promise<string> {
  const { model } = served
  const policy = (at: At) => policySql(model.allow.delete ?? null, model.table, at)
  const held = await holdOne(served, { ...target, policy, lock }, asker)
  if (held === undefined || !held.readable) throw notFound(model.singular)
  if (!held.allowed) throw denied(model.allow.delete ?? { kind: 'nobody' }, asker.actor)
  if (ifMatch !== undefined && ifMatch !== held.version) throw httpErrors.PRECONDITION_FAILED()
  return held.row
}
