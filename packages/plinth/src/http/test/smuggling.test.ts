import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { has } from '../../../../../scripts/services.ts'
import { type Running, startServer, testParts } from '../../rest/test/kit.ts'
import { startNginx, type TestNginx } from './nginx.ts'

let app: Running
const seen: string[] = []

beforeAll(async () => {
  app = await startServer(testParts({ hooks: { onRequest: ({ path }) => void seen.push(path) } }))
})
afterAll(() => app[Symbol.asyncDispose]())
beforeEach(() => void seen.splice(0))

/** Sends bytes as they are, and reads until the other side ends the connection, or for `patience` milliseconds. */
async function talk(port: number, bytes: string, patience = 5000): Promise<{ text: string; ended: boolean }> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.on('error', () => undefined)
  socket.write(bytes, 'latin1')
  socket.setTimeout(patience, () => socket.destroy())
  let text = ''
  let ended = false
  socket.on('data', chunk => {
    text += chunk
  })
  socket.on('end', () => {
    ended = true
  })
  await once(socket, 'close')
  return { text, ended }
}

/** What the attacker wants to be taken for somebody else's request. */
const hidden = 'GET /api/notes/2 HTTP/1.1\r\nhost: x\r\nx-hidden: '
const post = 'POST /api/notes HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'
const chunk = '2\r\n{}\r\n'

const attacks: readonly (readonly [string, string])[] = [
  ['a length and chunks', `${post}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`],
  ['chunks and a length', `${post}transfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n${hidden}`],
  ['two lengths', `${post}content-length: 2\r\ncontent-length: 60\r\n\r\n{}${hidden}`],
  ['the same length twice', `${post}content-length: 2\r\ncontent-length: 2\r\n\r\n{}${hidden}`],
  ['two lengths in one line', `${post}content-length: 2, 60\r\n\r\n{}${hidden}`],
  ['a length with a sign', `${post}content-length: +2\r\n\r\n{}${hidden}`],
  ['a length in hexadecimal', `${post}content-length: 0x2\r\n\r\n{}${hidden}`],
  ['an unknown transfer encoding', `${post}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`],
  ['a transfer encoding after chunked', `${post}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n${hidden}`],
  [
    'two transfer encodings',
    `${post}transfer-encoding: chunked\r\ntransfer-encoding: identity\r\n\r\n0\r\n\r\n${hidden}`,
  ],
  ['a space before the colon', `${post}content-length : 2\r\n\r\n{}${hidden}`],
  ['a space before the colon of an encoding', `${post}transfer-encoding : chunked\r\n\r\n0\r\n\r\n${hidden}`],
  ['a bare line feed after a header', `${post}content-length: 2\nx-y: z\r\n\r\n{}${hidden}`],
  ['a bare line feed at the end of the headers', `${post}content-length: 2\r\n\n{}${hidden}`],
  ['a bare carriage return in a header', `${post}x-y: a\rcontent-length: 60\r\ncontent-length: 2\r\n\r\n{}${hidden}`],
  ['a folded header', `${post}transfer-encoding:\r\n chunked\r\ncontent-length: 2\r\n\r\n{}${hidden}`],
  ['a NUL in a header', `${post}x-y: \0\r\ncontent-length: 2\r\n\r\n{}${hidden}`],
  [
    'a chunk size that overflows',
    `${post}transfer-encoding: chunked\r\n\r\nfffffffffffffffff2\r\n{}\r\n0\r\n\r\n${hidden}`,
  ],
  ['a chunk size with a sign', `${post}transfer-encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n${hidden}`],
  ['a chunk size with a prefix', `${post}transfer-encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n${hidden}`],
  ['a chunk that is longer than it says', `${post}transfer-encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n${hidden}`],
  ['a bare line feed after a chunk size', `${post}transfer-encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n${hidden}`],
  ['a bare line feed in a chunk extension', `${post}transfer-encoding: chunked\r\n\r\n2;a\n{}\r\n0\r\n\r\n${hidden}`],
  ['no Host', `${post.replace('host: x\r\n', '')}content-length: 2\r\n\r\n{}${hidden}`],
  ['two Hosts', `${post}host: evil.test\r\ncontent-length: 2\r\n\r\n{}${hidden}`],
]

/** Another connection right after: it gets its own answer, and nothing of the attack. */
async function canary(port: number): Promise<void> {
  const { text } = await talk(port, 'GET /api/notes/1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
  expect(text).toMatch(/^HTTP\/1\.1 200 /)
  expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1)
  expect(text).toContain('First')
}

describe('4.2.1 to Node directly', () => {
  const port = () => Number(new URL(app.url).port)

  test.each(attacks)(
    '%s is answered 400, once, the connection ends, and a canary gets its own answer',
    async (_, bytes) => {
      const { text, ended } = await talk(port(), `${bytes}1\r\n\r\n`)
      expect(text).toMatch(/^HTTP\/1\.1 400 /)
      expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1)
      expect(text.toLowerCase()).toContain('connection: close')
      expect(text).toContain('"code":"BAD_REQUEST"')
      expect(text).toContain('strict-transport-security')
      expect(ended).toBe(true)
      expect(seen).not.toContain('/api/notes/2')
      await canary(port())
    },
  )

  test('a sound request with chunks is served, so that the cases above say something', async () => {
    const sound = `${post}authorization: Bearer ada\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n`
    const { text } = await talk(port(), `${sound}${chunk.replace('2\r\n{}', '11\r\n{"title":"third"}')}0\r\n\r\n`)
    expect(text).toMatch(/^HTTP\/1\.1 201 /)
  })

  test('a request of HTTP/1.0 needs no Host', async () => {
    const { text } = await talk(port(), 'GET /api/notes/1 HTTP/1.0\r\n\r\n')
    expect(text).toMatch(/^HTTP\/1\.1 200 /)
  })
})

describe.skipIf(!has('nginx'))('needs nginx: 4.2.1 through nginx', () => {
  let nginx: TestNginx

  beforeAll(async () => {
    nginx = await startNginx(Number(new URL(app.url).port))
  })
  afterAll(() => nginx?.stop())

  test.each(attacks)('%s hides no request, and a canary gets its own answer', async (_, bytes) => {
    const { text } = await talk(nginx.outer, `${bytes}1\r\nconnection: close\r\n\r\n`, 1000)
    // nginx may mend what it reads, and then takes what follows as a request of its own, answered to its sender.
    const answers = text.match(/HTTP\/1\.1 \d+/g) ?? []
    expect(seen.length).toBeLessThanOrEqual(answers.length)
    await canary(nginx.outer)
    await canary(nginx.inner)
  })
})
