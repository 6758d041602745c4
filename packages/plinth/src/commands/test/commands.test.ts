import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const packageRoot = join(import.meta.dirname, '..', '..', '..')
const command = join(packageRoot, 'bin', 'plinth.js')
let place: string

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'plinth-commands-'))
  mkdirSync(join(place, 'node_modules'))
  mkdirSync(join(place, 'empty'))
  symlinkSync(packageRoot, join(place, 'node_modules', 'plinth'))
})
afterAll(() => rmSync(place, { recursive: true, force: true }))

interface Said {
  readonly code: number
  readonly out: string
  readonly error: string
}

/** Runs `plinth …` in the place of these tests. */
function plinth(words: string, env: Readonly<Record<string, string>> = {}): Promise<Said> {
  const options = { cwd: place, env: { PATH: process.env.PATH, NO_COLOR: '1', ...env }, encoding: 'utf8' } as const
  const args = ['--conditions=source', command, ...words.split(' ').filter(word => word !== '')]
  return new Promise(resolve => {
    const child = execFile(process.execPath, args, options, (_failed, out, error) =>
      resolve({ code: child.exitCode ?? -1, out, error }),
    )
  })
}

/** Writes files of a project. */
function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, path)), { recursive: true })
    writeFileSync(join(place, path), text)
  }
}

interface Refusal {
  readonly words: string
  readonly files?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly code: string
  readonly has: readonly string[]
  readonly lacks?: readonly string[]
}

const refusals: Readonly<Record<string, Refusal>> = {
  'an unknown command, with the nearest': {
    words: 'strat',
    code: 'COMMAND_UNKNOWN',
    has: ['no command `plinth strat`', 'Did you mean `plinth start`?', '`plinth help`'],
  },
  'a command that objects have by nature': { words: 'constructor', code: 'COMMAND_UNKNOWN', has: ['constructor'] },
  'an unknown flag': { words: 'start --prt 1', code: 'COMMAND_MISUSED', has: ["'--prt'", '`plinth start --help`'] },
  'an unknown part of a command': {
    words: 'migrate nonsense',
    code: 'COMMAND_MISUSED',
    has: ['`plinth migrate nonsense`'],
  },
  'a port that is none': { words: 'start --port abc', code: 'COMMAND_MISUSED', has: ['--port', '"abc"', '65535'] },
  'a port out of range': { words: 'start --port 65536', code: 'COMMAND_MISUSED', has: ['"65536"'] },
  'a folder without a backend': {
    words: 'start empty',
    code: 'BACKEND_MISSING',
    has: ['no backend.ts in empty', 'plinth new'],
  },
  'a folder that is not there': { words: 'start nowhere', code: 'BACKEND_MISSING', has: ['nowhere'] },
  'a backend that is none': {
    words: 'start other',
    files: { 'other/backend.ts': 'export default { name: "x" }\n' },
    code: 'BACKEND_INVALID',
    has: ['other/backend.ts', 'export default defineBackend'],
  },
  'a backend with a syntax error, and names the place': {
    words: 'start broken',
    files: { 'broken/backend.ts': "export default {\n  name: 'x',,\n}\n" },
    code: 'BACKEND_FAILED',
    has: ['broken/backend.ts', "name: 'x',,", 'SyntaxError'],
    lacks: ['node:internal'],
  },
  'a backend with syntax that is not erased, and names the place': {
    words: 'start coloured',
    files: { 'coloured/backend.ts': '\nenum Color { Red }\nexport default Color\n' },
    code: 'BACKEND_FAILED',
    has: ['coloured/backend.ts:2', 'enum is not supported'],
  },
  'a backend that fails in a file of its own, and names the line': {
    words: 'migrate --dir failing',
    files: {
      'failing/backend.ts': "import { made } from './made.ts'\nexport default made\n",
      'failing/made.ts': '\n\nexport const made = JSON.parse("{")\n',
    },
    code: 'BACKEND_FAILED',
    has: ['failing/made.ts:3', 'SyntaxError'],
    lacks: ['node:internal', 'load.ts'],
  },
  'a backend that imports what is not there': {
    words: 'start lost',
    files: { 'lost/backend.ts': "import 'nothing-at-all'\n" },
    code: 'BACKEND_FAILED',
    has: ["'nothing-at-all'", 'lost/backend.ts'],
    lacks: ['node:internal'],
  },
  'an option that is misspelt, with the nearest': {
    words: 'start misspelt',
    files: {
      'misspelt/backend.ts':
        "import { defineBackend } from 'plinth'\nexport default defineBackend({ name: 'x', schema: {}, modulse: [] })\n",
    },
    code: 'OPTION_UNKNOWN',
    has: ['modulse', 'Did you mean modules?'],
  },
  'a configuration with several problems, all in one message': {
    words: 'config',
    env: { PORT: 'abc', LOG_LEVEL: 'loud', DATABASE_ULR: 'x', AUTH_SECRET: 'too-short' },
    code: 'CONFIG_INVALID',
    has: ['PORT is "abc"', 'LOG_LEVEL is "loud"', 'Did you mean DATABASE_URL?', 'AUTH_SECRET', '32 characters'],
    lacks: ['too-short'],
  },
}

describe('refuses, in a few lines and with exit code 1,', () => {
  test.concurrent.each(Object.entries(refusals))('%s', async (_, { words, files = {}, env, code, has, lacks = [] }) => {
    write(files)
    const said = await plinth(words, env)
    expect(said).toMatchObject({ code: 1, out: '' })
    expect(said.error).toContain(`[${code}]`)
    for (const text of has) expect(said.error).toContain(text)
    for (const text of lacks) expect(said.error).not.toContain(text)
    expect(said.error.trimEnd().split('\n').length).toBeLessThan(12)
  })

  test('and leaves nothing behind', async () => {
    await plinth('start empty')
    expect(existsSync(join(place, 'empty', '.plinth'))).toBe(false)
    expect(existsSync(join(place, '.plinth'))).toBe(false)
  })
})

describe('help', () => {
  test.concurrent.each(['', 'help', '--help', '-h'])('of `plinth %s` lists every command', async words => {
    const { code, out, error } = await plinth(words)
    expect([code, error]).toEqual([0, ''])
    for (const verb of ['run', 'detect', 'new', 'check', 'dev', 'start', 'migrate', 'seed', 'config'])
      expect(out).toMatch(new RegExp(`^ {2}${verb} +[A-Z]`, 'm'))
  })

  test.concurrent.each([
    ['start', '--port <value>'],
    ['migrate', '--rename <value>'],
    ['seed', 'plinth seed'],
    ['config', '--json'],
  ])('of `plinth %s` says how, and does nothing', async (verb, says) => {
    const { code, out, error } = await plinth(`${verb} --help`)
    expect([code, error]).toEqual([0, ''])
    expect(out).toContain(`plinth ${verb}`)
    expect(out).toContain(says)
  })
})

test('`plinth config` shows values, and never a secret', async () => {
  const env = { DATABASE_URL: 'postgres://me:hunter22@db.example/x', AUTH_SECRET: 'x'.repeat(40), PORT: '4321' }
  for (const words of ['config', 'config --json']) {
    const { code, out } = await plinth(words, env)
    expect(code).toBe(0)
    expect(out).toContain('4321')
    expect(out).toContain('db.example')
    expect(out).not.toContain('hunter22')
    expect(out).not.toContain('xxxx')
  }
})
