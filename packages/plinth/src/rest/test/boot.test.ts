import { expect, test } from 'vitest'
import type { DialectOptions } from '../../dialect/index.ts'
import { createServer } from '../../http/index.ts'
import type { Operation } from '../../operations/index.ts'
import { mountOperations } from '../index.ts'
import { noteOperations, startServer, testParts } from './kit.ts'

const [list, get] = noteOperations() as [Operation, Operation]

test.each<[string, readonly Operation[], DialectOptions, string, string]>([
  [
    'two operations on one route',
    [get, { ...get, name: 'notes.other', path: '/notes/:slug' }],
    {},
    'ROUTE_TWICE',
    'notes.other',
  ],
  [
    'a path for an operation that is not there',
    [list],
    { paths: { 'notes.lst': 'GET /x' } },
    'DIALECT_UNKNOWN_OPERATION',
    'notes.list',
  ],
  ['a path without the parameters', [get], { paths: { 'notes.get': 'GET /note' } }, 'ROUTE_PARAMETERS', ':id'],
])('%s stops the start', (_, operations, dialect, code, says) => {
  const parts = testParts({ operations }, dialect)
  const mount = () => mountOperations(createServer(parts), parts)
  expect(mount).toThrow(expect.objectContaining({ code }))
  expect(mount).toThrow(says)
})

test('an operation is served where the dialect says', async () => {
  await using running = await startServer(testParts({}, { base: '', paths: { 'notes.get': 'POST /read/:id' } }))
  expect((await fetch(`${running.url}/read/1`, { method: 'POST' })).status).toBe(200)
  expect((await fetch(`${running.url}/notes/1`)).status).toBe(405)
})

test('a port that is taken is one clear line', async () => {
  await using first = await startServer(testParts())
  const port = Number(new URL(first.url).port)
  const second = createServer(testParts())
  await second.start()
  await expect(second.listen({ host: '127.0.0.1', port })).rejects.toThrow(
    expect.objectContaining({ code: 'HTTP_PORT_TAKEN', message: `Port ${port} is taken.` }),
  )
  await expect(second.listen({ host: '192.0.2.1', port })).rejects.toThrow(
    expect.objectContaining({ code: 'HTTP_ADDRESS_UNUSABLE' }),
  )
  await second.stop()
})

test('stopping twice, or before the start, is safe', async () => {
  const server = createServer(testParts())
  await server.stop()
  await server.stop()
})
