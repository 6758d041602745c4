import { configErrors } from './errors.ts'
import { nearest } from './nearest.ts'

/** Throws OPTION_UNKNOWN for the first key that is not known, with the nearest one that is. */
export function knownKeys(path: string, given: object, known: readonly string[]): void {
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue
    const meant = nearest(key, known)
    throw configErrors.OPTION_UNKNOWN({
      path: `${path}.${key}`,
      nearest: meant === undefined ? '' : ` Did you mean ${meant}?`,
    })
  }
}
