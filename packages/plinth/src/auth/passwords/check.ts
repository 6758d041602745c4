import { invalid } from '../../errors/index.ts'

let common: Promise<ReadonlySet<string>> | undefined

/** About 18,000 of the most used passwords that have 8 characters or more; loaded when the first password is set. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => {
    const words = dictionary['passwords-common'] as readonly string[]
    return new Set(words.filter(word => word.length >= 8).map(word => word.toLowerCase()))
  })
  return common
}

/**
 * Refuses a new password that others try first: a common one (ASVS 6.2.4), or what the user is called by (6.2.11).
 * Case is ignored. VALIDATION_FAILED at `field`.
 */
export async function checkNewPassword(password: string, known: readonly unknown[], field: string): Promise<void> {
  const text = password.toLowerCase()
  if ((await commonPasswords()).has(text))
    throw invalid([{ field, message: 'Is one of the passwords that are tried first.' }])
  const names = known.flatMap(name =>
    typeof name === 'string' ? [name.toLowerCase(), name.toLowerCase().split('@')[0]] : [],
  )
  if (names.includes(text)) throw invalid([{ field, message: 'Must not be your name or address.' }])
}
