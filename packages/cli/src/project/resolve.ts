import { existsSync } from 'node:fs'
import { dirname, extname, join, sep } from 'node:path'
import { ResolverFactory } from 'oxc-resolver'
import type { Target } from '../syntax/index.ts'

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

/** Finds what an import leads to: a file of the frontend, or a package. Each question is answered once. */
export class Resolver {
  readonly #root: string
  readonly #factories: ResolverFactory[]
  readonly #folders: string[]
  readonly #known = new Map<string, Target>()

  constructor(root: string, alias: ReadonlyMap<string, string>) {
    this.#root = root
    this.#folders = [join(root, 'src'), root, join(root, 'app')].filter(folder => existsSync(folder))
    const options = {
      extensions: EXTENSIONS,
      extensionAlias: { '.js': ['.ts', '.tsx', '.js', '.jsx'], '.jsx': ['.tsx', '.jsx'], '.mjs': ['.mts', '.mjs'] },
      mainFields: ['module', 'main'],
      conditionNames: ['import', 'default', 'browser'],
      alias: Object.fromEntries([...alias].map(([name, path]) => [name, [path]])),
    }
    // A broken or missing tsconfig must not make plain imports fail.
    this.#factories = [new ResolverFactory({ ...options, tsconfig: 'auto' }), new ResolverFactory(options)]
  }

  resolve(specifier: string, from: string): Target {
    const question = `${dirname(from)}\0${specifier}`
    let target = this.#known.get(question)
    if (!target) {
      target = this.#find(specifier.replace(/\?.*$/, ''), from)
      this.#known.set(question, target)
    }
    return target
  }

  #find(specifier: string, from: string): Target {
    if (specifier.startsWith('/')) return this.#guess(specifier.slice(1)) ?? { library: specifier }
    const [typed, plain] = this.#factories
    const path = typed?.resolveFileSync(from, specifier).path ?? plain?.sync(dirname(from), specifier).path
    if (path && this.#isOwn(path)) return { path }
    if (path || specifier.startsWith('.')) return { library: specifier }
    // SvelteKit calls its folder for shared code `$lib`.
    return this.#guess(specifier.replace(/^[@~#]\//, '').replace(/^\$lib\b/, 'lib')) ?? { library: specifier }
  }

  /** `@/api` and `src/api` without any configuration mean the source folder. */
  #guess(specifier: string): Target | undefined {
    const names = [specifier, specifier.replace(/^src\//, '')]
    for (const folder of this.#folders) {
      for (const name of names) {
        const { path } = this.#factories[1]?.sync(folder, `./${name}`) ?? {}
        if (path && this.#isOwn(path)) return { path }
      }
    }
    return undefined
  }

  #isOwn(path: string): boolean {
    if (!EXTENSIONS.includes(extname(path))) return false
    return path.startsWith(`${this.#root}${sep}`) && !path.slice(this.#root.length).includes(`${sep}node_modules${sep}`)
  }
}
