import type { ResourceModel } from './model.ts'

/** What a resource shows is the same for everybody: no rules on fields, nothing of the actor, open relations. */
export function isFixed(model: ResourceModel): boolean {
  const rules = [...model.fields.values()].some(field => field.read !== null)
  const embeds = [...model.embeds, ...model.children]
  const open = embeds.every(({ shows }) => isAnyones(shows) && isFixed(shows) && isTenantAlike(model, shows))
  return open && !rules && model.computed.every(field => field.fixed)
}

/** A relation that shows everybody the same; one that is not there shows nothing. */
export function isOpen(model: ResourceModel, shows: ResourceModel | undefined): boolean {
  return shows === undefined || (shows.fixed && isAnyones(shows) && isTenantAlike(model, shows))
}

/** A table of no tenant that shows rows of one is made anew for each statement: the tenant's parameter may stand anywhere. */
function isTenantAlike({ table }: ResourceModel, shows: ResourceModel): boolean {
  return shows.table.tenant === undefined || table.tenant !== undefined
}

/** Everybody may read every row of it, or nobody. */
function isAnyones({ readOne }: ResourceModel): boolean {
  return readOne === null || readOne.kind === 'anyone'
}
