import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { type PageScript, scriptsOf } from './html.ts'
import type { Manifest } from './manifest.ts'
import { type Passed, relativePath, type Tree } from './walk.ts'

const ENDINGS = ['.tsx', '.ts', '.jsx', '.js', '.mts', '.mjs', '.vue', '.svelte']
const USUAL = ['src/index', 'src/main', 'index', 'main', 'src/app', 'app', 'src/App', 'App']
// Where Laravel, Rails, Symfony and Phoenix keep the scripts of their pages, and what they are called there.
const SERVED = ['resources/js', 'resources/scripts', 'resources/ts', 'app/javascript', 'assets', 'assets/js'].flatMap(
  folder =>
    ['app', 'main', 'index', 'application', 'entrypoints/application', 'packs/application'].map(
      name => `${folder}/${name}`,
    ),
)
// Files that a framework loads by where they stand, and by their names.
const ROUTED = /(?:^|\/)(?:pages|app|routes|layouts|middleware|plugins)\//
const LOADED: Readonly<Record<string, RegExp>> = {
  next: /^(?:src\/)?(?:middleware|proxy|instrumentation(?:-client)?)\.[jt]sx?$/,
  nuxt: /^(?:(?:src|app)\/)?(?:(?:app|error)\.vue$|server\/(?:api|routes|middleware|plugins|tasks)\/)/,
  sveltekit: /^src\/(?:hooks(?:\.(?:client|server))?|service-worker)\.[jt]s$/,
  remix: /^app\/(?:root|routes|entry\.\w+)\.[jt]sx?$/,
  solid: /^src\/(?:routes\/|(?:app|middleware|entry-\w+)\.[jt]sx?$)/,
  astro: /^src\/(?:pages\/|middleware)/,
  // A page is what is called as one; beside it may stand its model, its service and its parts.
  umi: /^(?:src\/)?(?:(?:app|access|global)\.[jt]sx?$|(?:pages\/.*)?models?(?:\/.*)?\.[jt]sx?$|(?:pages|layouts)\/(?!.*(?:\bcomponents\/|\/[._]))(?:.*\/)?(?:index\.[jt]sx?|[A-Z]\w*\.[jt]sx?|[^/]+\.[jt]sx)$)/,
}

/** Frameworks that tell the files they load well enough by themselves. */
const EXACT = ['solid', 'umi']

/** Builds that put what they make into a page which does not name it; what the page names are scripts beside it. */
const PUTS_IN = ['react-scripts', 'react-app-rewired', '@craco/craco', '@vue/cli-service', '@angular/cli', 'umi']

function isFilled({ dependencies }: Manifest): boolean {
  return PUTS_IN.some(name => dependencies.has(name))
}

/**
 * Where a frontend starts: the scripts of its pages, the files its framework loads, the package's main, or the usual names;
 * and the pages themselves, for what stands in them. Nothing where scripts do not say which of them come first.
 */
export function findEntries(root: string, tree: Tree, about: About): string[] {
  const started = scriptEntries(root, tree, about)
  const found = started.length > 0 ? [...new Set([...started, ...about.routed])] : []
  if (found.length === 0 && tree.scripts.length > 0) return []
  const pages = pagesOf(tree, about)
  const leads = (page: string) => about.pages.get(page)?.leads === true
  return [...pages.filter(leads), ...found, ...pages.filter(page => !leads(page))]
}

/** Templates of Angular's components end like pages, and are none. */
function pagesOf(tree: Tree, { framework }: About): string[] {
  if (framework !== 'angular') return tree.pages
  return tree.pages.filter(page => /<html|<!doctype/i.test(readFileSync(page, 'utf8')))
}

interface About {
  readonly manifest: Manifest
  readonly framework: string
  readonly pages: ReadonlyMap<string, PageScripts>
  /** What the configuration of a bundler begins with. */
  readonly named: readonly string[]
  /** Files that a plug-in of a bundler makes routes of. */
  readonly routed: readonly string[]
}

function scriptEntries(root: string, tree: Tree, about: About): string[] {
  const scripts = new Set(tree.scripts)
  const known = (path: string) => scripts.has(path)
  const handed = new Set(tree.handedOut)
  const named = [...new Set([...about.pages.values()].flatMap(({ found }) => found.filter(known)))]
  const fromPages = named.filter(path => !handed.has(path))
  // A script that is handed out as it is stands beside what a build puts into the page: it says nothing of where that begins.
  const beside = named.filter(path => handed.has(path))
  return [...new Set([...beside, ...builtEntries(root, tree, { about, known, fromPages })])]
}

interface Named {
  about: About
  known: (path: string) => boolean
  fromPages: readonly string[]
}

function builtEntries(root: string, tree: Tree, { about, known, fromPages }: Named): string[] {
  const filled = [...about.pages].flatMap(([page, scripts]) => (scripts.filled ? [dirname(page)] : []))
  const usual = [...namedIn([root, ...filled], USUAL), ...namedIn([root], SERVED)].filter(known)
  const [first] = usual
  const loaded = loadedFiles(root, tree, about.framework)
  // Of all these, Solid alone may begin with a page.
  if (loaded.length > 0 && about.framework !== 'solid') return [...new Set([...fromPages, ...loaded])]
  if (fromPages.length > 0) {
    const isPutIn = isFilled(about.manifest) || filled.length > 0
    return [...new Set([...fromPages, ...about.named, ...(isPutIn && first ? [first] : [])])]
  }
  if (loaded.length > 0) return loaded
  if (about.named.length > 0) return [...about.named]
  if (first) return [first]
  const main = about.manifest.main && resolve(root, about.manifest.main)
  return main && known(main) ? [main] : []
}

function namedIn(folders: readonly string[], names: readonly string[]): string[] {
  return folders.flatMap(folder => names.flatMap(name => ENDINGS.map(ending => join(folder, name + ending))))
}

/** The files that a framework loads of its own accord, whatever pages there are. */
function loadedFiles(root: string, tree: Tree, framework: string): string[] {
  const loaded = LOADED[framework]
  if (!loaded) return []
  const isRouted = (file: string) => loaded.test(file) || (ROUTED.test(file) && !EXACT.includes(framework))
  return tree.scripts.filter(path => isRouted(relativePath(root, path)))
}

/** The files that run in one page, for each of them: scripts that are no modules see each other's names. */
export function matesOf(pages: ReadonlyMap<string, PageScripts>): Mates {
  const together = [...pages].map(([page, { found }]) => [page, ...found])
  // Templates of a server include each other: what they name may all stand in one page.
  const included = together.filter(([page = '']) => pages.get(page)?.included === true)
  return { named: matesIn(together), all: matesIn([...together, [...new Set(included.flat())]]) }
}

/** The files that run in one page with a file: those that the very page names, and all that may stand in it. */
export interface Mates {
  named: ReadonlyMap<string, ReadonlySet<string>>
  all: ReadonlyMap<string, ReadonlySet<string>>
}

function matesIn(groups: readonly (readonly string[])[]): Map<string, Set<string>> {
  const mates = new Map<string, Set<string>>()
  for (const group of groups) {
    for (const path of group) {
      const known = mates.get(path) ?? new Set()
      mates.set(path, known)
      for (const other of group) if (other !== path) known.add(other)
    }
  }
  return mates
}

/** The scripts of one page: the files that they are, and those that are not there, as they are written. */
interface PageScripts {
  found: string[]
  missing: string[]
  /** A server may put it into another page, or another page into it. */
  included: boolean
  /** A bundler puts what it makes into it. */
  filled: boolean
  /** What stands in it runs first: its other scripts are modules. */
  leads: boolean
}

/** What a page asks of the bundler that fills it. */
const FILLED = /<%[=-]?[^%]*\bhtmlWebpackPlugin\b/

/** A page of a server's language by its ending, or by what it includes. */
const INCLUDES = /\{\{-?\s*(?:template|block|define|include|partial|>)|\{%-?\s*(?:include|extends|block|import)/

/** The scripts of each page, in order. */
export function readPageScripts(root: string, tree: Tree): Map<string, PageScripts> {
  return new Map(
    tree.pages.map(page => {
      const text = readFileSync(page, 'utf8').replace(EXPRESSION, one => one.replaceAll(/["']/g, ''))
      const named = scriptsOf(text)
      const scripts: PageScripts = {
        found: [],
        missing: [],
        included: !/\.x?html?$/i.test(page) || INCLUDES.test(text),
        filled: FILLED.test(text),
        leads: named.every(one => isInline(one) || one.isModule) && named.some(one => isInline(one) && !one.isModule),
      }
      for (const source of [...named.map(one => one.source), ...bundled(text)]) {
        if (!source || /^(?:[a-z]+:)?\/\//i.test(source)) continue
        // What a server writes in front is the folder that it hands out.
        const path = withoutVersion(source.replace(/^(?:\{\{[^}]*\}\}|<[%?][^>]*>)\/?/, '').replace(/[?#].*$/, ''))
        const file = scriptAt(path, { root, page, tree })
        const files = file === undefined ? partsOf(path, tree) : [file]
        if (files.length > 0) scripts.found.push(...files)
        // A minified one is a library most likely, and what it gives is known or not by its name.
        else if (/^[\w./-]+$/.test(path) && !/\.min\.js$/.test(path)) scripts.missing.push(path)
      }
      return [page, scripts]
    }),
  )
}

/** What a server writes; quotes in it end no attribute. */
const EXPRESSION = /\{\{[^}]*\}\}/g

/** `office.min.{{ version }}.js` is `office.min.js`. */
function withoutVersion(path: string): string {
  return path.replace(/[.-](?:\{\{[^}]*\}\}|<[%?][^>]*>)(?=\.m?js$)/, '')
}

function isInline({ source }: PageScript): boolean {
  return source === undefined
}

/** `@vite(['resources/js/app.js'])`, `{{ vite_asset('src/main.ts') }}`: what a server asks of a bundler. */
function bundled(text: string): string[] {
  return [...text.matchAll(/(?:@vite|\bvite_\w+|\bviteAsset)\s*\(?([^)\n%]*)/g)].flatMap(([, given = '']) =>
    [...given.matchAll(/['"]([\w./-]+\.[cm]?[jt]sx?)['"]/g)].map(([, path = '']) => path),
  )
}

function scriptAt(path: string, { root, page, tree }: { root: string; page: string; tree: Tree }): string | undefined {
  const base = path.startsWith('/') ? join(root, path) : resolve(dirname(page), path)
  // A page may load what was made small of a file beside it.
  const written = base.replace(/\.min(?=\.m?js$)/, '')
  if (written !== base && tree.scripts.includes(written)) return written
  if (existsSync(base)) return base
  // The bundler is told of what it makes of a file.
  const typed = ['.ts', '.tsx'].map(ending => base.replace(/\.m?js$/, ending)).find(one => tree.scripts.includes(one))
  if (typed !== undefined) return typed
  // A server puts a folder in front; the name is enough where it is the name of one file.
  const end = `/${path.replace(/^\.?\//, '')}`
  const named = tree.scripts.filter(script => `/${relativePath(root, script)}`.endsWith(end))
  return named.length === 1 ? named[0] : (handedOutAt(end, { root, page, tree }) ?? madeFrom(end, tree))
}

/** What a build makes, by its ending or its folder. */
const BUILT = /\.min(?=\.m?js$)|\/(?:dist|build)(?=\/)/g

/**
 * `/js/dist/admin/users.min.js` is made of `js/src/admin/users.js`: of several of its name, the one with most folders
 * in common.
 */
function madeFrom(path: string, { scripts, handedOut }: Tree): string | undefined {
  if (path.search(BUILT) < 0) return undefined
  const steps = path.replace(BUILT, '').split('/').reverse()
  const common = (script: string): number => {
    const own = script.split('/').reverse()
    const apart = own.findIndex((step, at) => step !== steps[at])
    return apart < 0 ? own.length : apart
  }
  const [best, next] = [...scripts, ...handedOut]
    .map(script => ({ script, common: common(script) }))
    .filter(one => one.common > 0)
    .sort((one, other) => other.common - one.common)
  return best && best.common > (next?.common ?? 0) ? best.script : undefined
}

/** `/js/min/office.min.js`, where there is no `office.js`, is made of `js/office_rows.js` and `js/office_menu.js`. */
function partsOf(path: string, { scripts, handedOut }: Tree): string[] {
  const [, folder = '', stem] = /^(.*\/)?([\w-]+)\.min\.m?js$/.exec(path) ?? []
  if (stem === undefined) return []
  const outer = folder.replace(/^(?:\.\.?\/)+|^\//, '').replace(/[\w-]+\/$/, '')
  const part = (one: string) => basename(one).startsWith(`${stem}_`) || basename(one).startsWith(`${stem}-`)
  const beside = (one: string) => `${dirname(one)}/`.endsWith(`/${outer}`)
  return [...scripts, ...handedOut].filter(one => part(one) && beside(one) && !/\.min\./.test(one)).sort()
}

/** A script in a folder that is handed out as it is: of several that end alike, the one that stands nearest to the page. */
function handedOutAt(
  end: string,
  { root, page, tree }: { root: string; page: string; tree: Tree },
): string | undefined {
  const shared = (path: string): number => {
    const [own, other] = [page, path].map(one => relativePath(root, one).split('/'))
    const apart = own?.findIndex((step, at) => step !== other?.[at]) ?? 0
    return apart < 0 ? (own?.length ?? 0) : apart
  }
  const named = tree.handedOut.filter(path => `/${relativePath(root, path)}`.endsWith(end))
  return named.sort((one, other) => shared(other) - shared(one))[0]
}

/**
 * The scripts that pages name in folders that are handed out as they are, and that belong to the frontend. Beside what a build
 * makes they do not: that is where a server writes its configuration, in place of an empty one.
 */
export function handedOutTo(tree: Tree, pages: ReadonlyMap<string, PageScripts>, manifest: Manifest): string[] {
  const handed = new Set(tree.handedOut)
  const isPutIn = isFilled(manifest)
  const isBuilt = ({ found, included, filled }: PageScripts) =>
    !included && (isPutIn || filled || found.some(path => !handed.has(path)))
  return [
    ...new Set([...pages.values()].flatMap(one => (isBuilt(one) ? [] : one.found.filter(path => handed.has(path))))),
  ]
}

/** Scripts that pages name and that stand in no file: what they do, and what they define for others, is not seen. */
export function missingScripts(root: string, pages: ReadonlyMap<string, PageScripts>): Passed[] {
  return [...pages].flatMap(([page, { missing }]) =>
    missing
      .filter(source => !existsSync(join(root, 'public', source)))
      .map(source => ({ file: relativePath(root, page), message: `the script ${source} is not among the files` })),
  )
}
