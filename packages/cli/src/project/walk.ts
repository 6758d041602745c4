import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'

/** A file or folder that was passed over, and why. */
export interface Passed {
  file: string
  message: string
}

/** What stands in a frontend's folder. Paths are absolute and sorted. */
export interface Tree {
  scripts: string[]
  pages: string[]
  /** Declarations that a build writes: where names come from that are not imported. */
  declarations: string[]
  /** Scripts in folders that a server hands out as they are: a page may name them. */
  handedOut: string[]
  passed: Passed[]
}

const SKIPPED_FOLDERS = new Set(
  [
    'node_modules bower_components dist build out coverage public static vendor test tests __tests__ __mocks__ mocks',
    '__fixtures__ fixtures cypress e2e playwright stories storybook-static',
  ].flatMap(names => names.split(' ')),
)

const SCRIPT = /\.(?:[cm]?[jt]sx?|vue|svelte)$/
const ASIDE = /(?:\.(?:test|spec|stories|story|cy|mock|mocks|min)\.[^.]+|\.d\.[cm]?ts|(?:^|[\\/])setupTests\.[jt]sx?)$/
/** What plug-ins for bundlers call the declarations that they write. */
const DECLARATION = /^(?:auto-?imports?|components|imports)\.d\.ts$/i
const CONFIG = /(?:^|[\\/])(?:[\w-]+\.config|gulpfile|Gruntfile|karma\.conf|\.eslintrc)\.[cm]?[jt]s$/
// Pages, and templates that a server fills in: what it writes is not known, the scripts between are.
const PAGE =
  /\.(?:html?|xhtml|php|lp|ejs|hbs|handlebars|mustache|njk|twig|liquid|jinja2?|j2|erb|jsp|cshtml|tmpl|tpl|gohtml)$/i
// Components of frameworks whose files are not parsed. The scripts that they import are.
const UNREAD = /\.(?:astro|marko|riot)$/
const MOST_FILES = 20_000
const DEEPEST = 40

/** Whether a file is a page, by its ending. */
export const isPage = (file: string): boolean => PAGE.test(file)

/** Lists the scripts and pages below a folder: no tests, no builds, no packages. Links are followed only inside of it. */
export function walk(root: string): Tree {
  const tree: Tree = { scripts: [], pages: [], declarations: [], handedOut: [], passed: [] }
  const real = realpathSync(root)
  visit({ folder: root, real, root, seen: new Set([real]), depth: 0 }, tree)
  // A site without a source folder is served as it is.
  const served = join(root, 'public')
  if (tree.scripts.length === 0 && existsSync(served)) {
    tree.pages.length = 0
    visit({ folder: served, real, root, seen: new Set([real]), depth: 1 }, tree)
  }
  tree.scripts.sort(byCode)
  tree.pages.sort(byCode)
  return tree
}

function byCode(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

interface Visit {
  folder: string
  /** Only what no server hands out: components, and what is typed. */
  written?: boolean
  real: string
  root: string
  seen: Set<string>
  depth: number
}

/** The path of a file for people: relative to the root, with `/`. */
export function relativePath(root: string, path: string): string {
  return relative(root, path).split(sep).join('/')
}

function visit(at: Visit, tree: Tree): void {
  if (tree.scripts.length > MOST_FILES || at.depth > DEEPEST) return
  for (const name of readdirSync(at.folder).sort(byCode)) {
    const path = join(at.folder, name)
    const kind = kindOf(path, at, tree)
    if (kind === 'folder') visitFolder(path, at, tree)
    else if (kind === 'file' && (!at.written || WRITTEN.test(name))) addFile(name, path, tree)
    if (kind === 'file' && UNREAD.test(name))
      tree.passed.push({
        file: relativePath(at.root, path),
        message: 'components of this kind are not read: what they ask for is missing',
      })
  }
}

function addFile(name: string, path: string, tree: Tree): void {
  if (isPage(name)) tree.pages.push(path)
  else if (DECLARATION.test(name)) tree.declarations.push(path)
  else if (SCRIPT.test(name) && !ASIDE.test(path) && !CONFIG.test(path)) tree.scripts.push(path)
}

function visitFolder(path: string, at: Visit, tree: Tree): void {
  const name = basename(path)
  if (HANDED_OUT.has(name.toLowerCase())) visitHandedOut(path, at, tree)
  if (name === 'public' && at.depth === 0) {
    visitPages(path, tree)
    return
  }
  const isRoute = ROUTE.has(name.toLowerCase()) && ROUTED.test(relativePath(at.root, path))
  if (name.startsWith('.') || (SKIPPED_FOLDERS.has(name.toLowerCase()) && !isRoute)) return
  const real = realpathSync(path)
  if (at.seen.has(real)) return
  at.seen.add(real)
  visit({ ...at, folder: path, depth: at.depth + 1, written: at.written || isRoute }, tree)
}

/** Where folders are called as the address is: `app/explore/public/page.tsx`, `pages/vendor/orders.vue`. */
const ROUTED = /(?:^|\/)(?:app|pages|routes)\/.*\w/
const ROUTE = new Set(['public', 'static', 'vendor', 'build', 'out'])
const WRITTEN = /\.(?:tsx?|jsx|vue|svelte)$/

/** Folders that a server hands out as they are. Most of what stands there are packages and builds; pages name the rest. */
const HANDED_OUT = new Set(['public', 'static'])
// What people write there by hand had up to 80 kB; readers of documents and players, copied in, have ten times that.
const LARGEST_HANDED_OUT = 150_000

function visitHandedOut(folder: string, at: Visit, tree: Tree): void {
  if (tree.handedOut.length > MOST_FILES || at.depth > DEEPEST) return
  for (const name of readdirSync(folder).sort(byCode)) {
    const path = join(folder, name)
    const kind = kindOf(path, at, tree)
    const isKept =
      !name.startsWith('.') && (!SKIPPED_FOLDERS.has(name.toLowerCase()) || HANDED_OUT.has(name.toLowerCase()))
    if (kind === 'folder' && isKept && !lstatSync(path).isSymbolicLink())
      visitHandedOut(path, { ...at, depth: at.depth + 1 }, tree)
    else if (kind === 'file' && SCRIPT.test(name) && !ASIDE.test(path) && statSync(path).size < LARGEST_HANDED_OUT)
      tree.handedOut.push(path)
  }
}

function visitPages(folder: string, tree: Tree): void {
  for (const name of readdirSync(folder).sort(byCode)) {
    if (/^index\.html?$/.test(name)) tree.pages.push(join(folder, name))
  }
}

function kindOf(path: string, { root, real }: Visit, tree: Tree): 'file' | 'folder' | undefined {
  try {
    const plain = lstatSync(path)
    if (plain.isSymbolicLink() && !`${realpathSync(path)}${sep}`.startsWith(`${real}${sep}`)) {
      tree.passed.push({ file: relativePath(root, path), message: 'a link that leaves the frontend’s folder' })
      return undefined
    }
    const found = plain.isSymbolicLink() ? statSync(path) : plain
    if (found.isDirectory()) return 'folder'
    return found.isFile() ? 'file' : undefined
  } catch {
    tree.passed.push({ file: relativePath(root, path), message: 'a link that leads nowhere' })
    return undefined
  }
}
