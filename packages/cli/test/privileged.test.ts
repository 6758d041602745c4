import { boolean, id, pgTable, text } from 'plinth/schema'
import { describe, expect, it } from 'vitest'
import { readAccounts } from '../../plinth/src/auth/accounts/accounts.ts'
import { isServersToSay } from '../src/blueprint/derive/auth/names.ts'

const privileged =
  `role roles permissions scope is_admin superAdmin superUser staff isStaff moderator verified emailVerified
  phone_confirmed approvedAt isActive accountLocked bannedUntil enabled status plan tier credits balance
  apiKey secret secretQuestion oldPassword totpSecret token inviteToken privateKey cardNumber cvv pin ssn`.split(/\s+/)
const open = `email username name bio image phone website planet statusText activeSince adminEmail pinned city`.split(
  ' ',
)

describe('what nobody says of themselves', () => {
  const columns = [...privileged, ...open].filter(name => name !== 'email')
  const users = pgTable('users', {
    id: id(),
    email: text().notNull().unique(),
    ...Object.fromEntries(columns.map(name => [name, /^(?:is|enabled)/.test(name) ? boolean() : text()])),
  })
  const { writable } = readAccounts({ users }, users, { writable: null })
  const isWritable = (name: string) => writable.some(({ key }) => key === name)

  it.each(privileged)('is %s, for the runtime and for what is derived', name => {
    expect([isWritable(name), isServersToSay(name)]).toEqual([false, true])
  })

  it.each(open)('is not %s, for either', name => {
    expect([isWritable(name), isServersToSay(name)]).toEqual([true, false])
  })
})
