import { createHash, randomInt } from 'node:crypto'

// No letters or digits that look alike: 32 of them, 50 bits in 10.
const letters = '23456789abcdefghjkmnpqrstuvwxyz'
const length = 10
const count = 10

/** Ten codes for a lost authenticator: `abcde-fghjk`, each good once. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: count }, () => {
    const text = Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
    return `${text.slice(0, 5)}-${text.slice(5)}`
  })
}

/** As it is kept. A fast hash will do: guesses are few, and 50 bits are many. */
export function recoveryHash(user: string, code: string): string {
  return createHash('sha256')
    .update(`${user} ${plain(code)}`)
    .digest('base64url')
}

/** True for what may be a recovery code, however it was typed. */
export const isRecoveryCode = (code: string): boolean => plain(code).length === length

const plain = (code: string): string => code.toLowerCase().replace(/[\s-]/g, '')
