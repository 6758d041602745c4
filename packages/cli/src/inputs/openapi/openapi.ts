import type { Detection, Signals } from '../../blueprint/derive/detection.ts'
import type { Endpoint, Evidence, Unresolved } from '../../blueprint/endpoint.ts'
import { Document, type Json, listOf, objectOf, textOf } from '../document.ts'
import { basePathOf } from './base.ts'
import { endpointOf, type Place } from './operation.ts'
import { Schemas } from './schema.ts'

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head'] as const

/**
 * Reads an OpenAPI 3 document, in JSON, as if it were a frontend that asks for all of it. Evidence points to the operation
 * and its line. INPUT_MISSING, INPUT_MALFORMED, INPUT_UNFIT.
 */
export function readOpenapi(file: string): Detection {
  const document = new Document(file, 3)
  const root = checked(document)
  const base = basePathOf(root)
  const schemas = new Schemas(root)
  const places = placesIn(document, schemas)
  const endpoints = places.map(place => endpointOf(place, { root, base, schemas }))
  return {
    root: '.',
    framework: 'openapi',
    base: {
      path: base,
      certainty: 'sure',
      evidence: [document.at(...(root.servers === undefined ? [] : ['servers']))],
    },
    endpoints,
    unresolved: otherMethods(document),
    signals: signalsOf(
      document,
      root,
      places.map((place, index) => ({ place, endpoint: endpoints[index] as Endpoint })),
    ),
  }
}

function checked(document: Document): Json {
  const root = objectOf(document.root)
  if (root.swagger !== undefined) throw document.unfit('This is Swagger 2.0; convert it to OpenAPI 3 first.', 'swagger')
  if (!/^3\.\d/.test(textOf(root.openapi) ?? ''))
    throw document.unfit('`openapi` has to name a version 3.', ...(root.openapi === undefined ? [] : ['openapi']))
  if (Object.keys(objectOf(root.paths)).length === 0)
    throw document.unfit('There are no paths.', ...(root.paths === undefined ? [] : ['paths']))
  return root
}

function placesIn(document: Document, schemas: Schemas): Place[] {
  return Object.entries(objectOf(objectOf(document.root).paths)).flatMap(([path, given]) => {
    if (!path.startsWith('/')) throw document.unfit('A path begins with a slash.', 'paths', path)
    const item = schemas.resolve(given)
    return methods
      .filter(method => item[method] !== undefined)
      .map(method => {
        const operation = item[method]
        if (typeof operation !== 'object' || operation === null || Array.isArray(operation))
          throw document.unfit('An operation is an object.', 'paths', path, method)
        return { path, method, item, operation: operation as Json, evidence: document.at('paths', path, method) }
      })
  })
}

function otherMethods(document: Document): Unresolved[] {
  return Object.entries(objectOf(objectOf(document.root).paths)).flatMap(([path, item]) =>
    ['options', 'trace']
      .filter(method => objectOf(item)[method] !== undefined)
      .map(method => ({
        evidence: document.at('paths', path, method),
        reason: 'No operation of an API is made of this method.',
        text: `${method.toUpperCase()} ${path}`.slice(0, 80),
      })),
  )
}

interface Made {
  readonly place: Place
  readonly endpoint: Endpoint
}

/** Who may, and where the token travels: only a document that names ways to sign in says anything of it. */
function signalsOf(document: Document, root: Json, made: readonly Made[]): Signals {
  const schemes = Object.entries(objectOf(objectOf(root.components).securitySchemes))
  if (schemes.length === 0) return {}
  const evidence = (...way: string[]): Evidence[] => [document.at('components', 'securitySchemes', ...way)]
  const tokens = schemes.flatMap(([name, scheme]) =>
    tokenOf(objectOf(scheme)).map(one => ({ ...one, evidence: evidence(name) })),
  )
  const reach = made.map(({ place, endpoint }) => ({
    endpoint: `${endpoint.method} ${endpoint.path}`,
    who: needsSignIn(place.operation, root) ? ('signedIn' as const) : ('anyone' as const),
    evidence: [place.evidence],
  }))
  return { tokens, reach }
}

function tokenOf(scheme: Json): { header: string; template: string }[] {
  if (scheme.type === 'apiKey' && scheme.in === 'header')
    return [{ header: (textOf(scheme.name) ?? '').toLowerCase(), template: '{token}' }]
  const bearer =
    scheme.type === 'oauth2' || scheme.type === 'openIdConnect' || /^bearer$/i.test(textOf(scheme.scheme) ?? '')
  return bearer ? [{ header: 'authorization', template: 'Bearer {token}' }] : []
}

function needsSignIn(operation: Json, root: Json): boolean {
  const ways = listOf(operation.security ?? root.security)
  return ways.length > 0 && ways.every(way => Object.keys(objectOf(way)).length > 0)
}
