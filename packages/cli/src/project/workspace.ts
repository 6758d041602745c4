import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A package that stands beside others in one repository. */
interface Package {
  name: string
  folder: string
  exports: unknown
  main: readonly string[]
}

const DEEPEST = 4
const SKIPPED = /^(?:\.|node_modules$|dist$|build$|out$|coverage$)/
const MARKS = ['pnpm-workspace.yaml', 'lerna.json', 'nx.json', 'turbo.json', 'rush.json']

/**
 * The packages of a repository by their names, so that an import of one leads to its source and not to a build that nobody
 * made yet.
 */
export class Workspace {
  /** The repository's folder: the frontend's own, or the one above it that says that it holds several packages. */
  readonly root: string
  readonly #packages: readonly Package[]

  constructor(root: string) {
    this.root = repositoryOf(root)
    this.#packages = packagesBelow(this.root, 0).sort((one, other) => other.name.length - one.name.length)
  }

  /** Where the source of an import may stand, without its ending, the likeliest first. Empty for packages from elsewhere. */
  candidates(specifier: string): string[] {
    const found = this.#packages.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`))
    if (!found) return []
    const path = specifier.slice(found.name.length).replace(/^\//, '')
    const named = exported(found.exports, path === '' ? '.' : `./${path}`)
    const listed = [...named, ...(path === '' ? found.main : [])].flatMap(sourcesOf)
    const usual = path === '' ? ['src/index', 'src/main', 'index', 'lib/index'] : [`src/${path}`, path, `lib/${path}`]
    return [...new Set([...listed, ...usual])].map(one => join(found.folder, one))
  }

  /** Whether a file belongs to one of the packages. */
  holds(path: string): boolean {
    return this.#packages.some(({ folder }) => path.startsWith(`${folder}/`))
  }
}

/** The nearest folder that says that it holds several packages, up to four above; else the frontend's own. */
function repositoryOf(root: string): string {
  let folder = root
  for (let up = 0; up <= DEEPEST; up += 1) {
    if (MARKS.some(mark => existsSync(join(folder, mark))) || 'workspaces' in readJson(join(folder, 'package.json')))
      return folder
    folder = dirname(folder)
  }
  return root
}

function packagesBelow(folder: string, depth: number): Package[] {
  const found = packageIn(folder)
  if (depth === DEEPEST) return found
  const folders = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !SKIPPED.test(entry.name))
    .map(entry => join(folder, entry.name))
  return [...found, ...folders.flatMap(one => packagesBelow(one, depth + 1))]
}

function packageIn(folder: string): Package[] {
  const parsed = readJson(join(folder, 'package.json'))
  const { name } = parsed
  if (typeof name !== 'string' || name === '') return []
  const main = ['source', 'module', 'main', 'types'].map(key => parsed[key]).filter(one => typeof one === 'string')
  return [{ name, folder, exports: parsed.exports, main }]
}

function readJson(path: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isRecord(parsed) ? parsed : {}
  } catch {
    return {}
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** What `exports` names for a path, in all its conditions; `./*` stands for any. */
function exported(exports: unknown, path: string): string[] {
  if (typeof exports === 'string' || (isRecord(exports) && !Object.keys(exports).some(key => key.startsWith('.'))))
    return path === '.' ? targetsOf(exports) : []
  if (!isRecord(exports)) return []
  if (path in exports) return targetsOf(exports[path])
  return Object.entries(exports).flatMap(([pattern, target]) => {
    const [before = '', after] = pattern.split('*')
    if (after === undefined || !path.startsWith(before) || !path.endsWith(after)) return []
    const filled = path.slice(before.length, path.length - after.length)
    return targetsOf(target).map(one => one.replaceAll('*', filled))
  })
}

function targetsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (!isRecord(value)) return []
  return Object.values(value).flatMap(targetsOf)
}

// Where builds go, and where what they are built from stands.
const BUILT = /^(?:\.\/)?(?:dist|build|lib|out|es|esm|cjs)\/(?:(?:esm|cjs|es|types|src)\/)?/

/** A file that is named, and the source that a build of that name is made from; without endings. */
function sourcesOf(path: string): string[] {
  const plain = path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '')
  return BUILT.test(path) ? [plain.replace(BUILT, 'src/'), plain.replace(BUILT, '')] : [plain]
}
