import type { Evidence } from '../../blueprint/endpoint.ts'
import { byCode } from '../requests/names.ts'

/** A file as it was read. */
export interface Written {
  readonly file: string
  readonly text: string
}

/**
 * What files have written down, by a pattern: for what no value leads to. `nameOf` leaves a match out. Comments count
 * for nothing. Lines are counted once for a file, however much is found in it.
 */
export function found(
  files: readonly Written[],
  pattern: RegExp,
  nameOf: (match: RegExpExecArray) => string | undefined,
): { name: string; evidence: Evidence[] }[] {
  return files
    .flatMap(one => [...namesIn(one, pattern, nameOf)])
    .sort((one, other) => byCode(one.name, other.name) || byCode(placeOf(one), placeOf(other)))
}

function* namesIn(
  { file, text }: Written,
  pattern: RegExp,
  nameOf: (match: RegExpExecArray) => string | undefined,
): Generator<{ name: string; evidence: Evidence[] }> {
  let [line, at, start] = [1, 0, 0]
  for (const match of text.matchAll(pattern)) {
    const name = nameOf(match)
    if (name === undefined) continue
    for (let next = text.indexOf('\n', at); next !== -1 && next < match.index; next = text.indexOf('\n', at)) {
      line++
      at = next + 1
      start = at
    }
    if (!/^\s*(?:\/\/|\*|\/\*)/.test(text.slice(start, Math.min(match.index, start + 200))))
      yield { name, evidence: [{ file, line }] }
  }
}

function placeOf({ evidence: [place] }: { readonly evidence: readonly Evidence[] }): string {
  return `${place?.file}:${String(place?.line).padStart(6, '0')}`
}
