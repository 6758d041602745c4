import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveStatic } from '../../http/index.ts'
import { type Running, startServer, testParts } from './kit.ts'

let folder: string
let running: Running

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plinth-site-'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Shop</title>')
  await writeFile(join(folder, 'large.mp4'), Buffer.alloc(5_000_000, 7))
  const limit = async () => ({ allowed: false, name: 'api', limit: 0, seconds: 60, remaining: 0, resetSeconds: 1 })
  running = await startServer(testParts({ files: await serveStatic(folder), limit }))
})

afterAll(async () => {
  await running?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

test.each([
  ['GET', '/', 'text/html', 200, 'Shop'],
  ['GET', '/products/7', 'text/html', 200, 'Shop'],
  ['HEAD', '/', 'text/html', 200, ''],
  ['GET', '/products/7', 'application/json', 404, 'NOT_FOUND'],
  ['POST', '/', 'text/html', 429, 'TOO_MANY_REQUESTS'],
  ['GET', '/api/notes', 'text/html', 429, 'TOO_MANY_REQUESTS'],
  ['GET', '/api/nothing', 'text/html', 429, 'TOO_MANY_REQUESTS'],
])(
  '%s %s for %s is %s: pages are not counted, and the API never answers with one',
  async (method, path, accept, status, text) => {
    const response = await fetch(running.url + path, { method, headers: { accept } })
    expect(response.status).toBe(status)
    expect(await response.text()).toContain(text)
  },
)

test('a page is revalidated, and has a policy of its own', async () => {
  const first = await fetch(running.url, { headers: { accept: 'text/html' } })
  expect(first.headers.get('content-security-policy')).toContain("script-src 'self';")
  const tag = first.headers.get('etag') as string
  const second = await fetch(running.url, { headers: { accept: 'text/html', 'if-none-match': tag } })
  expect(second.status).toBe(304)
})

test('a large file is streamed whole, and its connection does not hold up the stop', async () => {
  const own = await startServer(testParts({ files: await serveStatic(folder), options: { stopTimeout: 60_000 } }))
  const response = await fetch(`${own.url}/large.mp4`)
  expect(response.headers.get('content-type')).toBe('video/mp4')
  expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.alloc(5_000_000, 7))).toBe(true)
  await own.server.stop()
})
