import { readFileSync, statSync } from 'node:fs'
import { type Parsed, parsePage, parseSource, parseSvelte, type Source } from '../syntax/index.ts'
import { libraryOf, nameOfLibrary } from './library.ts'
import { isPage, relativePath } from './walk.ts'

/** A place in a file that could not be read, and why. */
export interface Trouble {
  file: string
  line: number
  message: string
}

const LARGEST = 1_000_000
const LONGEST_LINE = 20_000

/** Parses a component file; loaded only where a frontend has such files. */
export type ParseComponent = (file: string, text: string) => Parsed

/** Reads and parses files, each once. Files that cannot be parsed are told in `troubles`. */
export class Sources {
  readonly troubles: Trouble[] = []
  /** The libraries that stand among the sources and are not read, by path. */
  readonly libraries = new Map<string, string>()
  readonly #known = new Map<string, Source | undefined>()
  readonly #root: string
  readonly #parseComponent: ParseComponent | undefined

  constructor(root: string, parseComponent?: ParseComponent) {
    this.#root = root
    this.#parseComponent = parseComponent
  }

  /** The parsed file, or undefined for one that is missing, broken, or no script. */
  load(path: string): Source | undefined {
    if (this.#known.has(path)) return this.#known.get(path)
    const source = this.#parse(path)
    this.#known.set(path, source)
    return source
  }

  #parse(path: string): Source | undefined {
    const file = relativePath(this.#root, path)
    const text = this.#read(path, file)
    if (text === undefined) return undefined
    const { source, flaws } = this.#parsed(file, text)
    for (const flaw of flaws) this.troubles.push({ file, ...flaw })
    return source
  }

  /** A file that a parser fails on is named and passed over. */
  #parsed(file: string, text: string): Parsed {
    try {
      return this.#parsedAs(file, text)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return { flaws: [{ line: 1, message: `cannot be parsed: ${reason.split('\n')[0]?.slice(0, 200)}` }] }
    }
  }

  #parsedAs(file: string, text: string): Parsed {
    if (file.endsWith('.vue')) return this.#parseComponent?.(file, text) ?? { flaws: [] }
    if (file.endsWith('.svelte')) return parseSvelte(file, text)
    if (isPage(file)) return parsePage(file, text)
    if (file.endsWith('.json')) return parseSource(file, `export default ${text}`, 'ts')
    if (/\.(?:graphql|gql)$/.test(file)) return parseSource(file, documentModule(text), 'ts')
    return parseSource(file, text)
  }

  #read(path: string, file: string): string | undefined {
    try {
      const { size } = statSync(path)
      if (size > LARGEST) return this.#pass(file, `larger than 1 MB (${Math.round(size / 100_000) / 10} MB)`)
      const bytes = readFileSync(path)
      if (isBinary(bytes.subarray(0, 8000))) return this.#pass(file, 'not a text file')
      const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
      const library = isPage(file) ? undefined : libraryOf(path, text)
      const isSmall = isMinified(text)
      if (library ?? isSmall) this.libraries.set(path, library ?? nameOfLibrary(path))
      if (isSmall) return this.#pass(file, 'minified: a line of more than 20,000 characters')
      return library ? this.#pass(file, 'a library, by its header: what it does is not read') : text
    } catch {
      return this.#pass(file, 'cannot be read')
    }
  }

  #pass(file: string, message: string): undefined {
    this.troubles.push({ file, line: 1, message })
    return undefined
  }
}

/** What loaders make of a GraphQL document: the whole by default, and each operation by its name. */
function documentModule(text: string): string {
  const names = [...text.matchAll(/\b(?:query|mutation|subscription|fragment)\s+([A-Za-z_]\w*)/g)].map(
    ([, name]) => name,
  )
  const named = [...new Set(names)].map(name => `export { document as ${name} }`)
  return [`const document = ${JSON.stringify(text)}`, 'export default document', ...named].join(';')
}

// A script that checks texts may hold a zero or two; what is compressed holds one in 256 bytes.
const ONE_ZERO_IN = 500

function isBinary(bytes: Uint8Array): boolean {
  return bytes.filter(byte => byte === 0).length * ONE_ZERO_IN > bytes.length
}

// A picture that is written into a page makes a long line, too.
const PICTURE = /data:[\w/+.-]+(?:;[\w=-]+)*,[\w+/=%-]*/g

function isMinified(text: string): boolean {
  if (text.length < LONGEST_LINE) return false
  let from = 0
  while (from < text.length) {
    const end = text.indexOf('\n', from)
    const to = end < 0 ? text.length : end
    if (to - from > LONGEST_LINE && text.slice(from, to).replace(PICTURE, '').length > LONGEST_LINE) return true
    from = to + 1
  }
  return false
}
