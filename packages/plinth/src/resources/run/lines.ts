import type { Context } from '../../context/index.ts'
import type { Embed } from '../model/model.ts'
import { type Asker, Draft } from '../sql/draft.ts'
import { insertManySql, type Values } from '../sql/write.ts'
import { complete } from './complete.ts'
import { beforeCreate } from './hooks.ts'
import { demand } from './rights.ts'
import { owned } from './rules.ts'
import { type Served, scopeOf } from './served.ts'

/** Child rows to write with their parent. `row` is the parent, as it was stored. */
export interface LinesAsk {
  readonly child: Embed
  readonly row: Values
  readonly lines: readonly Values[]
  readonly asker: Asker
}

/** Stores the lines of a row under the child's create policy, one statement for each set of fields that they have. */
export async function insertLines(served: Served, ask: LinesAsk, ctx: Context): Promise<void> {
  if (ask.lines.length === 0) return
  const { asker } = ask
  const { shows: model } = ask.child
  demand(model.allow.create, asker)
  for (const rows of (await shapesOf(ask, ctx)).values()) {
    const draft = new Draft(asker, model.table)
    const text = insertManySql(model.table, rows, draft)
    await served.database.write(served.statements.of(text), draft.values, scopeOf(model, asker))
  }
}

async function shapesOf({ child, row, lines, asker }: LinesAsk, ctx: Context): Promise<Map<string, Values[]>> {
  const { shows: model, relation } = child
  const shapes = new Map<string, Values[]>()
  for (const [index, line] of lines.entries()) {
    const at = `${child.wire}[${index}].`
    const own = owned(model, { ...line, [relation.to.key]: row[relation.from.key] }, asker)
    const values = complete(model, await beforeCreate(model, { input: own, at }, ctx), { at })
    const shape = Object.keys(values).join()
    shapes.set(shape, [...(shapes.get(shape) ?? []), values])
  }
  return shapes
}
