/** One variable: its default, its check and its documentation in one place. `docs/options.md` is made from it. */
export interface Variable<T> {
  readonly doc: string
  /** As the documentation shows it. */
  readonly defaultText: string
  readonly secret: boolean
  /** Returns the value, or throws a plain sentence that says what was expected. */
  parse(text: string): T
  readonly fallback: T
}

/** What a `parse` throws; the loader puts the variable's name in front. */
export class Unfit {
  readonly expected: string
  constructor(expected: string) {
    this.expected = expected
  }
}

type Spec<T> = Pick<Variable<T>, 'doc' | 'fallback' | 'parse'> & Partial<Pick<Variable<T>, 'secret' | 'defaultText'>>

function variable<T>(spec: Spec<T>): Variable<T> {
  const defaultText = spec.fallback === undefined ? 'not set' : String(spec.fallback)
  return { secret: false, defaultText, ...spec }
}

export const text = (doc: string, fallback: string): Variable<string> =>
  variable({ doc, fallback, parse: value => value })

export const optionalText = (doc: string): Variable<string | undefined> =>
  variable<string | undefined>({ doc, fallback: undefined, parse: value => value })

export function secret(doc: string, minimum: number): Variable<string | undefined> {
  const parse = (value: string): string => {
    if (value.length < minimum) throw new Unfit(`${minimum} characters or more`)
    return value
  }
  return variable<string | undefined>({ doc, fallback: undefined, parse, secret: true })
}

export function integer(doc: string, fallback: number, range: readonly [number, number]): Variable<number> {
  const [min, max] = range
  const parse = (value: string): number => {
    const number = Number(value)
    if (!Number.isInteger(number) || number < min || number > max)
      throw new Unfit(`a whole number from ${min} to ${max}`)
    return number
  }
  return variable({ doc, fallback, parse })
}

export function oneOf<const T extends string>(doc: string, fallback: T, values: readonly T[]): Variable<T> {
  const parse = (value: string): T => {
    const found = values.find(known => known === value)
    if (found === undefined) throw new Unfit(`one of ${values.join(', ')}`)
    return found
  }
  return variable({ doc, fallback, parse })
}

/** A URL with one of these schemes. Its credentials are masked wherever it is shown. */
export function url(doc: string, schemes: readonly string[]): Variable<string | undefined> {
  const parse = (value: string): string => {
    const scheme = /^([a-z][a-z0-9+.-]*):/.exec(value)?.[1]
    if (scheme === undefined || !schemes.includes(scheme))
      throw new Unfit(`a URL that begins with ${schemes.map(s => `${s}:`).join(' or ')}`)
    return value
  }
  return variable<string | undefined>({ doc, fallback: undefined, parse, secret: true })
}

export function list(doc: string, check: (item: string) => boolean, expected: string): Variable<readonly string[]> {
  const parse = (value: string): readonly string[] => {
    const items = value
      .split(',')
      .map(item => item.trim())
      .filter(item => item !== '')
    if (!items.every(check)) throw new Unfit(expected)
    return items
  }
  return variable<readonly string[]>({ doc, fallback: [], parse, defaultText: 'none' })
}
