import { existsSync } from 'node:fs'
import { basename, dirname, extname, join, sep } from 'node:path'
import { ResolverFactory } from 'oxc-resolver'
import type { Target } from '../syntax/index.ts'
import { Scopes } from './scopes.ts'
import { Workspace } from './workspace.ts'

const EXTENSIONS = [
  '.ts',
  '.tsx',
  '.mts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.cts',
  '.vue',
  '.svelte',
  '.json',
  '.graphql',
  '.gql',
]

// `@/api` and `~/api` are everybody's; Nuxt writes its root `~~/` and `@@/`, and a folder for both sides `#shared/`.
// SvelteKit calls its folder for shared code `$lib`.
const OWN = /^(?:(?:[@~]{1,2}|#)\/|#(?=shared\/))/

/** What is known of a frontend's names before any is asked for. */
interface Known {
  readonly alias: ReadonlyMap<string, string>
  /** The packages that its manifest names. Default: none. */
  readonly packages?: ReadonlySet<string>
  /** Its scripts, for prefixes that no configuration explains. Default: none. */
  readonly files?: readonly string[]
}

/** Finds what an import leads to: a file of the frontend, or a package. Each question is answered once. */
export class Resolver {
  readonly #root: string
  readonly #alias: ReadonlyMap<string, string>
  readonly #packages: ReadonlySet<string>
  readonly #plain: ResolverFactory
  readonly #factories: readonly ResolverFactory[]
  readonly #folders: string[]
  readonly #workspace: Workspace
  readonly #scopes: Scopes
  /** The scripts, by their path in small letters. */
  readonly #small: ReadonlyMap<string, string>
  /** What the files of a folder asked for, by the folder; and the folder of each file. */
  readonly #known = new Map<string, Map<string, Target>>()
  readonly #askers = new Map<string, Map<string, Target>>()

  constructor(root: string, { alias, packages = new Set(), files = [] }: Known) {
    this.#root = root
    this.#alias = alias
    this.#packages = packages
    this.#folders = [join(root, 'src'), root, join(root, 'app')].filter(folder => existsSync(folder))
    this.#scopes = new Scopes(files, this.#folders)
    this.#small = new Map(files.map(file => [file.toLowerCase(), file]))
    const options = {
      extensions: EXTENSIONS,
      extensionAlias: { '.js': ['.ts', '.tsx', '.js', '.jsx'], '.jsx': ['.tsx', '.jsx'], '.mjs': ['.mts', '.mjs'] },
      mainFields: ['module', 'main'],
      conditionNames: ['import', 'default', 'browser'],
      alias: Object.fromEntries([...alias].map(([name, path]) => [name, [path]])),
    }
    // A broken or missing tsconfig must not make plain imports fail.
    this.#plain = new ResolverFactory(options)
    this.#workspace = new Workspace(root)
    const shared = this.#configs().map(configFile => new ResolverFactory({ ...options, tsconfig: { configFile } }))
    this.#factories = [new ResolverFactory({ ...options, tsconfig: 'auto' }), ...shared]
  }

  /**
   * Configurations that no file has to stand below, or to be listed by: of the whole repository, and of frontends without
   * types. What they map holds for scripts that the compiler does not check, too.
   */
  #configs(): string[] {
    const own = ['jsconfig.json', 'tsconfig.json', 'tsconfig.app.json'].map(name => join(this.#root, name))
    return [...own, join(this.#workspace.root, 'tsconfig.base.json')].filter(path => existsSync(path))
  }

  resolve(specifier: string, from: string): Target {
    const known = this.#answers(from)
    let target = known.get(specifier)
    if (!target) {
      target = this.#find(specifier.replace(/\?.*$/, ''), from)
      known.set(specifier, target)
    }
    return target
  }

  /** The path below a folder that the configuration of the bundler gives a name. */
  folder(path: string): string | undefined {
    const [name] = [...this.#alias.keys()].filter(one => path === one || path.startsWith(`${one}/`)).sort(byLength)
    return name === undefined ? undefined : join(this.#alias.get(name) ?? '', path.slice(name.length))
  }

  #answers(from: string): Map<string, Target> {
    let answers = this.#askers.get(from)
    if (!answers) {
      const folder = dirname(from)
      answers = this.#known.get(folder) ?? new Map()
      this.#known.set(folder, answers)
      this.#askers.set(from, answers)
    }
    return answers
  }

  #find(specifier: string, from: string): Target {
    if (specifier.startsWith('/')) {
      // What is served as it is stands in a folder of its own.
      const found = this.#guess(specifier.slice(1)) ?? this.#guess(`public${specifier}`)
      return found ?? { library: specifier }
    }
    const path = this.#configured(specifier, from) ?? this.#plain.sync(dirname(from), specifier).path
    if (path && this.#isOwn(path)) return { path }
    const beside = this.#beside(specifier)
    if (beside) return { path: beside }
    const alike = path ? undefined : this.#inSmall(specifier, from)
    if (alike) return { path: alike }
    if (path || specifier.startsWith('.') || this.#packages.has(packageOf(specifier))) return { library: specifier }
    return this.#guess(specifier.replace(OWN, '').replace(/^\$lib\b/, 'lib')) ?? this.#named(specifier)
  }

  #configured(specifier: string, from: string): string | undefined {
    for (const factory of this.#factories) {
      const { path } = factory.resolveFileSync(from, specifier)
      if (path) return path
    }
    return undefined
  }

  /** A script whose name is written in other letters: on two of three systems that leads to it all the same. */
  #inSmall(specifier: string, from: string): string | undefined {
    const own = OWN.test(specifier) ? specifier.replace(OWN, '') : undefined
    const folders = own === undefined ? [dirname(from)] : this.#folders
    if (own === undefined && !specifier.startsWith('.')) return undefined
    const endings = ['', ...EXTENSIONS, ...EXTENSIONS.map(extension => `${sep}index${extension}`)]
    const paths = folders.map(folder => join(folder, own ?? specifier).toLowerCase())
    const [found] = paths.flatMap(path => endings.flatMap(ending => this.#small.get(`${path}${ending}`) ?? []))
    return found
  }

  /** The source of another package of the repository. */
  #beside(specifier: string): string | undefined {
    for (const candidate of this.#workspace.candidates(specifier)) {
      const { path } = this.#plain.sync(dirname(candidate), `./${basename(candidate)}`)
      if (path && this.#isOwn(path)) return path
    }
    return undefined
  }

  /** `@/api` and `src/api` without any configuration mean the source folder. */
  #guess(specifier: string): Target | undefined {
    const names = [specifier, specifier.replace(/^src\//, '')]
    for (const folder of this.#folders) {
      for (const name of names) {
        const { path } = this.#plain.sync(folder, `./${name}`)
        if (path && this.#isOwn(path)) return { path }
      }
    }
    return undefined
  }

  /** `@utils/api`, `$stores/user` mean a folder of the sources, where no package that is known has that name. */
  #named(specifier: string): Target {
    const guess = /^[@~#$]\w[^/]*\/./.test(specifier) ? this.#guess(specifier.slice(1)) : undefined
    const path = guess ? undefined : this.#scopes.pathOf(specifier)
    return guess ?? (path === undefined ? undefined : this.#guess(path)) ?? { library: specifier }
  }

  #isOwn(path: string): boolean {
    if (!EXTENSIONS.includes(extname(path))) return false
    if (path.includes(`${sep}node_modules${sep}`, this.#workspace.root.length)) return false
    return path.startsWith(`${this.#root}${sep}`) || this.#workspace.holds(path)
  }
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

function byLength(one: string, other: string): number {
  return other.length - one.length
}
