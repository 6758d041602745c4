import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HttpAnswer } from '../response/answer.ts'
import { pagePolicy } from '../static/policy.ts'
import { type StaticFiles, serveStatic } from '../static/serve.ts'

let root: string
let files: StaticFiles

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plinth-static-'))
  const site = join(root, 'dist')
  await mkdir(join(site, 'assets', '.hidden'), { recursive: true })
  await writeFile(join(root, 'secret.txt'), 'secret')
  await writeFile(join(site, 'index.html'), '<!doctype html><title>Shop</title>')
  await writeFile(join(site, 'about.html'), '<!doctype html><title>About</title>')
  await writeFile(join(site, '.env'), 'secret')
  await writeFile(join(site, 'assets', '.hidden', 'x.js'), 'secret')
  await writeFile(join(site, 'assets', 'index-BwB0kHKQ.js'), 'console.log(1)\n'.repeat(200))
  await writeFile(join(site, 'assets', 'index-BwB0kHKQ.js.map'), 'secret')
  await writeFile(join(site, 'apple-touch-icon.png'), 'png')
  await symlink(join(root, 'secret.txt'), join(site, 'link.txt'))
  files = await serveStatic(site)
})

afterAll(() => rm(root, { recursive: true }))

const get = (path: string, headers: Record<string, string> = {}): Promise<HttpAnswer | undefined> =>
  files.find({ path, headers })

function header(answer: HttpAnswer | undefined, name: string): string | undefined {
  return answer?.headers[answer.headers.indexOf(name) + 1]
}

test.each([
  ['/../secret.txt'],
  ['/..%2fsecret.txt'],
  ['/%2e%2e/secret.txt'],
  ['/assets/../../secret.txt'],
  ['/.env'],
  ['/%2eenv'],
  ['/assets/.hidden/x.js'],
  ['/assets/index-BwB0kHKQ.js.map'],
  ['/link.txt'],
  ['/%'],
  ['/a%00'],
  ['//secret.txt'],
  ['/assets'],
  ['/nothing.js'],
])('%s is not served', async path => {
  expect(await get(path)).toBeUndefined()
  const page = await get(path, { accept: 'text/html' })
  if (decoded(path).includes('/.')) expect(page).toBeUndefined()
  else expect(String(page?.body)).toContain('Shop')
})

/** What begins with a dot is not even a page of the frontend. */
function decoded(path: string): string {
  return path === '/%' ? path : decodeURIComponent(path)
}

test.each([
  ['/index.html', 'Shop', 'text/html; charset=utf-8', 'no-cache'],
  ['/about', 'About', 'text/html; charset=utf-8', 'no-cache'],
  ['/assets/index-BwB0kHKQ.js', 'console', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ['/apple-touch-icon.png', 'png', 'image/png', 'no-cache'],
])('%s is served', async (path, text, type, cache) => {
  const answer = await get(path)
  expect(String(answer?.body)).toContain(text)
  expect(header(answer, 'content-type')).toBe(type)
  expect(header(answer, 'cache-control')).toBe(cache)
})

test('only a navigation falls back to the page', async () => {
  expect(String((await get('/products/42', { accept: 'text/html,*/*' }))?.body)).toContain('Shop')
  expect(await get('/products/42', { accept: 'application/json' })).toBeUndefined()
})

test('texts are compressed for those who ask', async () => {
  const answer = await get('/assets/index-BwB0kHKQ.js', { 'accept-encoding': 'br' })
  expect(header(answer, 'content-encoding')).toBe('br')
  expect(String(brotliDecompressSync(answer?.body as Buffer))).toContain('console.log(1)')
})

test('a new build is seen', async () => {
  const site = await mkdtemp(join(root, 'build-'))
  await writeFile(join(site, 'index.html'), 'old')
  const build = await serveStatic(site)
  await writeFile(join(site, 'index.html'), 'newer')
  const page = await build.find({ path: '/', headers: { accept: 'text/html' } })
  expect(String(page?.body)).toBe('newer')
})

test('a folder without a page stops the start', async () => {
  for (const folder of [join(root, 'nowhere'), join(root, 'dist', 'assets')]) {
    await expect(serveStatic(folder)).rejects.toThrow(expect.objectContaining({ code: 'STATIC_DIRECTORY_UNREADABLE' }))
  }
})

test('the policy lets in what the page names, and nothing else', () => {
  const html = `<link rel="stylesheet" href="//fonts.example/css"><script>go()</script>
<script type="module" src="/assets/x.js"></script><script async src="https://cdn.example:8443/lib.js"></script>`
  const policy = pagePolicy(html, { scripts: ['https://js.pay.example'] })
  const [scripts] = /script-src [^;]*/.exec(policy) ?? []
  expect(scripts).toBe(
    "script-src 'self' 'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw=' https://cdn.example:8443 https://js.pay.example",
  )
  expect(policy).toContain("style-src 'self' 'unsafe-inline' https: fonts.example")
  expect(policy).toContain("object-src 'none'")
  expect(policy).not.toContain('http:')
  expect(pagePolicy('', { development: true })).toContain('ws:')
})
