import { hash } from 'node:crypto'

/** Larger answers get no ETag without a version: hashing them costs more than a repeated list is worth. */
const longestHashed = 65_536

/** `"<version>-<hash of the body>"` of one item: the version is for If-Match, the hash for If-None-Match. */
export function itemTag(version: string, body: string): string {
  return `"${version}-${digest(body)}"`
}

/** A weak tag of an answer that has no version, or undefined where it is over 64 kB. */
export function weakTag(body: string): string | undefined {
  return body.length > longestHashed ? undefined : `W/"${digest(body)}"`
}

/** The tag of another encoding of the same body: strong tags of two encodings must differ (RFC 9110 section 8.8.3.3). */
export function encodedTag(tag: string, encoding: string): string {
  return tag.startsWith('W/') ? tag : `${tag.slice(0, -1)}-${encoding}"`
}

/** If-None-Match: weak comparison, any of a list, whatever the encoding was. */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  const wanted = bare(tag)
  return header.split(',').some(entry => bare(entry.trim()) === wanted)
}

/** The version in an ETag of ours, or undefined where it is none. */
export function versionOf(tag: string): string | undefined {
  return /^(?:W\/)?"([\w.:]+)-[\w-]*"$/.exec(tag.trim())?.[1]
}

function bare(tag: string): string {
  return tag.replace(/^W\//, '').replace(/-(?:br|gzip)"$/, '"')
}

/** 128 bits of SHA-256. About 1 µs for an item. */
function digest(body: string): string {
  return hash('sha256', body, 'base64url').slice(0, 22)
}
