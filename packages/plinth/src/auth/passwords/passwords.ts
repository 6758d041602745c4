import { Gate } from './gate.ts'

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane; 10 to 30 ms of a pool thread. */
const argon = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const
const ARGON2ID = 2

/** A hash of a random password nobody has, with the cost above: what the password of an unknown user is checked against. */
const decoy = '$argon2id$v=19$m=19456,t=2,p=1$7Zw5q7wB+P5LAp8M7x4yfg$CKsS9TBRU2N+ccrEEnOhwVwF2JFSuUS64iGUPrMUqp0'

const gate = new Gate(2, 200)

/** Hashes a password with argon2id, off the main thread. */
export async function hashPassword(password: string): Promise<string> {
  const { hash } = await import('@node-rs/argon2')
  return gate.run(() => hash(password, { ...argon, algorithm: ARGON2ID }))
}

/**
 * True when the password is the one that was hashed, by argon2 or bcrypt. Without a hash it takes the time of one with
 * argon2id and is false, so that nobody can tell an unknown user from a wrong password by the clock.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  if (hash?.startsWith('$2') === true) return verifyBcrypt(password, hash)
  const { verify, parseOptions } = await import('@node-rs/argon2')
  const known = hash !== null && parses(() => parseOptions(hash))
  const fits = await gate.run(() => verify(known ? hash : decoy, password))
  return known && fits
}

/** True for a hash that a login should replace: bcrypt, another argon2, or less than today's cost. */
export async function isOutdated(hash: string): Promise<boolean> {
  if (!hash.startsWith('$argon2id$')) return true
  const { parseOptions } = await import('@node-rs/argon2')
  const { memoryCost, timeCost } = parseOptions(hash)
  return memoryCost < argon.memoryCost || timeCost < argon.timeCost
}

async function verifyBcrypt(password: string, hash: string): Promise<boolean> {
  const { verify } = await import('@node-rs/bcrypt')
  return gate.run(() => verify(password, hash))
}

function parses(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
