import type { Context } from '../../context/index.ts'
import { invalid, PlinthError } from '../../errors/index.ts'
import type { ResourceModel } from '../model/model.ts'
import type { Values } from '../sql/write.ts'
import { missing } from './complete.ts'

/** What a hook is called with: the context, and what is being written. */
function withContext<T extends object>(ctx: Context, members: T): Context & T {
  return Object.assign(Object.create(ctx) as Context, members)
}

/** `before.create`, and what must be there after it. */
export async function beforeCreate(
  model: ResourceModel,
  { input, at = '' }: { readonly input: Values; readonly at?: string },
  ctx: Context,
): Promise<Values> {
  const hook = model.options.before?.create
  if (hook === undefined) return input
  try {
    return (await hook(withContext(ctx, { input: { ...input } }) as never)) as Values
  } catch (error) {
    // A hook that stumbles over a field that the client left out: say so, instead of a fault of ours.
    const lacking = missing(model, input, { at })
    if (error instanceof PlinthError || lacking.length === 0) throw error
    throw invalid(lacking)
  }
}

/** `before.update`: what it gives back is written. */
export async function beforeUpdate(
  model: ResourceModel,
  { input, row }: { readonly input: Values; readonly row: Values },
  ctx: Context,
): Promise<Values> {
  const hook = model.options.before?.update
  return hook === undefined ? input : ((await hook(withContext(ctx, { input: { ...input }, row }))) as Values)
}

/** `before.delete`: a throw keeps the row. */
export async function beforeDelete(model: ResourceModel, row: Values, ctx: Context): Promise<void> {
  await model.options.before?.delete?.(withContext(ctx, { row }))
}

/** `after.…`: a throw undoes the write. */
export async function after(
  model: ResourceModel,
  { verb, row }: { readonly verb: 'create' | 'update' | 'delete'; readonly row: Values },
  ctx: Context,
): Promise<void> {
  await model.options.after?.[verb]?.(withContext(ctx, { row }))
}
