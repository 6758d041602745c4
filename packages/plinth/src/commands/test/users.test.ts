import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as read } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type App, createApp } from '../../app/index.ts'
import { loadConfig } from '../../config/index.ts'
import { loadBackend } from '../load.ts'

const packageRoot = join(import.meta.dirname, '..', '..', '..')
const command = ['--conditions=source', join(packageRoot, 'bin', 'plinth.js')]
let place: string

const backend = `import { defineBackend } from 'plinth'
import { boolean, id, pgTable, text, timestamps } from 'plinth/schema'
const users = pgTable('users', {
  id: id(), email: text().notNull().unique(), name: text().notNull(), vip: boolean(),
  role: text({ enum: ['admin', 'reader'] }).notNull().default('reader'), ...timestamps(),
})
export default defineBackend({ name: 'shop', schema: { users }, auth: { users, roles: { admin: ['*'] } }, modules: [] })
`

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'plinth-users-'))
  mkdirSync(join(place, 'node_modules'))
  symlinkSync(packageRoot, join(place, 'node_modules', 'plinth'))
  writeFileSync(join(place, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(place, 'backend.ts'), backend)
  await plinth(['migrate', 'new', 'initial'])
})
afterAll(() => rmSync(place, { recursive: true, force: true }))

/** Runs `plinth …` in the project, with something on stdin, or nothing. */
async function plinth(words: readonly string[], input = '') {
  const env = { PATH: process.env.PATH, NO_COLOR: '1' }
  const child = spawn(process.execPath, [...command, ...words], { cwd: place, env })
  child.stdin.end(input)
  const [out, error, [code]] = await Promise.all([read(child.stdout), read(child.stderr), once(child, 'close')])
  return { out, error, code: Number(code) }
}

/** The project, as another process serves it. */
async function startShop(): Promise<App> {
  const config = loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent' })
  return createApp(await loadBackend(place), { directory: place, config })
}

interface LoggedIn {
  readonly status: number
  readonly user?: object
  readonly accessToken?: string
}

async function login(app: App, body: object): Promise<LoggedIn> {
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await app.fetch(new Request('http://localhost/api/auth/login', request))
  return { status: response.status, ...((await response.json()) as { data?: Omit<LoggedIn, 'status'> }).data }
}

async function me(app: App, token = ''): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return (await app.fetch(new Request('http://localhost/api/auth/me', { headers }))).status
}

const ada = ['users', 'create', '--email', 'ada@example.com', '--role', 'admin', '--set', 'name=Ada']

describe('plinth users create', () => {
  it.each([
    { words: ['users'], says: /plinth users/ },
    { words: ['users', 'drop', '--email', 'a@b.c'], says: /disable or enable/ },
    { words: ['users', 'create'], says: /--email/ },
    { words: [...ada, '--set', 'vip'], says: /column=value/ },
    { words: [...ada, '--set', 'rank=1'], says: /rank: Is not a field/ },
    { words: [...ada, '--set', 'vip=perhaps'], says: /vip: / },
    { words: ['users', 'create', '--email', 'ada', '--set', 'name=Ada'], says: /email: Must be an e-mail address/ },
    { words: ['users', 'create', '--email', 'ada@example.com'], says: /name: Is required/ },
    { words: [...ada, '--role', 'root'], says: /role: / },
    { words: [...ada, '--password-stdin'], says: /no password on stdin/ },
  ])('refuses $words and says why', async ({ words, says }) => {
    const { code, error } = await plinth(words)
    expect({ code, error }).toEqual({ code: 1, error: expect.stringMatching(says) })
    expect(error).not.toContain('    at ')
  })

  it('6.2.1 6.2.4 refuses a short password and a common one, and shows neither', async () => {
    for (const password of ['1234567', 'qwertyuiop']) {
      const { code, error } = await plinth([...ada, '--password-stdin'], `${password}\n`)
      expect(code).toBe(1)
      expect(error).toContain('password: ')
      expect(error).not.toContain(password)
    }
  })

  it('makes users who sign in: with a password from stdin, or with one that is shown once', async () => {
    const spaces = ' a password with blanks  '
    const given = await plinth([...ada, '--set', 'vip=true', '--password-stdin'], `${spaces}\r\nnot this\n`)
    expect(given).toEqual({ code: 0, out: 'made ada@example.com admin\n', error: '' })
    const made = await plinth(['users', 'create', '--email', 'bo@example.com', '--set', 'name=5', place])
    const [, password = ''] = /shown this once: (\S{24})\n/.exec(made.out) ?? []

    const app = await startShop()
    try {
      const ada = await login(app, { email: 'ada@example.com', password: spaces })
      const bo = await login(app, { email: 'bo@example.com', password })
      expect(ada).toMatchObject({ status: 200, user: { role: 'admin', vip: true, name: 'Ada' } })
      expect(bo).toMatchObject({ status: 200, user: { role: 'reader', name: '5' } })
      expect((await login(app, { email: 'ada@example.com', password: spaces.trim() })).status).toBe(401)
    } finally {
      await app.stop()
    }
  })

  it('7.4.2 shuts out and lets in again, and says so when there is nobody', async () => {
    const nobody = await plinth(['users', 'disable', '--email', 'eve@example.com'])
    expect(nobody).toMatchObject({ code: 1, error: expect.stringContaining('Nobody signs in with eve@example.com') })
    const app = await startShop()
    const credentials = { email: 'bo@example.com', password: 'a fine password of bo' }
    try {
      await app.auth?.users.create({ ...credentials, email: 'cy@example.com', name: 'Cy' })
      const cy = { ...credentials, email: 'cy@example.com' }
      const { accessToken } = await login(app, cy)
      expect(await me(app, accessToken)).toBe(200)
      expect((await plinth(['users', 'disable', '--email', 'CY@example.com'])).out).toBe('disabled CY@example.com\n')
      await vi.waitFor(async () => expect(await me(app, accessToken)).toBe(401), { timeout: 1_500, interval: 50 })
      expect((await login(app, cy)).status).toBe(401)
      await plinth(['users', 'enable', '--email', 'cy@example.com'])
      expect((await login(app, cy)).status).toBe(200)
    } finally {
      await app.stop()
    }
  })

  it('says that somebody has the address already', async () => {
    const { code, error } = await plinth([...ada, '--password-stdin'], 'another fine password')
    expect(code).toBe(1)
    expect(error).toContain('email: Somebody else has this already.')
  })
})
