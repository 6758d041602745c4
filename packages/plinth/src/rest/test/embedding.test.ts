import { once } from 'node:events'
import { createServer as createNodeServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createServer, type HttpServer } from '../../http/index.ts'
import { mountOperations } from '../index.ts'
import { testParts } from './kit.ts'

let server: HttpServer

beforeAll(async () => {
  const parts = testParts()
  server = createServer(parts)
  mountOperations(server, parts)
  await server.start()
})

afterAll(() => server.stop())

const at = 'http://shop.example.com'

test('fetch answers without a socket', async () => {
  const response = await server.fetch(new Request(`${at}/api/notes?limit=1`))
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(await response.json()).toMatchObject({ meta: { limit: 1 } })
})

test('fetch hands on bodies, headers and errors', async () => {
  const send = (body: string) =>
    server.fetch(
      new Request(`${at}/api/notes`, {
        method: 'POST',
        headers: { authorization: 'Bearer ada', 'content-type': 'application/json' },
        body,
      }),
    )
  expect((await send('{"title":"New"}')).status).toBe(201)
  expect((await send('{')).status).toBe(400)
  const deleted = await server.fetch(new Request(`${at}/api/notes/1`, { method: 'DELETE' }))
  expect([deleted.status, deleted.body]).toEqual([204, null])
  const head = await server.fetch(new Request(`${at}/api/notes/2`, { method: 'HEAD' }))
  expect([head.status, await head.text()]).toEqual([200, ''])
})

test('nobody who comes by fetch is an operator', async () => {
  const ready = await server.fetch(new Request(`${at}/health/ready`))
  expect(await ready.json()).toEqual({ status: 'ok' })
})

test('handler answers requests of another server', async () => {
  const node = createNodeServer((request, response) => server.handler(request, response)).listen(0, '127.0.0.1')
  await once(node, 'listening')
  const { port } = node.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}/api/notes/2`)
  expect(await response.json()).toMatchObject({ data: { title: 'Second' } })
  const ready = await fetch(`http://127.0.0.1:${port}/health/ready`)
  expect(await ready.json()).toMatchObject({ status: 'ok', version: '1.2.3' })
  node.close()
  node.closeAllConnections()
})
