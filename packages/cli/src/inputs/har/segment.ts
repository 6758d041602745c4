const ids = [
  /^\d+$/,
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  // Object ids of MongoDB, hashes, ULIDs.
  /^[0-9a-f]{16,}$/i,
  /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/,
  // Prefixed ids: `cus_9s6XKzkNRiz8i3`.
  /^[a-z]{2,8}_(?=\w*\d)\w{10,}$/i,
]

/** True for numbers, UUIDs, hashes and the like. */
export function isId(segment: string): boolean {
  return ids.some(pattern => pattern.test(segment))
}

/** True for what looks drawn by chance, or names a person: it may be a secret and never stays in a path. */
export function isToken(segment: string): boolean {
  const long =
    segment.length >= 16 && /\d/.test(segment) && /[A-Za-z]/.test(segment) && !/^[a-z]+(?:-[a-z0-9]+)+$/.test(segment)
  return long || segment.length > 80 || segment.includes('@')
}

/** True for what may name one row: words that are joined, or that have a number or a capital in them. */
export function isSlug(segment: string): boolean {
  return /[-_.%~A-Z\d]/.test(segment) && !/^v\d+$/.test(segment)
}
