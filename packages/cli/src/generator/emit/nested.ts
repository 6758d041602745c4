import type { BlueprintResource } from '../../blueprint/blueprint.ts'
import { type Model, pathOf } from './model.ts'

/** The resource that a path hangs under, and the field that points at its row. */
export interface Nested {
  readonly parent: BlueprintResource
  readonly key: string
}

/** `/articles/:slug/comments` hangs comments under articles, by `articleId`. */
export function nestedUnder(resource: BlueprintResource, model: Model): Nested | undefined {
  const above = /^\/(.+)\/:\w+\/[^:]+$/.exec(resource.path ?? '')?.[1]
  const parent = model.blueprint.resources.find(each => pathOf(each) === `/${above}`)
  if (above === undefined || parent === undefined) return undefined
  const key = model.table(resource.table).fields.find(field => field.references?.table === parent.table)?.name
  return key === undefined ? undefined : { parent, key }
}
