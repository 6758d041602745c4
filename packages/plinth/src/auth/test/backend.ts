import { nobodyActor } from '../../access/index.ts'
import type { Context } from '../../context/index.ts'
import { withDatabase } from '../../data/testing.ts'
import { type Log, silentLog } from '../../observability/index.ts'
import type { Client } from '../../operations/index.ts'
import { type AuthParts, compileAuth } from '../index.ts'

export const secret = 'a secret for tests, of 32 bytes or more'

/** A database with the platform's tables and `sql`. Few connections: the test server's 100 are shared by all test files. */
export const makeDatabase = (sql: string) => withDatabase({ sql, pool: 8, lanes: 2 })

/** Auth in the default dialect. */
export function makeAuth(parts: Pick<AuthParts, 'schema' | 'options' | 'database'> & Partial<AuthParts>) {
  const wire = { name: (key: string) => key, extra: 'refuse', bigNumbers: 'string' } as const
  return compileAuth({ name: 'shop', secret, embedded: true, wire, ...parts })
}

type Auth = ReturnType<typeof makeAuth>

export interface Asking {
  readonly token?: string
  readonly host?: string
  readonly header?: string
  readonly log?: Log
  readonly cookies?: Readonly<Record<string, string>>
  readonly agent?: string
  readonly params?: Readonly<Record<string, string>>
}

/** What operations have told, in order. */
export const emitted: (readonly [topic: string, data: unknown])[] = []

const clientOf = ({ cookies = {}, agent = 'vitest' }: Asking): Client => ({
  address: '192.0.2.7',
  network: '192.0.2.7',
  agent,
  csrfToken: undefined,
  isOwnPage: false,
  cookie: name => cookies[name],
})

/** Asks for an operation as a door would: identify, check the body, run. Answers the value. */
export async function ask(auth: Auth, name: string, body?: unknown, asking: Asking = {}) {
  const operation = auth.operations.find(each => each.name === `auth.${name}`)
  if (operation === undefined) throw new Error(`no operation ${name}`)
  const { token, host = 'localhost', header, log = silentLog } = asking
  const actor = (await auth.identify(token, { host, header })) ?? nobodyActor
  const signal = new AbortController().signal
  const events = { emit: async (type: { topic: string }, data: unknown) => void emitted.push([type.topic, data]) }
  const ctx = {
    requestId: 'test',
    signal,
    actor,
    log,
    events,
    client: clientOf(asking),
    ...(token === undefined ? {} : { accessToken: token }),
  }
  const call = {
    params: asking.params ?? {},
    query: undefined,
    body: operation.body?.parse(body, 'body'),
    conditions: {},
  }
  const reply = await operation.run(call, ctx as unknown as Context)
  return reply.kind === 'value' ? (reply.value as Session) : undefined
}

export interface Session {
  readonly user: Record<string, unknown>
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresIn: number
}

/** As `ask`, for an operation that answers a session. */
export async function askSession(...args: Parameters<typeof ask>): Promise<Session> {
  const session = await ask(...args)
  if (session === undefined) throw new Error('no answer')
  return session
}

/** The code of the error that the promise rejects with. */
export async function codeOf(promise: Promise<unknown> | unknown): Promise<string> {
  try {
    await promise
    return 'no error'
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}
