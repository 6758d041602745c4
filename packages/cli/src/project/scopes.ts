import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a file says after `from`, `import` and `require`. */
const IMPORTS = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(?:\/\*[\s\S]{0,300}?\*\/\s*)?(['"`])([^'"`\n]{1,300})\1/g
const ENDINGS = [
  '',
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.vue',
  '.svelte',
  '.mjs',
  '.json',
  '.d.ts',
  '/index.ts',
  '/index.js',
]
/** Of the names below a prefix so many must stand in the sources: a package's never do, a file or two may be made by the build. */
const SHARE = 0.8
const FEWEST = 2

/**
 * Prefixes that a configuration maps to the sources which is not among the files: all names below `@shop/` are found there.
 * The files are read when the first prefix is asked for, and no earlier.
 */
export class Scopes {
  readonly #files: readonly string[]
  readonly #folders: readonly string[]
  #names: Map<string, Set<string>> | undefined
  readonly #known = new Map<string, boolean>()

  constructor(files: readonly string[], folders: readonly string[]) {
    this.#files = files
    this.#folders = folders
  }

  /** The path below the sources that a name means: `services/http` for `@shop/services/http`; undefined for a package's. */
  pathOf(specifier: string): string | undefined {
    const cut = specifier.indexOf('/')
    if (cut < 1) return undefined
    const prefix = specifier.slice(0, cut)
    const path = specifier.slice(cut + 1)
    if (!this.#stands(path)) return undefined
    const known = this.#known.get(prefix) ?? this.#isOwn(prefix)
    this.#known.set(prefix, known)
    return known ? path : undefined
  }

  #isOwn(prefix: string): boolean {
    this.#names ??= namesIn(this.#files)
    const names = [...(this.#names.get(prefix) ?? [])]
    const found = names.filter(name => this.#stands(name))
    return found.length >= FEWEST && found.length >= names.length * SHARE
  }

  #stands(name: string): boolean {
    const [path = ''] = name.split(/[?]|\/?[^/]*\$\{/)
    return path !== '' && this.#folders.some(folder => ENDINGS.some(ending => existsSync(join(folder, path + ending))))
  }
}

/** The names that are imported, by what stands before their first slash. A package itself is a name that is empty. */
function namesIn(files: readonly string[]): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>()
  for (const file of files) {
    for (const [, , specifier = ''] of textOf(file).matchAll(IMPORTS)) {
      if (/^[./]/.test(specifier)) continue
      const cut = specifier.indexOf('/')
      const prefix = cut < 0 ? specifier : specifier.slice(0, cut)
      const known = names.get(prefix) ?? new Set()
      names.set(prefix, known.add(cut < 0 ? '' : specifier.slice(cut + 1)))
    }
  }
  return names
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
