import {
  addToCell,
  arg,
  type Call,
  cellOf,
  elementsOf,
  type Frame,
  getMember,
  hangOn,
  importedFile,
  literalTexts,
  makeGlobal,
  type Part,
  pageQuery,
  readCell,
  type Thing,
  textOf,
  unknown,
  type Value,
} from '../../syntax/index.ts'

const ROUTES = 'vue.routes'

/**
 * The router of pages: `createRouter({ routes })` says at which paths pages stand, and `useRoute().path` within a page is one of
 * them: https://router.vuejs.org/api/interfaces/RouteLocationNormalizedLoaded.html#path
 */
export function routed(from: string, call: Call): Value | undefined {
  const { frame } = call
  if (/^(?:new vue-router|vue-router createRouter)$/.test(from))
    addToCell(frame.machine, cellOf(frame.machine, ROUTES), getMember(objectsIn(arg(call, 0)), 'routes', call))
  return from === 'vue-router useRoute' ? [ROUTE] : undefined
}

/** The page that is shown, as its component sees it. */
export const ROUTE = currentRoute()

function currentRoute(): Thing {
  const route = makeGlobal('vue.route')
  route.lazy = (name, frame) => {
    if (name === 'query') return [pageQuery(frame)]
    return (name === 'path' ? pathHere(frame) : undefined) ?? unknown(name)
  }
  route.holds = []
  return route
}

/** The paths of the innermost page that runs; undefined where none does. */
function pathHere(frame: Frame): Value | undefined {
  const routes = readCell(cellOf(frame.machine, ROUTES))
  if (routes.length === 0) return undefined
  const call: Call = { args: [], self: [], frame, node: frame.node ?? { start: 0, end: 0 }, types: [] }
  const pages = new Map<string, Set<string>>()
  noteRoutes(routes, { above: '', pages }, call)
  let at = frame
  while (at.caller && !pages.has(at.module.path)) at = at.caller
  hangOn(at)
  const paths = pages.get(at.module.path)
  return paths && [...paths].flatMap(path => (REST.test(path) ? unknown('path') : [textOf(partsOf(path))]))
}

interface Table {
  /** The path of the route that these stand in. */
  above: string
  /** The paths of the pages by their files. */
  pages: Map<string, Set<string>>
}

/** Notes the path of each page. What stands around others has none of its own. */
function noteRoutes(routes: Value, { above, pages }: Table, call: Call): void {
  for (const route of objectsIn(elementsOf(objectsIn(routes), call.frame).flat())) {
    const member = (name: string) => getMember([route], name, call)
    const [written] = literalTexts(member('path'))
    if (written === undefined) continue
    const path = written.startsWith('/') ? written : `${above.replace(/\/$/, '')}/${written}`
    if (route.slots.has('children')) noteRoutes(member('children'), { above: path, pages }, call)
    else for (const file of filesOf(member('component'))) pages.set(file, (pages.get(file) ?? new Set()).add(path))
  }
}

function filesOf(component: Value): string[] {
  return component.flatMap(atom =>
    atom.kind === 'function' ? (importedFile(atom) ?? FILE.exec(atom.key)?.[1] ?? []) : [],
  )
}

// What a file with a component is known by.
const FILE = /:component:(.+)$/

function objectsIn(value: Value): Thing[] {
  return value.filter(atom => atom.kind === 'object')
}

// `/files/:path*`, `/:rest(.*)`: any number of steps.
const REST = /:\w+(?:[*+]|\([^)]*\.[*+])/

/** `/books/:id(\\d+)/pages`: what a route names is a hole. */
function partsOf(path: string): Part[] {
  const parts = path.split(/:(\w+)(?:\([^)]*\))?\??/)
  return parts.flatMap((text, at): Part[] => {
    if (at % 2 === 1) return [{ name: text }]
    return text === '' ? [] : [{ text }]
  })
}
