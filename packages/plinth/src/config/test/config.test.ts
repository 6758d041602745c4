import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { describeConfig, loadConfig } from '../index.ts'

const folder = mkdtempSync(join(tmpdir(), 'config-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('names every problem in one message, with what was expected', () => {
  const env = { PORT: 'x', LOG_LEVEL: 'loud', ALLOWED_ORIGINS: '*', DATABASE_URL: 'mysql://u:hunter2@h/d' }
  expect(() => loadConfig(env)).toThrow(
    /PORT is "x".*0 to 65535[\s\S]*LOG_LEVEL[\s\S]*DATABASE_URL[\s\S]*ALLOWED_ORIGINS|PORT[\s\S]*ALLOWED_ORIGINS/,
  )
})

it('never shows a secret in a problem', () => {
  const attempt = () => loadConfig({ DATABASE_URL: 'mysql://u:hunter2@h/d', AUTH_SECRET: 'short-canary' })
  expect(attempt).toThrow(/AUTH_SECRET/)
  expect(attempt).not.toThrow(/hunter2|short-canary/)
})

it('names the variable that was probably meant', () => {
  expect(() => loadConfig({ DATABASE_ULR: 'postgres://h/d' })).toThrow(
    /DATABASE_ULR is not known. Did you mean DATABASE_URL/,
  )
})

it('leaves variables of others alone', () => {
  expect(loadConfig({ PATH: '/bin', DATABASE: 'x', npm_config_cache: 'y' }).PORT).toBe(4000)
})

it('reads secrets from NAME_FILE, and says which file is missing', () => {
  const file = join(folder, 'secret')
  writeFileSync(file, `${'s'.repeat(40)}\n`)
  expect(loadConfig({ AUTH_SECRET_FILE: file }).AUTH_SECRET).toBe('s'.repeat(40))
  expect(() => loadConfig({ AUTH_SECRET_FILE: join(folder, 'none') })).toThrow(/AUTH_SECRET.*readable file/)
})

it('shows values in force with secrets masked', () => {
  const shown = describeConfig(
    loadConfig({ DATABASE_URL: 'postgres://app:hunter2@db:5432/shop', AUTH_SECRET: 'x'.repeat(32) }),
  )
  expect(shown.find(v => v.name === 'DATABASE_URL')?.value).toBe('postgres://***@db:5432')
  expect(JSON.stringify(shown)).not.toMatch(/hunter2|xxxx/)
})
