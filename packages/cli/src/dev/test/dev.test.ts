import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { has, services } from '../../../../../scripts/services.ts'
import { freePort, hasDatabase, makeSides, type Program, run, type Sides } from './programs.ts'

// Whole programs run here: a database that is made and started, a backend that restarts.
vi.setConfig({ testTimeout: 40_000 })

let sides: Sides
let vite: Program
/** Its page stays open, and so does its connection for hot reload. */
let browser: Browser | undefined
let dev: Program
let url: string

beforeAll(async () => {
  sides = await makeSides()
  const [port, vitePort] = [await freePort(), await freePort()]
  url = `http://localhost:${port}`
  // The sample's dev server passes /socket.io on to the backend, which is here behind the same port as itself.
  sides.change('frontend/vite.config.ts', 'http://localhost:4000', url)
  vite = run('vite', ['--port', String(vitePort), '--strictPort', '--host', '127.0.0.1'], sides.frontend)
  const page = await vite.hear(/http:\/\/127\.0\.0\.1:\d+/)
  await start('--page', page[0])
})

afterAll(async () => {
  await browser?.close()
  await Promise.all([dev?.interrupt(), vite?.interrupt()])
  sides?.remove()
})

/** Starts it, and waits until the backend answers through it. */
async function start(...more: string[]): Promise<void> {
  dev = run('plinth', ['dev', sides.frontend, '--backend', sides.backend, '--port', new URL(url).port, ...more])
  await dev.hear(new RegExp(url))
  expect((await fetch(`${url}/health/ready`)).status).toBe(200)
}

const statusOf = async (path: string): Promise<number> => (await fetch(`${url}${path}`)).status

async function titleOf(): Promise<unknown> {
  return ((await (await fetch(`${url}/openapi.json`)).json()) as { info: { title: unknown } }).info.title
}

/** How often the backend was started. */
const starts = (): number => dev.said().match(/ is ready in /g)?.length ?? 0

describe.skipIf(!has('chromium'))('needs chromium: the page behind the same port', () => {
  let page: Page
  const sockets: string[] = []

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: services.chromium.binary,
      args: ['--no-sandbox', '--disable-gpu'],
    })
    page = await browser.newPage()
    page.setDefaultTimeout(20_000)
    page.on('websocket', socket => sockets.push(new URL(socket.url()).origin))
  })

  it('loads, with data from the backend', async () => {
    const connected = page.waitForEvent('console', message => message.text() === '[vite] connected.')
    await page.goto(url)
    await page.locator('.card').first().waitFor()
    await connected
    expect(sockets).toContain(url.replace('http', 'ws'))
  })

  it('takes a change of a source without loading again, and without a restart', async () => {
    await page.evaluate('window.stays = true')
    sides.change('frontend/src/pages/ShopPage.tsx', 'Newest first', 'Latest first')
    await page.locator('option', { hasText: 'Latest first' }).waitFor({ state: 'attached' })
    expect(await page.evaluate('window.stays')).toBe(true)
    expect(starts()).toBe(1)
  })
})

it('gives the backend what the dev server passes back', async () => {
  const answer = await fetch(`${url}/socket.io/`)
  expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ success: false })])
})

it('serves what a change of the frontend asks for, with its migration', async () => {
  expect(await statusOf('/api/notes')).toBe(404)
  const read = `const notes: { data: { id: string; text: string }[] } = await (await fetch('/api/notes')).json()
console.log(notes.data.map(note => note.text), await fetch('/api/notes', { method: 'POST', body: JSON.stringify({ text: '' }) }))
`
  sides.change('frontend/src/main.tsx', 'const root =', `${read}const root =`)
  await dev.hear(/read again in .*notes/)
  await expect.poll(() => statusOf('/api/notes'), { timeout: 20_000 }).not.toBe(404)
  expect(starts()).toBe(2)
})

it('restarts for a change of the backend', async () => {
  sides.change('backend/backend.ts', "name: 'storefront'", "name: 'corner-shop'")
  await expect.poll(titleOf, { timeout: 20_000 }).toBe('corner-shop')
  expect(starts()).toBe(3)
})

it('says why a backend does not start, and starts it when it is mended', async () => {
  sides.change('backend/backend.ts', 'export default', 'export defolt')
  await dev.hear(/ended the backend, with code 1/)
  expect(dev.said()).toContain('backend.ts')
  const refused = await fetch(`${url}/api/products`)
  expect([refused.status, await refused.text()]).toEqual([503, 'The backend does not run: the terminal says why.\n'])
  sides.change('backend/backend.ts', 'export defolt', 'export default')
  await expect.poll(() => statusOf('/api/products'), { timeout: 20_000 }).toBe(200)
})

it('leaves the backend as it is while a word of the frontend is half typed', async () => {
  const before = starts()
  sides.change('frontend/src/api/products.ts', 'export function', 'export funktion')
  await dev.hear(/not read src\/api\/products\.ts:\d+ /)
  expect(await statusOf('/api/products')).toBe(200)
  expect(starts()).toBe(before)
  sides.change('frontend/src/api/products.ts', 'export funktion', 'export function')
})

it('leaves nothing running after Ctrl-C', async () => {
  const inner = /api +(http:\/\/\S+)\/api/.exec(dev.said())?.[1] as string
  expect(await dev.interrupt()).toBe(0)
  expect(hasDatabase(sides)).toBe(false)
  await expect(fetch(inner)).rejects.toThrow()
  await expect(fetch(url)).rejects.toThrow()
})

it('leaves nothing running even after kill -9', async () => {
  await start()
  expect(hasDatabase(sides)).toBe(true)
  await dev.interrupt('SIGKILL')
  await expect.poll(() => hasDatabase(sides), { timeout: 10_000 }).toBe(false)
})

it('says in a line that its port is taken, or its arguments make no sense', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const attempt = async (...args: string[]): Promise<string> => {
    const program = run('plinth', ['dev', '--backend', sides.backend, ...args])
    await once(program.child, 'close')
    expect(program.child.exitCode).toBe(1)
    return program.said()
  }
  expect(await attempt('--port', String(port))).toMatch(new RegExp(`^Error Port ${port} is taken. \\[PORT_TAKEN\\]`))
  expect(await attempt('--port', 'many')).toContain('--port takes a number')
  expect(await attempt('--page', 'shop')).toContain('--page takes an address')
  other.close()
})
