import type { Located } from './located.ts'

const HOLE = /\{\w+\}/g
// What a program writes for a part of an id that is not there.
const ABSENT = /\b(?:unknown|undefined|null|none)\b/gi

/**
 * An id that is put together is an id: `/clients/~{id}` and `/services/{name}@{provider}` are asked for as `/clients/{id}` and
 * `/services/{id}` are, where those are asked for, too.
 */
export function withWholeIds(located: readonly Located[]): Located[] {
  const whole = new Map<string, string>()
  for (const { sent, address } of located) {
    const { path } = address
    if (path !== undefined && path === patternOf(path, '$&')) whole.set(`${sent.method} ${patternOf(path)}`, path)
  }
  return located.map(one => {
    const { path } = one.address
    if (path === undefined || path === patternOf(path, '$&')) return one
    const plain = whole.get(`${one.sent.method} ${patternOf(path)}`)
    return plain === undefined ? one : { ...one, address: { ...one.address, path: plain } }
  })
}

/** The path with one mark for each id, put together or whole. */
function patternOf(path: string, plain = '{}'): string {
  return path
    .split('/')
    .map(segment => {
      if (/^\{\w+\}$/.test(segment)) return segment.replace(HOLE, plain)
      return isComposed(segment) ? '{}' : segment
    })
    .join('/')
}

/** Nothing but holes, what stands in for them, and signs between. */
function isComposed(segment: string): boolean {
  const rest = segment.replace(HOLE, '').replace(ABSENT, '')
  return rest !== segment && !/\w/.test(rest) && (/\{/.test(segment) || rest !== '')
}
