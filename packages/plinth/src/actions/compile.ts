import type { Check, JsonSchema, Operation } from '../operations/index.ts'
import { camelCase, type ResourceEngine } from '../resources/index.ts'
import { type ReadRoute, readRoute } from './route.ts'
import type { Action } from './site.ts'

/** An action and the module it stands in. */
export interface PlacedAction {
  readonly module: string
  readonly action: Action
}

/** Compiles every action once, at boot, on the resources that are there. Names in `builtIn` are taken. */
export function compileActions(
  actions: readonly PlacedAction[],
  engine: ResourceEngine,
  builtIn: readonly string[] = [],
): Operation[] {
  const named = actions.map(placed => ({ ...placed, read: readRoute(placed.action.route) }))
  const resources = engine.operations.map(operation => operation.name)
  const taken = [...builtIn, ...resources, ...named.map(({ read }) => nameOf(read))]
  return named.map(({ module, action, read }) => {
    const name = nameOf(read)
    const unique = taken.filter(one => one === name).length === 1
    const compiled = action.compile({ module, parts: engine.parts })
    const params = compiled.params ?? paramsOf(read)
    return {
      ...compiled,
      name: unique ? name : `${name}.${read.method.toLowerCase()}`,
      ...(params === undefined ? {} : { params }),
    }
  })
}

/** `POST /orders/:id/cancel` is `orders.cancel`; one word alone takes the method with it. */
function nameOf({ words, method }: ReadRoute): string {
  const name = words.map(camelCase).join('.')
  return words.length > 1 ? name : `${name}.${method.toLowerCase()}`
}

function paramsOf({ params }: ReadRoute): Check | undefined {
  if (params.length === 0) return undefined
  const properties: Record<string, JsonSchema> = Object.fromEntries(params.map(name => [name, { type: 'string' }]))
  return { parse: value => value, schema: { type: 'object', properties, required: params } }
}
