import type { OwnRoute, Rewrite } from '../../project/index.ts'
import type { Located } from './located.ts'

/** What stands between a frontend and its backend. */
export interface Between {
  routes: readonly OwnRoute[]
  rewrites: readonly Rewrite[]
}

/**
 * Requests to the frontend's own server are no requests to a backend. Where the route does nothing but ask one, the caller's
 * request counts as that one, with what it sends and reads; paths that are rewritten on the way count as what they become.
 */
export function behindOwn(located: readonly Located[], { routes, rewrites }: Between): Located[] {
  if (routes.length === 0 && rewrites.length === 0) return [...located]
  const ends = routes.filter(route => !passesAlong(route))
  const passages = routes.filter(passesAlong).flatMap(route => passageOf(route, located))
  const asked = new Set(passages.flatMap(one => one.asked))
  const answered = (one: Located) => (isHere(one) ? ends.find(route => answers(route, one)) : undefined)
  return located.flatMap(one => {
    if (asked.has(one)) return []
    const route = answered(one)
    if (route) return passedOn(one, route, located)
    const moved = rewritten(passedAlong(one, passages), rewrites)
    const inner = moved === one ? undefined : answered(moved)
    return inner ? passedOn(moved, inner, located) : [moved]
  })
}

/** A route that takes any path and asks for the same below another address: `/proxy/[...path]`. */
interface Passage {
  route: OwnRoute
  to: Located['address']
  /** What it asks for itself. */
  asked: readonly Located[]
}

function passesAlong({ path, alone }: OwnRoute): boolean {
  return alone !== true && path.endsWith('*')
}

const REST = /\/(?:\{\w+\})+$/

function passageOf(route: OwnRoute, located: readonly Located[]): Passage[] {
  const own = located.filter(({ sent }) => sent.place.file === route.file)
  const asked = own.filter(({ address: { path = '' } }) => REST.test(path) && !path.replace(REST, '').includes('{'))
  const [first] = asked
  const places = new Set(asked.map(({ address: { origin, path } }) => `${origin} ${path?.replace(REST, '')}`))
  return first && places.size === 1 ? [{ route, to: first.address, asked }] : []
}

function passedAlong(one: Located, passages: readonly Passage[]): Located {
  const passage = isHere(one) ? passages.find(({ route }) => answers(route, one)) : undefined
  if (!passage) return one
  const { origin, path = '', unknown } = passage.to
  const values = [...(valuesOf(passage.route.path, one.address.path ?? '')?.values() ?? [])]
  const whole = `${path.replace(REST, '')}/${values.at(-1) ?? ''}`.replace(/(?<=.)\/$/, '')
  return { sent: one.sent, address: { ...one.address, origin, path: whole, unknown } }
}

/** The address is one of the page's own host. */
function isHere({ address }: Located): boolean {
  return address.origin === undefined && address.unknown.length === 0 && address.path !== undefined
}

function answers({ path, methods }: OwnRoute, { sent, address }: Located): boolean {
  return (methods === undefined || methods.includes(sent.method)) && valuesOf(path, address.path ?? '') !== undefined
}

/** The one request that a route makes, as if its caller had made it; none where it makes several, or reads the answer. */
function passedOn(one: Located, { file, alone }: OwnRoute, located: readonly Located[]): Located[] {
  if (alone) return []
  const asked = located.filter(({ sent }) => sent.place.file === file && sent.method === one.sent.method)
  const [first] = asked
  const paths = new Set(asked.map(({ address }) => address.path))
  if (!first || paths.size !== 1 || asked.some(({ sent }) => [...sent.source.used].some(name => name !== ''))) return []
  const { origin, path, unknown, glued } = first.address
  return [{ sent: one.sent, address: { ...one.address, origin, path, unknown, glued } }]
}

function rewritten(one: Located, rewrites: readonly Rewrite[]): Located {
  if (!isHere(one)) return one
  const path = one.address.path ?? ''
  for (const { from, to } of rewrites) {
    const values = valuesOf(from, path)
    if (values) return { sent: one.sent, address: { ...one.address, path: filled(to, values) } }
  }
  return one
}

function filled(to: string, values: ReadonlyMap<string, string>): string {
  const path = to.replace(/:(\w+)[*+?]?/g, (whole, name: string) => values.get(name) ?? whole)
  return `/${path.split('/').filter(Boolean).join('/')}`
}

/** What stands where a pattern has a name: one segment for `:name` and `{name}`, the rest for `:name*`. */
function valuesOf(pattern: string, path: string): Map<string, string> | undefined {
  const values = new Map<string, string>()
  const segments = path.split('/').filter(Boolean)
  for (const step of pattern.split('/').filter(Boolean)) {
    const [, name, rest] = /^(?::(\w+)(?:\([^)]*\))?|\{\w+\})([*+]?)$/.exec(step) ?? []
    if (rest === '*' || rest === '+') {
      values.set(name ?? '', segments.splice(0).join('/'))
      return values
    }
    const segment = segments.shift()
    const isName = name !== undefined || /^\{\w+\}$/.test(step)
    if (segment === undefined || (!isName && segment !== step)) return undefined
    if (name !== undefined) values.set(name, segment)
  }
  return segments.length === 0 ? values : undefined
}
