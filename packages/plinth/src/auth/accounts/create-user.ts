import { invalid } from '../../errors/index.ts'
import { checkNewPassword } from '../passwords/check.ts'
import { hashPassword } from '../passwords/passwords.ts'
import { type Accounts, isRequired } from './accounts.ts'
import { bodyCheck, type Field } from './body.ts'
import { newPassword, ruleOf } from './rules.ts'
import type { Users } from './users.ts'

/** A user to make, by plain names. */
export interface NewUser {
  readonly password: string
  readonly [column: string]: unknown
}

/** Makes a user without signing in. Everything that the database does not make itself may be given, `role` too. */
export async function createUser(accounts: Accounts, users: Users, input: NewUser): Promise<{ readonly id: string }> {
  const password: Field = { key: 'password', wire: 'password', required: true, nullable: false, rule: newPassword }
  const columns = accounts.table.columns.filter(column => !column.generated)
  const fields = columns.map(column => ({
    key: column.key,
    wire: column.key,
    required: isRequired(column) || column === accounts.login,
    nullable: !column.notNull && column !== accounts.login,
    rule: ruleOf(column),
  }))
  const { password: secret, ...values } = bodyCheck([...fields, password], 'refuse').parse(plain(input), 'body')
  await checkNewPassword(String(secret), [values.email, values.username, values.name], 'password')
  const { id } = await users.insert(values, await hashPassword(String(secret)))
  return { id }
}

/** Dates and bigints as a body would carry them. */
function plain(input: NewUser): unknown {
  try {
    return JSON.parse(JSON.stringify(input, (_key, value) => (typeof value === 'bigint' ? value.toString() : value)))
  } catch {
    throw invalid([{ field: '', message: 'Only what JSON can hold.' }])
  }
}
