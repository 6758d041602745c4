import { describe, expect, it } from 'vitest'
import type { Database } from '../../data/index.ts'
import { boolean, id, integer, pgTable, primaryKey, tenantId, text, timestamp, uuid } from '../../data/schema/index.ts'
import { type Log, silentLog } from '../../observability/index.ts'
import type { TableShape } from '../../resources/index.ts'
import { resolveAuth } from '../options.ts'
import { Roles } from '../roles.ts'
import { makeAuth } from './backend.ts'

// Boot asks nothing of the database.
const database = {} as Database

const email = () => text().notNull().unique()

function bootWith(users: TableShape, more: object = {}) {
  try {
    return makeAuth({ schema: { users }, options: { users, ...more }, database })
  } catch (error) {
    return error as Error & { code: string }
  }
}

describe('the users table', () => {
  const unfit: [string, TableShape, RegExp][] = [
    ['has nothing to sign in with', pgTable('users', { id: id(), name: text() }), /email or username/],
    [
      'has an e-mail that is not unique',
      pgTable('users', { id: id(), email: text().notNull() }),
      /email is not unique/,
    ],
    ['keeps passwords', pgTable('users', { id: id(), email: email(), passwordHash: text() }), /passwordHash/],
    ['belongs to tenants', pgTable('users', { id: id(), email: email(), tenantId: tenantId() }), /tenant table/],
    ['has no primary key', pgTable('users', { email: email() }), /primary key/],
    [
      'has a primary key of two columns',
      pgTable('users', { a: uuid(), b: uuid(), email: email() }, t => [primaryKey({ columns: [t.a, t.b] })]),
      /primary key/,
    ],
    ['has a role without a default', pgTable('users', { id: id(), email: email(), role: text().notNull() }), /role/],
    [
      'has a right without a default',
      pgTable('users', { id: id(), email: email(), isStaff: boolean().notNull() }),
      /isStaff/,
    ],
  ]
  it.each(unfit)('is refused at boot when it %s', (_what, users, message) => {
    expect(bootWith(users)).toMatchObject({ code: 'AUTH_USERS_UNFIT', message: expect.stringMatching(message) })
  })

  it('is refused when the schema does not have it', () => {
    const users = pgTable('users', { id: id(), email: email() })
    expect(() => makeAuth({ schema: {}, options: { users }, database })).toThrow('not in the schema')
  })

  it('takes from a body what it may, by name or by list', () => {
    const rights = { role: text(), status: text(), credits: integer(), resetToken: text() }
    const columns = { id: id(), email: email(), bio: text(), ...rights }
    const users = pgTable('users', columns)
    expect(fieldsOf(bootWith(users))).toEqual(['email', 'bio', 'password'])
    expect(fieldsOf(bootWith(users, { writable: ['email', 'status'] }))).toEqual(['email', 'status', 'password'])
    for (const own of ['id', 'role', 'resetToken']) {
      expect(bootWith(users, { writable: ['email', own] }), own).toMatchObject({
        code: 'AUTH_OPTION_UNFIT',
        message: expect.stringContaining("server's own"),
      })
    }
    expect(bootWith(users, { writable: ['email', 'bioo'] })).toMatchObject({ message: expect.stringContaining('bio?') })
    expect(bootWith(users, { writable: ['bio'] })).toMatchObject({ code: 'AUTH_USERS_UNFIT' })
  })

  it('signs people in by name where it is told to, and then sends no mail', () => {
    const users = pgTable('users', { id: id(), email: email(), username: text().notNull().unique() })
    const auth = bootWith(users, { login: 'username' }) as ReturnType<typeof makeAuth>
    const login = auth.operations.find(({ name }) => name === 'auth.login')
    expect(login?.body?.schema).toMatchObject({ required: ['username', 'password'] })
    expect(auth.operations.map(({ name }) => name)).not.toContain('auth.forgot')
    expect(bootWith(users, { login: 'username', verify: 'later' })).toMatchObject({ code: 'AUTH_OPTION_UNFIT' })
    expect(bootWith(users, { login: 'phone' as never })).toMatchObject({ code: 'AUTH_OPTION_UNFIT' })
    const named = pgTable('users', { id: id(), email: email() })
    expect(bootWith(named, { login: 'username' })).toMatchObject({ code: 'AUTH_USERS_UNFIT' })
  })

  it('is told who is an admin by a flag of the table, where there is one and a role of that name', () => {
    const flagged = pgTable('users', { id: id(), email: email(), isBoss: boolean().notNull().default(false) })
    const roles = { user: [], admin: ['*'] }
    const auth = bootWith(flagged, { roles, admin: 'isBoss' })
    expect(fieldsOf(auth)).toEqual(['email', 'password'])
    const listed = { roles, admin: 'isBoss', writable: ['email', 'isBoss'] }
    expect(fieldsOf(bootWith(flagged, listed))).toEqual(['email', 'password'])
    const both = pgTable('users', { id: id(), email: email(), role: text(), isBoss: boolean() })
    for (const [table, more] of [
      [flagged, { roles, admin: 'email' }],
      [flagged, { roles, admin: 'boss' }],
      [flagged, { roles: { user: [] }, admin: 'isBoss' }],
      [both, { roles, admin: 'isBoss' }],
    ] as const) {
      expect(bootWith(table, more)).toMatchObject({ code: 'AUTH_OPTION_UNFIT' })
    }
  })

  it('never shows a column that is named like a secret', () => {
    const auth = bootWith(pgTable('users', { id: id(), email: email(), resetToken: text(), totpSecret: text() }))
    expect(JSON.stringify((auth as ReturnType<typeof makeAuth>).operations.map(({ answer }) => answer))).not.toMatch(
      /resetToken|totpSecret/,
    )
  })

  it('shows when a password was changed, and whether it must be: nobody writes that of themselves', () => {
    const told = { passwordChangedAt: timestamp(), passwordExpired: boolean().notNull().default(false) }
    const auth = bootWith(pgTable('users', { id: id(), email: email(), ...told })) as ReturnType<typeof makeAuth>
    const me = auth.operations.find(({ name }) => name === 'auth.me')
    expect(JSON.stringify(me?.answer)).toMatch(/passwordChangedAt.*passwordExpired/)
    expect(fieldsOf(auth)).toEqual(['email', 'password'])
  })

  it('is signed in to by username where there is no e-mail', () => {
    const auth = bootWith(pgTable('users', { id: id(), username: text().notNull().unique() }))
    expect(fieldsOf(auth, 'auth.login')).toEqual(['username', 'password'])
  })
})

describe('options', () => {
  const users = pgTable('users', { id: id(), email: email() })

  it.each([{ access: '15' }, { access: '0m' }, { refresh: '1y' }, { roles: { admin: ['everything'] } }])(
    'refuses %j',
    options => {
      expect(() => resolveAuth({ users, ...options })).toThrow(expect.objectContaining({ code: 'AUTH_OPTION_UNFIT' }))
    },
  )

  it('names the option that was probably meant', () => {
    expect(() => resolveAuth({ users, role: {} } as never)).toThrow('roles')
  })

  it('refuses a short secret without showing it', () => {
    const boot = () => makeAuth({ schema: { users }, options: { users }, database, secret: 'hunter2hunter2' })
    expect(boot).toThrow(expect.objectContaining({ code: 'AUTH_OPTION_UNFIT' }))
    expect(boot).not.toThrow('hunter2')
  })

  it('lives 15 minutes and 30 days by default', () => {
    expect(resolveAuth({ users })).toMatchObject({ access: 900, refresh: 2_592_000 })
    expect(resolveAuth({ users, access: '90s', refresh: '12h' })).toMatchObject({ access: 90, refresh: 43_200 })
  })
})

describe('roles', () => {
  it('permit what all of them permit together, in one frozen object', () => {
    const roles = new Roles({ a: ['x:read', 'y:*'], b: ['x:read', 'z:write'] }, silentLog)
    expect(roles.grant(['a', 'b']).permissions).toEqual(['x:read', 'y:*', 'z:write'])
    expect(roles.grant(['a', 'b'])).toBe(roles.grant(['a', 'b']))
    expect(Object.isFrozen(roles.grant(['a']).permissions)).toBe(true)
  })

  it('permit nothing when unknown, and that is logged once', () => {
    const lines: object[] = []
    const log: Log = { ...silentLog, warn: details => lines.push(details) }
    const roles = new Roles({ a: ['x:read'] }, log)
    for (const role of ['ghost', 'constructor', '__proto__', 'ghost']) {
      expect(roles.grant([role]).permissions).toEqual([])
      expect(roles.grant([role, 'a']).permissions).toEqual(['x:read'])
    }
    expect(lines).toEqual([{ role: 'ghost' }, { role: 'constructor' }, { role: '__proto__' }])
  })
})

function fieldsOf(auth: ReturnType<typeof bootWith>, name = 'auth.register'): string[] {
  if (auth instanceof Error) throw auth
  const schema = auth.operations.find(operation => operation.name === name)?.body?.schema
  return Object.keys(schema?.properties as object)
}
