import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { type Backend, createApp } from '../app/index.ts'
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
  set: { type: 'string', multiple: true, doc: 'Any other column: `--set name=Ada`. Can be given several times.' },
  'password-stdin': { type: 'boolean', doc: 'Take the password from the first line of stdin.' },
} as const satisfies Readonly<Record<string, Flag>>

/** `plinth users create`: the first administrator, and anybody else whom nobody can register. */
export const usersCommand: Command = command({
  usage: 'plinth users create --email ada@example.com [--role admin] [PROJECT]',
  summary:
    'Make a user. The password is asked for; without a terminal, or when none is given, one is made and shown once.',
  flags,
  async run({ values, rest }) {
    const [verb, project = '.'] = rest
    if (verb !== 'create') throw misused(`There is no command \`plinth users ${verb ?? ''}\`.`.replace(' `.', '`.'))
    const { email, username, role, set = [], 'password-stdin': fromStdin = false } = values
    if (email === undefined && username === undefined) throw misused('Name the user: --email, or --username.')
    const directory = resolve(project)
    const backend = await loadBackend(directory)
    const given = { email, username, role, ...columnsOf(backend, set) }
    const columns = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
    const password = await passwordOf(fromStdin)
    await create(backend, directory, { ...columns, password: password.text })
    console.log(`${ink.good('made')} ${email ?? username}${role === undefined ? '' : ` ${ink.faint(role)}`}`)
    if (password.isNew) console.log(`Their password, shown this once: ${ink.strong(password.text)}`)
    return 0
  },
})

/** The embedded database is joined where a server runs on it already. */
async function create(
  backend: Backend,
  directory: string,
  user: { readonly password: string; readonly [column: string]: unknown },
): Promise<void> {
  const app = await createApp(backend, { directory })
  try {
    if (app.auth === undefined) throw misused('This backend has no `auth`, so it has no users.')
    await app.auth.users.create(user)
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
