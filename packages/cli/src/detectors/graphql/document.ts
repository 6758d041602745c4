import type { Operation, OperationVariable } from '../../blueprint/operation.ts'
import { byCode } from '../requests/names.ts'

/** One operation as its document states it. */
export type Stated = Pick<Operation, 'kind' | 'name' | 'variables' | 'fields'>

const TOKEN = /"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|\.\.\.|[A-Za-z_]\w*|-?\d[\w.+-]*|[!$&()[\]{}:=@|]/g
const KINDS = new Set(['query', 'mutation', 'subscription'])
const DEEPEST = 12

/** A field with what is asked for of it, or a fragment that stands in its place. */
interface Selection {
  name: string
  spread: boolean
  inner: Selection[]
}

/** The operations of a document. A text that is no document has none. */
export function operationsIn(text: string): Stated[] {
  const tokens = (text.match(TOKEN) ?? []).filter(token => !token.startsWith('#') && !token.startsWith('"'))
  const reader = new Reader(tokens)
  const found: (Omit<Stated, 'fields'> & { selections: Selection[] })[] = []
  const fragments = new Map<string, Selection[]>()
  while (!reader.done) {
    const word = reader.take()
    if (word === 'fragment') {
      const name = reader.take()
      reader.skipTo('{')
      fragments.set(name, reader.selections())
    } else if (KINDS.has(word)) {
      const name = /^\w/.test(reader.next) ? reader.take() : ''
      const variables = reader.next === '(' ? reader.variables() : []
      if (!reader.skipTo('{')) break
      found.push({ kind: word as Stated['kind'], name, variables, selections: reader.selections() })
    } else if (word === '{') found.push({ kind: 'query', name: '', variables: [], selections: reader.selections() })
    else break
  }
  return found.map(({ selections, ...stated }) => ({
    ...stated,
    name: stated.name || (selections[0]?.name ?? ''),
    fields: [...new Set(namesOf(selections, fragments, 0))].sort(byCode),
  }))
}

function namesOf(
  selections: readonly Selection[],
  fragments: ReadonlyMap<string, Selection[]>,
  depth: number,
): string[] {
  if (depth > DEEPEST) return []
  return selections.flatMap(({ name, spread, inner }) => {
    if (spread) return namesOf(name === '' ? inner : (fragments.get(name) ?? []), fragments, depth + 1)
    const below = namesOf(inner, fragments, depth + 1)
    return below.length > 0 ? below.map(one => `${name}.${one}`) : [name]
  })
}

/** Goes through the words of a document. */
class Reader {
  readonly #tokens: readonly string[]
  #at = 0

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length
  }

  get next(): string {
    return this.#tokens[this.#at] ?? ''
  }

  take(): string {
    const token = this.next
    this.#at += 1
    return token
  }

  /** Goes past the next such word; false where there is none. */
  skipTo(word: string): boolean {
    while (!this.done) if (this.take() === word) return true
    return false
  }

  /** `($id: ID!, $first: Int = 20)`. */
  variables(): OperationVariable[] {
    const variables: OperationVariable[] = []
    this.take()
    while (!this.done && this.next !== ')') {
      if (this.take() !== '$') continue
      const name = this.take()
      if (this.take() !== ':') continue
      let type = ''
      while (/^[[\]!\w]/.test(this.next)) {
        const ends = type !== '' && /^\w/.test(this.next)
        if (ends) break
        type += this.take()
      }
      const hasDefault = this.next === '='
      variables.push({ name, type, required: type.endsWith('!') && !hasDefault })
    }
    this.take()
    return variables
  }

  /** What stands between braces, of which the first is behind us. */
  selections(depth = 0): Selection[] {
    const selections: Selection[] = []
    while (!this.done && this.next !== '}') {
      const word = this.take()
      if (word === '...') selections.push(this.#spread(depth))
      else if (/^\w/.test(word)) selections.push(this.#field(word, depth))
    }
    this.take()
    return selections
  }

  #field(name: string, depth: number): Selection {
    // An alias is what the answer calls it.
    if (this.next === ':') {
      this.take()
      this.take()
    }
    this.#passArguments()
    return { name, spread: false, inner: this.#inner(depth) }
  }

  #spread(depth: number): Selection {
    if (this.next === 'on') {
      this.take()
      this.take()
    } else if (/^\w/.test(this.next)) {
      const name = this.take()
      this.#passArguments()
      return { name, spread: true, inner: [] }
    }
    this.#passArguments()
    return { name: '', spread: true, inner: this.#inner(depth) }
  }

  #inner(depth: number): Selection[] {
    if (this.next !== '{' || depth > DEEPEST) return []
    this.take()
    return this.selections(depth + 1)
  }

  /** Arguments and directives. */
  #passArguments(): void {
    for (;;) {
      if (this.next === '@') {
        this.take()
        this.take()
      } else if (this.next === '(') this.#passParentheses()
      else return
    }
  }

  #passParentheses(): void {
    let depth = 0
    do {
      const token = this.take()
      if (token === '(') depth += 1
      if (token === ')') depth -= 1
    } while (depth > 0 && !this.done)
  }
}
