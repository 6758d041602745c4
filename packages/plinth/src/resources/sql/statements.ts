import type { Statement } from '../../data/index.ts'

/** Shapes of one resource that stay prepared. Further ones run unnamed: right, but parsed each time. */
const keptShapes = 500

/** Names the statements of one resource, so that each text is prepared once per connection. */
export class Statements {
  readonly #prefix: string
  readonly #known = new Map<string, Statement>()

  /** `prefix` is unique in the process. */
  constructor(prefix: string) {
    this.#prefix = prefix
  }

  /** The statement of this text: always the same object for the same text. `rows` are objects by default. */
  of(text: string, rows?: 'texts'): Statement {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    const shape = rows === undefined ? { text } : { text, texts: true as const }
    if (this.#known.size >= keptShapes) return shape
    const statement = Object.freeze({ name: `${this.#prefix}_${this.#known.size}`, ...shape })
    this.#known.set(text, statement)
    return statement
  }
}
