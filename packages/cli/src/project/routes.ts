import type { Source } from '../syntax/index.ts'
import type { Sources } from './load.ts'
import { exportsOf } from './provided.ts'
import type { Resolver } from './resolve.ts'
import { relativePath, type Tree } from './walk.ts'

/** An address that the frontend's own framework answers. Parameters are `{name}`, and `:name*` is all that follows. */
export interface OwnRoute {
  file: string
  path: string
  /** Absent where it answers to all. */
  methods?: readonly string[]
  /** It passes nothing on: what it asks of a backend is a request of its own. */
  alone?: true
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** What a framework makes of a file: the address by its name, and the methods by its name or by what it exports. */
interface Kind {
  frameworks: readonly string[]
  file: RegExp
  methods: 'exports' | 'name' | 'all' | 'actions'
}

const KINDS: readonly Kind[] = [
  { frameworks: ['next'], file: /^(?:src\/)?app\/(.*?)\/?route\.[jt]sx?$/, methods: 'exports' },
  { frameworks: ['next'], file: /^(?:src\/)?pages\/(api(?:\/.*)?)\.[jt]sx?$/, methods: 'all' },
  { frameworks: ['nuxt'], file: /^(?:src\/)?server\/(api\/.*?)\.[jt]s$/, methods: 'name' },
  { frameworks: ['nuxt'], file: /^(?:src\/)?server\/routes\/(.*?)\.[jt]s$/, methods: 'name' },
  { frameworks: ['sveltekit'], file: /^src\/routes\/(.*?)\/?\+server\.[jt]s$/, methods: 'exports' },
  { frameworks: ['sveltekit'], file: /^src\/routes\/(.*?)\/?\+page\.server\.[jt]s$/, methods: 'actions' },
  { frameworks: ['solid'], file: /^src\/routes\/(.*?)\.[jt]sx?$/, methods: 'exports' },
  { frameworks: ['astro'], file: /^src\/pages\/(.*?)\.[jt]s$/, methods: 'exports' },
]

/** The addresses that the frontend's own server answers: they are no endpoints of a backend, what they ask of one is. */
export function ownRoutes(root: string, { scripts }: Tree, about: About): OwnRoute[] {
  const kinds = KINDS.filter(({ frameworks }) => frameworks.includes(about.framework))
  return scripts.flatMap(path => {
    const file = relativePath(root, path)
    for (const kind of kinds) {
      const name = kind.file.exec(file)?.[1]
      if (name === undefined) continue
      return standsIn(path, about) ? [] : routeOf(name, { file, kind, source: () => about.sources.load(path) })
    }
    return []
  })
}

interface About {
  framework: string
  sources: Sources
  resolver: Pick<Resolver, 'resolve'>
}

const MOCK = /mock/i

/** A route that stands in for the backend while somebody works on the pages: it speaks of mocks, or what it imports does. */
function standsIn(path: string, { sources, resolver }: About): boolean {
  const source = sources.load(path)
  if (!source) return false
  const imported = source.program.body.flatMap(statement => {
    if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type') return []
    const target = resolver.resolve(statement.source.value, path)
    return 'path' in target ? [target.path] : []
  })
  return [path, ...imported].some(one => MOCK.test(sources.load(one)?.text ?? ''))
}

interface RouteFile {
  file: string
  kind: Kind
  source: () => Source | undefined
}

function routeOf(name: string, { file, kind, source }: RouteFile): OwnRoute[] {
  if (/\[\[(?!\.)/.test(name)) return []
  if (name.includes('[...') && logsIn(name, source())) return [{ file, path: pathOf(name), alone: true }]
  const [, plain = name, method] = /^(.*?)(?:\.(get|post|put|patch|delete|head|options))?$/.exec(name) ?? []
  const route = { file, path: pathOf(kind.methods === 'name' ? plain : name) }
  if (kind.methods === 'all') return [route]
  if (kind.methods === 'name') return [method ? { ...route, methods: [method.toUpperCase()] } : route]
  const loaded = source()
  const names = loaded ? exportsOf(loaded) : []
  if (kind.methods === 'actions') return names.includes('actions') ? [{ ...route, methods: ['POST'], alone: true }] : []
  const methods = METHODS.filter(one => names.includes(one))
  if (methods.length > 0) return [{ ...route, methods }]
  return names.includes('fallback') || names.includes('ALL') ? [route] : []
}

/** https://authjs.dev/getting-started/installation, https://www.better-auth.com/docs/integrations/next */
function logsIn(name: string, source: Source | undefined): boolean {
  const imports = source?.program.body.filter(one => one.type === 'ImportDeclaration') ?? []
  return (
    name.endsWith('[...nextauth]') || imports.some(one => /^(?:next-auth|better-auth)(?:\/|$)/.test(one.source.value))
  )
}

/** `(group)/users/[id]/index` answers at `/users/{id}`, `files/[...path]` at `/files/:path*`. */
function pathOf(name: string): string {
  const segments = name
    .split('/')
    .filter(segment => segment !== '' && !/^\(.*\)$|^@/.test(segment))
    .map(segment => segment.replace(/^\[{1,2}\.{3}(\w*)\]{1,2}$/, (_, rest) => `:${rest || 'rest'}*`))
    .map(segment => segment.replace(/\[(\w+)(?:=\w+)?\]/g, '{$1}'))
  if (segments.at(-1) === 'index') segments.pop()
  return `/${segments.join('/')}`
}
