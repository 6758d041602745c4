import type { ResourceModel } from './model.ts'

/** What a resource shows is the same for everybody: no rules on fields, nothing of the actor, open relations. */
export function isFixed(model: ResourceModel): boolean {
  const rules = [...model.fields.values()].some(field => field.read !== null)
  const embeds = [...model.embeds, ...model.children]
  const open = embeds.every(({ shows }) => isAnyones(shows) && isFixed(shows))
  return open && !rules && model.computed.every(field => field.fixed)
}

/** A relation that shows everybody the same; one that is not there shows nothing. */
export function isOpen(model: ResourceModel | undefined): boolean {
  return model === undefined || (model.fixed && isAnyones(model))
}

/** Everybody may read every row of it, or nobody. */
function isAnyones({ readOne }: ResourceModel): boolean {
  return readOne === null || readOne.kind === 'anyone'
}
