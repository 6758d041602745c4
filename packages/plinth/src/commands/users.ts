import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { type App, type Backend, createApp } from '../app/index.ts'
import { readTables } from '../data/schema/index.ts'
import { PlinthError } from '../errors/index.ts'
import { type Command, command, type Flag } from './command.ts'
import { commandErrors } from './errors.ts'
import { loadBackend } from './load.ts'
import { askSecret, firstLine } from './password.ts'
import { ink } from './print.ts'

const flags = {
  email: { type: 'string', doc: 'What they sign in with.' },
  username: { type: 'string', doc: 'The same, where the users table has no e-mail.' },
  role: { type: 'string', doc: 'Their role: `admin`.' },
  tenant: { type: 'string', doc: "Their tenant, by slug or id, where `tenancy.users` is 'perTenant'." },
  set: { type: 'string', multiple: true, doc: 'Any other column: `--set name=Ada`. Can be given several times.' },
  'password-stdin': { type: 'boolean', doc: 'Take the password from the first line of stdin.' },
} as const satisfies Readonly<Record<string, Flag>>

interface Values {
  readonly email?: string
  readonly username?: string
  readonly role?: string
  readonly tenant?: string
  readonly set?: readonly string[]
  readonly 'password-stdin'?: boolean
}

/** `plinth users`: the first administrator, anybody else whom nobody can register, and who is to be shut out. */
export const usersCommand: Command = command({
  usage: 'plinth users create|disable|enable --email ada@example.com [--role admin] [PROJECT]',
  summary:
    'Make a user, shut one out, or let one in again. The password of a new one is asked for; without a terminal, or when none is given, one is made and shown once.',
  flags,
  async run({ values, rest }) {
    const [verb = '', project = '.'] = rest
    const login = values.email ?? values.username
    if (!['create', 'disable', 'enable'].includes(verb)) throw misused('Say `plinth users create`, disable or enable.')
    if (login === undefined) throw misused('Name the user: --email, or --username.')
    const backend = await loadBackend(resolve(project))
    const place = { backend, directory: resolve(project), tenant: values.tenant }
    if (verb === 'create') await create(place, values)
    else await withUsers(place, (users, tenant) => shut(users, { login, tenant }, verb === 'disable'))
    return 0
  },
})

async function create(place: Place, values: Values): Promise<void> {
  const { email, username, role, set = [], 'password-stdin': fromStdin = false } = values
  const given = { email, username, role, ...columnsOf(place.backend, set) }
  const columns = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const password = await passwordOf(fromStdin)
  await withUsers(place, (users, tenant) => users.create({ ...columns, password: password.text }, tenant))
  console.log(`${ink.good('made')} ${email ?? username}${role === undefined ? '' : ` ${ink.faint(role)}`}`)
  if (password.isNew) console.log(`Their password, shown this once: ${ink.strong(password.text)}`)
}

interface Named {
  readonly login: string
  readonly tenant: string | undefined
}

/** Sessions, tokens and keys end within a second, in every instance that runs. */
async function shut(users: People, { login, tenant }: Named, disabled: boolean): Promise<void> {
  const found = await users.find(login, tenant)
  if (found === undefined) throw misused(`Nobody signs in with ${login}.`)
  await users.disable(found.id, disabled)
  console.log(`${ink.good(disabled ? 'disabled' : 'enabled')} ${login}`)
}

type People = NonNullable<App['auth']>['users']

type Work = (users: People, tenant: string | undefined) => Promise<unknown>

interface Place {
  readonly backend: Backend
  readonly directory: string
  /** By slug or id. */
  readonly tenant: string | undefined
}

/** The embedded database is joined where a server runs on it already. */
async function withUsers({ backend, directory, tenant }: Place, work: Work): Promise<void> {
  const app = await createApp(backend, { directory })
  try {
    if (app.auth === undefined) throw misused('This backend has no `auth`, so it has no users.')
    const perTenant = backend.tenancy?.users === 'perTenant'
    if (perTenant !== (tenant !== undefined)) {
      throw misused(perTenant ? 'Name the tenant: --tenant.' : 'Users of this backend are global: leave out --tenant.')
    }
    const found = tenant === undefined ? undefined : await app.tenants?.registry.find(tenant)
    await work(app.auth.users, found?.id)
  } catch (error) {
    throw withFields(error)
  } finally {
    await app.stop()
  }
}

/** `name=Ada`, as the column's type wants it: texts as they stand, the rest as JSON. */
function columnsOf({ schema, auth }: Backend, pairs: readonly string[]): Record<string, unknown> {
  const users = Object.keys(schema).find(key => schema[key] === auth?.users)
  const columns = readTables(schema).find(table => table.key === users)?.columns ?? []
  return Object.fromEntries(
    pairs.map(pair => {
      const [, key, text] = /^(\w+)=(.*)$/s.exec(pair) ?? []
      if (key === undefined || text === undefined) throw misused(`--set takes column=value, not "${pair}".`)
      const isText = columns.find(column => column.key === key)?.jsType === 'string'
      return [key, isText ? text : jsonOr(text)]
    }),
  )
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

interface Chosen {
  readonly text: string
  /** Made here, and to be shown. */
  readonly isNew: boolean
}

async function passwordOf(fromStdin: boolean): Promise<Chosen> {
  const typed = fromStdin ? await firstLine(process.stdin) : process.stdin.isTTY ? await askTwice() : ''
  if (fromStdin && typed === '') throw misused('There was no password on stdin.')
  return typed === '' ? { text: randomBytes(18).toString('base64url'), isNew: true } : { text: typed, isNew: false }
}

async function askTwice(): Promise<string> {
  const first = await askSecret('Password (empty: make one): ')
  if (first === '') return ''
  if ((await askSecret('Once more: ')) !== first) throw misused('The two passwords are not the same.')
  return first
}

/** Clients get the fields beside the sentence; people at a terminal need them in it. */
function withFields(error: unknown): unknown {
  if (!(error instanceof PlinthError) || !Array.isArray(error.details)) return error
  const problems = error.details as { readonly field: string; readonly message: string }[]
  return misused(problems.map(({ field, message }) => `${field}: ${message}`).join(' '))
}

function misused(problem: string): PlinthError {
  return commandErrors.COMMAND_MISUSED({ verb: 'users', problem })
}
