import type { Ask } from '../facts/facts.ts'
import { routeOf, segmentsOf } from '../facts/path.ts'
import { camelCase } from '../facts/words.ts'
import { asWritten } from '../tables/resources.ts'
import type { HomelessAction } from './action.ts'

/**
 * The actions that are asked for under another name of their rows than the one that stands in their code, by the names
 * that the runtime gives them: the words of the path, and the method where several have the same, or a resource does.
 */
export function actionRoutes(
  actions: readonly HomelessAction[],
  asks: readonly Ask[],
  resources: readonly string[],
): [operation: string, route: string][] {
  const sides = actions.flatMap(({ path, kind, endpoints }) =>
    endpoints.map(key => ({ path, kind, key, name: nameOf(path, key), ask: asks.find(ask => ask.key === key) })),
  )
  return sides.flatMap(({ path, kind, key, name, ask }): [string, string][] => {
    const route = ask === undefined || kind === 'pending' ? path : writtenAs(ask, path)
    if (route === path) return []
    const method = key.slice(0, key.indexOf(' '))
    const isOnly = sides.filter(side => side.name === name).length === 1 && !resources.includes(name)
    return [[isOnly ? name : `${name}.${method.toLowerCase()}`, `${method} ${route}`]]
  })
}

/** The path of an action with the words that are asked for, its parameters as they are called in its code. */
function writtenAs(ask: Ask, path: string): string {
  const segments = segmentsOf(path.replace(/:(\w+)/g, '{$1}'), '') ?? []
  return routeOf([...asWritten(ask, segments), ...ask.written.slice(segments.length)])
}

/** `workspaces.archive` of `/workspaces/:id/archive`; one word alone takes the method with it. */
function nameOf(path: string, key: string): string {
  const words = path.split('/').filter(part => part !== '' && !part.startsWith(':'))
  const name = words.map(camelCase).join('.')
  return words.length > 1 ? name : `${name}.${key.slice(0, key.indexOf(' ')).toLowerCase()}`
}
