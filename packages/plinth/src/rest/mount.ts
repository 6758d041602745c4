import { nearest } from '../config/index.ts'
import { dialectErrors } from '../dialect/index.ts'
import type { HttpServer } from '../http/index.ts'
import type { Operation } from '../operations/index.ts'
import { docsMounts } from './docs/mount.ts'
import { operationMount } from './door.ts'
import { restErrors } from './errors.ts'
import type { RestParts } from './parts.ts'

/**
 * Puts every operation on the server, and `/openapi.json` and `/docs` where they are open. Throws, at boot, for two
 * operations on one route and for paths of the dialect that fit no operation.
 */
export function mountOperations(server: HttpServer, parts: RestParts): void {
  checkRoutes(parts)
  server.mount(parts.operations.map(operation => operationMount(operation, parts)))
  if (parts.options.docs ?? parts.options.development) server.mount(docsMounts(parts))
}

function checkRoutes({ operations, dialect }: RestParts): void {
  const names = operations.map(({ name }) => name)
  const { paths, params, names: fields, answers, bodies } = dialect.settings
  for (const name of [paths, params, fields, answers, bodies].flatMap(each => Object.keys(each))) {
    if (names.includes(name)) continue
    const guess = nearest(name, names)
    throw dialectErrors.DIALECT_UNKNOWN_OPERATION({
      name,
      meant: guess === undefined ? '' : ` Did you mean "${guess}"?`,
    })
  }
  const routes = new Map<string, string>()
  for (const operation of operations) {
    const { method, path } = dialect.route(operation)
    checkParameters(operation, path)
    const route = `${method} ${path.replace(/(?<=\/):\w+/g, ':')}`
    const first = routes.get(route)
    if (first !== undefined) throw restErrors.ROUTE_TWICE({ first, second: operation.name, method, path })
    routes.set(route, operation.name)
  }
}

/** A path that the dialect gives must bind the same parameters. */
function checkParameters({ name, path }: Operation, served: string): void {
  const [wanted, given] = [parametersOf(path), parametersOf(served)]
  if (wanted.join() !== given.join()) {
    throw restErrors.ROUTE_PARAMETERS({ name, path: served, wanted: wanted.join(', ') || 'none' })
  }
}

/** Names of the parameters of a path, sorted. */
function parametersOf(path: string): string[] {
  return (path.match(/(?<=\/):\w+/g) ?? []).toSorted()
}
