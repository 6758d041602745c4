import { type Doc, group, indent, join, line, trailingComma } from './doc.ts'
import { print } from './print.ts'

interface Import {
  /** Local name by imported name; `default` and `*` are themselves. */
  readonly names: Map<string, string>
  readonly types: Set<string>
}

/**
 * One TypeScript file being written. Imports are collected as names are used, and sorted as Biome sorts them.
 * `taken` are names that no import may have in this file.
 */
export class Source {
  readonly #imports = new Map<string, Import>()
  readonly #taken: Set<string>
  readonly #statements: Doc[] = []

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken)
  }

  /**
   * Imports a name and returns what it is called here: itself, or with `tail` behind it when the name is taken. Names
   * of packages stay: those that a file may use are among the taken ones from the start.
   */
  use(from: string, name: string, tail = 'Value'): string {
    const { names } = this.#from(from)
    const known = names.get(name)
    if (known !== undefined) return known
    if (from.startsWith('.')) return this.#name(names, name, { wish: name, tail })
    this.#taken.add(name)
    names.set(name, name)
    return name
  }

  /** Imports a type. */
  useType(from: string, name: string): string {
    this.#from(from).types.add(name)
    return this.use(from, name)
  }

  /** Imports the default export (`default`) or everything (`*`) under a name. */
  useAs(from: string, what: 'default' | '*', options: { wish: string; tail?: string }): string {
    const { names } = this.#from(from)
    return names.get(what) ?? this.#name(names, what, { tail: 'Value', ...options })
  }

  /** Imports a module for what it does. */
  useEffects(from: string): void {
    this.#from(from)
  }

  /** A name for something that the file declares: the wish, or the wish with more behind it where that is taken. */
  claim(wish: string, tail = 'Value'): string {
    let local = wish
    while (this.#taken.has(local)) local += tail
    this.#taken.add(local)
    return local
  }

  /** Adds a statement, after an empty line. */
  add(...statement: Doc[]): void {
    this.#statements.push(statement)
  }

  /** The text of the file. */
  text(): string {
    const imports = [...this.#imports]
      .sort(([a], [b]) => compareSources(a, b))
      .map(([from, one]) => print(importDoc(from, one)))
    const parts = [imports.join('\n'), ...this.#statements.map(print)]
    return `${parts.filter(part => part !== '').join('\n\n')}\n`
  }

  #from(from: string): Import {
    const known = this.#imports.get(from)
    if (known !== undefined) return known
    const made = { names: new Map<string, string>(), types: new Set<string>() }
    this.#imports.set(from, made)
    return made
  }

  #name(names: Map<string, string>, name: string, { wish, tail }: { wish: string; tail: string }): string {
    const local = this.claim(wish, tail)
    names.set(name, local)
    return local
  }
}

function importDoc(from: string, { names, types }: Import): Doc {
  const all = names.get('*')
  if (all !== undefined) return `import * as ${all} from '${from}'`
  const whole = names.get('default')
  const listed = [...names].filter(([name]) => name !== 'default').sort(([a], [b]) => compareNames(a, b))
  const specifiers = listed.map(
    ([name, local]) => `${types.has(name) ? 'type ' : ''}${name === local ? name : `${name} as ${local}`}`,
  )
  if (specifiers.length === 0) return whole === undefined ? `import '${from}'` : `import ${whole} from '${from}'`
  const braces = group(['{', indent([line, join(specifiers, [',', line])]), trailingComma, line, '}'])
  return ['import ', whole === undefined ? '' : `${whole}, `, braces, ` from '${from}'`]
}

/** Packages first, Node's own before them; then files, the farthest first. */
function compareSources(a: string, b: string): number {
  return distance(a) - distance(b) || compareNames(a, b)
}

function distance(from: string): number {
  if (from.startsWith('node:')) return 0
  if (!from.startsWith('.')) return 1
  return 100 - (from.match(/\.\.\//g)?.length ?? 0)
}

/** Biome's natural order: letters without regard to case, digits by value, capitals first where that is all. */
export function compareNames(a: string, b: string): number {
  const [left, right] = [pieces(a), pieces(b)]
  const at = left.findIndex((piece, index) => piece !== right[index])
  if (at === -1) return left.length - right.length || (a < b ? -1 : 1)
  const [one = '', other = ''] = [left[at], right[at]]
  if (/^\d/.test(one) && /^\d/.test(other)) return Number(one) - Number(other)
  return one < other ? -1 : 1
}

function pieces(name: string): string[] {
  return name.toLowerCase().match(/\d+|\D/g) ?? []
}
