import { randomBytes } from 'node:crypto'

/** Letters that do not come apart into a plain letter and a mark. */
const letters: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', þ: 'th', ð: 'd' }

/**
 * `Über den Wolken!` is `uber-den-wolken`: small letters, digits and single hyphens, at most 80 characters, `item` when
 * nothing is left.
 */
export function slugify(text: string): string {
  const plain = String(text)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[ßæœøđłþð]/g, letter => letters[letter] ?? letter)
    .replace(/\p{Mark}/gu, '')
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
  return plain.replace(/^-+/, '').slice(0, 80).replace(/-+$/, '') || 'item'
}

/** The same with six random characters at the end, so that two titles never meet: `uber-den-wolken-k3x9dp`. */
export function uniqueSlug(text: string): string {
  const tail = Array.from(randomBytes(6), byte => 'abcdefghijkmnpqrstuvwxyz23456789'.charAt(byte % 32)).join('')
  return `${slugify(text)}-${tail}`
}
