/** What is wrong, and where: an offset in the text. */
export interface Fault {
  readonly at: number
  readonly problem: string
}

/** Levels of objects and lists; more is no document that anybody wrote. */
const DEEPEST = 400

const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=[\s,\]}]|$)/y
const space = /[ \t\n\r]*/y

/**
 * Goes through a JSON text once. Finds the line of every pointer down to `levels`, and the first fault with its place; what
 * it says of a fault never quotes the text, which may hold secrets.
 */
export class Scan {
  readonly lines = new Map<string, number>()
  fault: Fault | undefined
  readonly #text: string
  readonly #levels: number
  #at = 0
  #line = 1
  #counted = 0

  constructor(text: string, levels: number) {
    this.#text = text
    this.#levels = levels
    this.#value('', 0)
    if (this.fault === undefined && this.#next() !== '') this.#fail('the document ends before this')
  }

  #next(): string {
    space.lastIndex = this.#at
    space.test(this.#text)
    this.#at = space.lastIndex
    return this.#text.charAt(this.#at)
  }

  #fail(problem: string): void {
    this.fault ??= { at: this.#at, problem }
  }

  #value(pointer: string, level: number): void {
    const sign = this.#next()
    if (level <= this.#levels) this.lines.set(pointer, this.#lineHere())
    if (level > DEEPEST) this.#fail('it is nested too deeply')
    else if (sign === '{') this.#members(pointer, level)
    else if (sign === '[') this.#elements(pointer, level)
    else if (sign === '"') this.#string()
    else this.#scalar()
  }

  #scalar(): void {
    scalar.lastIndex = this.#at
    if (scalar.test(this.#text)) this.#at = scalar.lastIndex
    else this.#fail(this.#at >= this.#text.length ? 'it ends too early' : 'a value is expected here')
  }

  #members(pointer: string, level: number): void {
    this.#at++
    if (this.#next() === '}') {
      this.#at++
      return
    }
    do this.#member(pointer, level)
    while (!this.#ends('}'))
  }

  #member(pointer: string, level: number): void {
    if (this.#next() !== '"') this.#fail('a name in double quotes is expected here')
    const name = this.fault === undefined ? this.#string() : ''
    if (this.#next() !== ':') this.#fail('a colon is expected here')
    if (this.fault !== undefined) return
    this.#at++
    this.#value(level < this.#levels ? `${pointer}/${escapePointer(name)}` : pointer, level + 1)
  }

  #elements(pointer: string, level: number): void {
    this.#at++
    if (this.#next() === ']') {
      this.#at++
      return
    }
    for (let index = 0; this.fault === undefined; index++) {
      this.#value(level < this.#levels ? `${pointer}/${index}` : pointer, level + 1)
      if (this.#ends(']')) return
    }
  }

  /** True at the end of a list; false where it goes on. */
  #ends(close: string): boolean {
    if (this.fault !== undefined) return true
    const sign = this.#next()
    if (sign !== close && sign !== ',') this.#fail(`a comma or ${close} is expected here`)
    this.#at++
    return sign !== ','
  }

  #string(): string {
    const from = this.#at + 1
    let end = this.#text.indexOf('"', from)
    while (end !== -1 && this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1)
    if (end === -1) {
      this.#fail('this text has no end')
      return ''
    }
    const text = this.#text.slice(from, end)
    const wrong = text.search(WRONG)
    if (wrong !== -1) {
      this.#at = from + wrong
      this.#fail('a text may not have this sign as it is')
      return ''
    }
    this.#at = end + 1
    return text
  }

  #isEscaped(quote: number): boolean {
    let slashes = 0
    while (this.#text.charAt(quote - 1 - slashes) === '\\') slashes++
    return slashes % 2 === 1
  }

  #lineHere(): number {
    for (let at = this.#text.indexOf('\n', this.#counted); at !== -1 && at < this.#at; ) {
      this.#line++
      this.#counted = at + 1
      at = this.#text.indexOf('\n', this.#counted)
    }
    return this.#line
  }
}

/** Control signs, and escapes that JSON does not have. */
const WRONG = /[^ -\uffff]|(?<!\\)(?:\\\\)*\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/

/** A name as a part of a JSON pointer, RFC 6901. */
export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
