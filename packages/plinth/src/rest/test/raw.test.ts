import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Operation } from '../../operations/index.ts'
import { noteOperations, type Running, startServer, testParts } from './kit.ts'

let running: Running

beforeAll(async () => {
  running = await startServer(testParts())
})

afterAll(() => running[Symbol.asyncDispose]())

/** Sends bytes as they are, and reads until the server ends the connection or `until` was seen. */
async function talk(bytes: string, until?: string): Promise<string> {
  const socket = connect(Number(new URL(running.url).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(bytes)
  let text = ''
  for await (const chunk of socket) {
    text += chunk
    if (until !== undefined && text.includes(until)) break
  }
  socket.destroy()
  return text
}

test.each([
  ['no HTTP at all', 'hello\r\n\r\n', 'HTTP/1.1 400'],
  ['an unknown method', 'BREW /api/notes HTTP/1.1\r\nhost: x\r\n\r\n', 'HTTP/1.1 405'],
  [
    'two lengths',
    'POST /api/notes HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
    'HTTP/1.1 400',
  ],
  [
    'a length and chunks (request smuggling)',
    'POST /api/notes HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    'HTTP/1.1 400',
  ],
  ['headers over 16 kB', `GET / HTTP/1.1\r\nhost: x\r\nx-big: ${'x'.repeat(17_000)}\r\n\r\n`, 'HTTP/1.1 431'],
])('%s is refused in the dialect, and the connection ends', async (_, bytes, status) => {
  const text = await talk(bytes)
  expect(text).toContain(status)
  expect(text.toLowerCase()).toContain('connection: close')
  expect(text).toContain('"success":false')
})

test('a body that is announced as huge is refused before it is sent', async () => {
  const head = 'POST /api/notes HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ada\r\ncontent-type: application/json\r\n'
  const text = await talk(`${head}content-length: 99999999999\r\n\r\n{`)
  expect(text).toContain('HTTP/1.1 413')
  expect(text.toLowerCase()).toContain('connection: close')
})

test('pipelined requests are answered in order', async () => {
  const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`
  const text = await talk(get('/api/notes/1') + get('/api/notes/9') + get('/api/notes/2'), 'Second')
  expect(text.indexOf('First')).toBeLessThan(text.indexOf('No note found.'))
  expect(text.indexOf('No note found.')).toBeLessThan(text.indexOf('Second'))
})

test('stopping lets a request in flight finish, and takes no other', async () => {
  const [entered, finish] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const slow: Operation = {
    ...(noteOperations()[1] as Operation),
    run: async () => {
      entered.resolve()
      await finish.promise
      return { kind: 'json', json: '{"done":true}' }
    },
  }
  const other = await startServer(testParts({ operations: [slow] }))
  const asked = fetch(`${other.url}/api/notes/1`)
  await entered.promise
  const stopped = other.server.stop()
  await expect(fetch(`${other.url}/api/notes/1`)).rejects.toThrow()
  finish.resolve()
  const response = await asked
  expect(response.headers.get('connection')).toBe('close')
  expect(await response.json()).toMatchObject({ data: { done: true } })
  await stopped
})

test('what does not finish in time is cut off', async () => {
  const entered = Promise.withResolvers<void>()
  const stuck: Operation = {
    ...(noteOperations()[1] as Operation),
    run: () => {
      entered.resolve()
      return new Promise(() => undefined)
    },
  }
  const other = await startServer(testParts({ operations: [stuck], options: { stopTimeout: 50 } }))
  const asked = fetch(`${other.url}/api/notes/1`)
  asked.catch(() => undefined)
  await entered.promise
  await other.server.stop()
  await expect(asked).rejects.toThrow()
})
