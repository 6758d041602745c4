import type { Part, Text } from '../../syntax/index.ts'

/**
 * Without addresses in front of which a setting that is empty stands, where the same call has them with what the setting is
 * given elsewhere: `{ BASE: '' }` in a generated client, and `Settings.BASE = '/api'` where the program starts.
 */
export function withoutEmptyStarts(urls: readonly Text[]): readonly Text[] {
  if (urls.length < 2 || !urls.some(isEmptyAtStart)) return urls
  return urls.filter(one => !isEmptyAtStart(one) || !urls.some(other => isFilled(one, other)))
}

function isEmptyAtStart({ parts: [first] }: Text): boolean {
  return first !== undefined && 'text' in first && first.text === '' && first.at !== undefined
}

/** Two that stand in one line are alternatives: `isLocal ? '' : '/shop'`. */
function isFilled({ parts: [empty, ...rest] }: Text, { parts: [first, ...others] }: Text): boolean {
  const isBase = first !== undefined && 'text' in first && first.text !== '' && lineOf(first) !== lineOf(empty)
  return isBase && rest.length === others.length && rest.every((part, at) => isSame(part, others[at]))
}

function lineOf(part: Part | undefined): string | undefined {
  return part && 'text' in part && part.at ? `${part.at.file}:${part.at.line}` : undefined
}

function isSame(one: Part, other: Part | undefined): boolean {
  if (!other || 'text' in one !== 'text' in other) return false
  return !('text' in one && 'text' in other) || (one.text === other.text && lineOf(one) === lineOf(other))
}
