import { type Actor, anyone, nobodyActor, signedIn } from '../../access/index.ts'
import type { Context } from '../../context/index.ts'
import type { Database } from '../../data/index.ts'
import { compileDialect, type DialectOptions } from '../../dialect/index.ts'
import { type FieldProblem, invalid, notFound, unauthenticated } from '../../errors/index.ts'
import { createHealth } from '../../health/index.ts'
import { createServer, type HttpServer } from '../../http/index.ts'
import { silentLog } from '../../observability/index.ts'
import type { Check, Operation } from '../../operations/index.ts'
import { mountOperations, type RestParts } from '../index.ts'

/** A user whose token is `ada`. */
export const ada: Actor = { kind: 'user', id: 'u1', tenant: null, roles: [], permissions: [] }

const noteSchema = {
  type: 'object',
  properties: { id: { type: 'integer' }, title: { type: 'string' } },
  required: ['id', 'title'],
} as const

/** `{ title }`, and nothing else. */
export const noteBody: Check<{ title: string }> = {
  schema: { type: 'object', properties: { title: { type: 'string', maxLength: 100 } }, required: ['title'] },
  parse(value) {
    const body = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
    const problems: FieldProblem[] = Object.keys(body)
      .filter(key => key !== 'title')
      .map(field => ({ field, message: 'Unknown field.' }))
    if (typeof body.title !== 'string') problems.push({ field: 'title', message: 'Required.' })
    if (problems.length > 0) throw invalid(problems)
    return body as { title: string }
  },
}

const base = { module: 'notes', allow: anyone, limit: 'api', status: 200, summary: 'A note' } as const

/** Hand-made operations on an array in memory. */
export function noteOperations(): Operation[] {
  const notes = [
    { id: 1, title: 'First' },
    { id: 2, title: 'Second' },
  ]
  const item = { kind: 'item', schema: noteSchema, name: 'note', plural: 'notes' } as const
  const find = (id: string | undefined) => notes.find(note => String(note.id) === id)
  return [
    {
      ...base,
      name: 'notes.list',
      summary: 'List notes',
      method: 'GET',
      path: '/notes',
      answer: { ...item, kind: 'list' },
      list: {
        filters: {
          title: { type: 'text', ops: ['eq', 'ne', 'in', 'contains'] },
          createdAt: { type: 'timestamp', ops: ['gte'] },
        },
        sorts: ['createdAt', 'title'],
        fields: ['id', 'title', 'createdAt'],
        includes: ['author'],
        search: true,
        size: { default: 20, max: 1000 },
      },
      run: async call => {
        const { limit = 20, offset = 0 } = call.list ?? {}
        const page = notes.slice(offset, offset + limit)
        return {
          kind: 'list',
          json: JSON.stringify(page),
          page: { limit, offset, total: notes.length, capped: false, next: null },
        }
      },
    },
    {
      ...base,
      name: 'notes.get',
      summary: 'Read a note',
      method: 'GET',
      path: '/notes/:id',
      answer: item,
      run: async call => {
        const note = find(call.params.id)
        if (note === undefined) throw notFound('note')
        return { kind: 'json', json: JSON.stringify(note), version: '7' }
      },
    },
    {
      ...base,
      name: 'notes.create',
      summary: 'Write a note',
      method: 'POST',
      path: '/notes',
      status: 201,
      allow: signedIn,
      body: noteBody,
      answer: item,
      idempotent: true,
      run: async call => {
        const note = { id: notes.length + 1, ...(call.body as { title: string }) }
        notes.push(note)
        return { kind: 'json', json: JSON.stringify(note), version: '1', location: `/notes/${note.id}` }
      },
    },
    {
      ...base,
      name: 'notes.update',
      summary: 'Change a note',
      method: 'PATCH',
      path: '/notes/:id',
      body: noteBody,
      answer: item,
      run: async call => ({
        kind: 'value',
        value: { id: Number(call.params.id), ifMatch: call.conditions.ifMatch ?? null },
      }),
    },
    {
      ...base,
      name: 'notes.delete',
      summary: 'Delete a note',
      method: 'DELETE',
      path: '/notes/:id',
      status: 204,
      answer: { ...item, kind: 'nothing' },
      run: async () => ({ kind: 'nothing' }),
    },
  ]
}

/** Parts for `createServer` and `mountOperations` with nothing behind them. */
export function testParts(more: Partial<RestParts> = {}, dialect: DialectOptions = {}): RestParts {
  const health = createHealth({ services: () => [], version: '1.2.3' })
  health.started()
  return {
    operations: noteOperations(),
    dialect: compileDialect(dialect),
    database: undefined as unknown as Database,
    identify: ({ token }) => {
      if (token === undefined) return nobodyActor
      if (token === 'ada') return ada
      throw unauthenticated()
    },
    context: seed => seed as unknown as Context,
    limit: async name => ({ allowed: true, name, limit: 100, seconds: 60, remaining: 99, resetSeconds: 60 }),
    log: silentLog,
    health,
    options: {},
    info: { title: 'Notes', version: '1.2.3' },
    ...more,
  }
}

/** A running server on a free port of loopback, stopped when its scope ends. */
export interface Running extends AsyncDisposable {
  readonly server: HttpServer
  readonly url: string
}

export async function startServer(parts: RestParts): Promise<Running> {
  const server = createServer(parts)
  mountOperations(server, parts)
  await server.start()
  const url = (await server.listen({ host: '127.0.0.1', port: 0 })).replace('localhost', '127.0.0.1')
  return { server, url, [Symbol.asyncDispose]: () => server.stop() }
}
