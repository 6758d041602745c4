// Takes frontends all the way: a backend is written for each, type-checked, booted on an embedded database, asked all
// that the frontend asks, and compared with the frontend.
//
//   node --conditions=source scripts/check-new.ts FRONTEND... [--into DIR] [--limit SECONDS]
//
// Prints a line a frontend: operations, working, 501, those whose path no route can have, and wrong, which is what fails
// its contract test or differs. Below it, what is wrong. Projects are left in DIR, each under its name; by default they go away. Every step may take
// --limit seconds (default 180) and is stopped then, with all that it started. Exits with 1 where anything is wrong.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { projectName } from '../packages/cli/src/commands/name.ts'
import { readFrontends } from '../packages/cli/src/commands/read.ts'
import { settleProject } from '../packages/cli/src/generator/index.ts'

const root = resolve(import.meta.dirname, '..')
const plinth = join(root, 'packages', 'plinth', 'bin', 'plinth.js')
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    into: { type: 'string' },
    limit: { type: 'string', default: '180' },
    write: { type: 'string' },
  },
})
const limit = Number(values.limit) * 1000

interface Written {
  /** `GET /api/products`: what living code asks for. */
  readonly asked: readonly string[]
  readonly pending: readonly string[]
  /** Their path is none that a route can have: the blueprint says so. */
  readonly outside: readonly string[]
}

interface Verdict {
  readonly operations: number
  readonly working: number
  readonly pending: number
  readonly outside: number
  readonly wrong: number
  /** What failed, a line each. */
  readonly said: readonly string[]
  readonly seconds: { readonly all: number; readonly read: number; readonly compare: number }
}

interface Ran {
  readonly code: number | null
  readonly output: string
  readonly seconds: number
}

if (values.write !== undefined) await write(positionals[0] ?? '.', values.write)
else await judgeAll(positionals)

/** In a process of its own, which can be stopped. */
async function write(frontend: string, directory: string): Promise<void> {
  const { blueprint } = await readFrontends([frontend], projectName(frontend))
  await settleProject(directory, blueprint)
  const outside = new Set(blueprint.unresolved.map(({ text }) => text))
  const asked = blueprint.endpoints.filter(
    ({ live, kind, method }) => live && /api|form/.test(kind) && method !== 'HEAD',
  )
  const pending = blueprint.actions.flatMap(action => (action.kind === 'pending' ? action.endpoints : []))
  const keys = asked.map(({ method, path }) => `${method} ${path}`)
  const written: Written = { asked: keys, pending, outside: keys.filter(key => outside.has(key.slice(0, 80))) }
  console.log(JSON.stringify(written))
}

async function judgeAll(frontends: readonly string[]): Promise<void> {
  const into = values.into === undefined ? mkdtempSync(join(root, '.plinth', 'new-')) : resolve(values.into)
  try {
    row(['frontend', 'operations', 'working', '501', 'no route', 'wrong', 'seconds', 'read', 'check'])
    for (const frontend of frontends) {
      const name = nameOf(frontend)
      const { operations, working, pending, outside, wrong, said, seconds } = await judge(
        resolve(frontend),
        join(into, name),
      )
      const times = [seconds.all, seconds.read, seconds.compare].map(each => each.toFixed(1))
      row([name, ...[operations, working, pending, outside, wrong].map(String), ...times])
      for (const line of said) console.log(`  ${line}`)
      if (said.length > 0) process.exitCode = 1
    }
  } finally {
    if (values.into === undefined) rmSync(into, { recursive: true, force: true })
  }
}

function row([name = '', ...cells]: readonly string[]): void {
  console.log(`${name.padEnd(24)} ${cells.map(cell => cell.padStart(10)).join(' ')}`)
}

function nameOf(frontend: string): string {
  const parts = resolve(frontend).split('/').slice(-2)
  return projectName(parts.join('-'))
}

async function judge(frontend: string, directory: string): Promise<Verdict> {
  const begun = performance.now()
  prepareFolder(directory)
  const made = await run([fileURLToPath(import.meta.url), frontend, '--write', directory])
  if (made.code !== 0) {
    const seconds = { all: since(begun), read: made.seconds, compare: 0 }
    return { operations: 0, working: 0, pending: 0, outside: 0, wrong: 0, said: [`new: ${lastOf(made)}`], seconds }
  }
  const { asked, pending, outside } = JSON.parse(made.output.trim().split('\n').at(-1) ?? '') as Written
  const [typed, booted, tested] = [await typeCheck(directory), await boot(directory), await testContract(directory)]
  const compared = await run([plinth, 'check', frontend, '--backend', directory, '--json'])
  const found = differencesIn(compared)
  const wrong = new Set([...tested.failed.keys(), ...found.keys()].filter(key => asked.includes(key)))
  const left = asked.filter(key => pending.includes(key) && !wrong.has(key)).length
  const lost = typed.length + booted.length > 0 || (tested.passed === 0 && asked.length > 0)
  return {
    operations: asked.length,
    working: lost ? 0 : asked.length - left - wrong.size - outside.length,
    pending: left,
    outside: outside.length,
    wrong: wrong.size,
    said: [
      ...typed.map(line => `type: ${line}`),
      ...booted.map(line => `boot: ${line}`),
      ...[...tested.failed].map(([ask, reason]) => `contract: ${ask}: ${reason}`),
      ...[...found].flatMap(([ask, all]) => all.map(each => `check: ${ask}: ${each}`)),
    ],
    seconds: { all: since(begun), read: made.seconds, compare: compared.seconds },
  }
}

/** The packages are those of this repository, wherever the project is. */
function prepareFolder(directory: string): void {
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory, { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'))
}

async function typeCheck(directory: string): Promise<string[]> {
  const { code, output } = await run([tsc, '-p', directory, '--customConditions', 'source'])
  return code === 0 ? [] : output.trim().split('\n')
}

/** Starts it with its demo data, asks whether it is ready, and stops it. */
async function boot(directory: string): Promise<string[]> {
  let answer = 'it was not ready'
  let asked = false
  const args = [plinth, 'start', directory, '--port', '0', '--seed']
  const { code, output } = await run(args, async (said, stop) => {
    const [, url] = /health\S*\s+\S*?(http:\/\/[\w.:/-]+)/.exec(said) ?? []
    if (url === undefined || asked) return
    asked = true
    answer = await fetch(url).then(
      ({ status }) => String(status),
      error => String(error),
    )
    stop()
  })
  return code === 0 && answer === '200' ? [] : [`${answer}: ${output.trim().slice(-600)}`]
}

async function testContract(directory: string): Promise<{ passed: number; failed: Map<string, string> }> {
  const file = join(directory, 'test', 'contract.test.ts')
  if (!existsSync(file)) return { passed: 0, failed: new Map() }
  const { code, output } = await run(['--test', '--test-reporter=tap', file])
  const failed = new Map<string, string>()
  for (const [, name = '', rest = ''] of output.matchAll(/^not ok \d+ - (.*)\n([\s\S]*?)^ {2}\.\.\.$/gm)) {
    const [, ask = name] = /^(\S+ \S+?),? (?:gives|understands|asked) /.exec(name.replaceAll('\\', '')) ?? []
    failed.set(ask, / error: (?:\|-\n)?\s*(.*)/.exec(rest)?.[1]?.slice(0, 400) ?? '')
  }
  const passed = output.match(/^ok \d+ /gm)?.length ?? 0
  if (code !== 0 && failed.size === 0) failed.set('all', output.slice(-600))
  return { passed, failed }
}

interface Difference {
  readonly endpoint: string
  readonly kind: string
  readonly name: string
  readonly detail?: string
}

/** Notes and what answers 501 are no differences. */
function differencesIn({ code, output, seconds }: Ran): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const text = /^\[(?:\]|\n {2}\{[\s\S]*^\])$/m.exec(output)?.[0]
  if (text === undefined || (code !== 0 && code !== 1)) return found.set('all', [lastOf({ code, output, seconds })])
  for (const { endpoint, kind, name, detail } of JSON.parse(text) as Difference[])
    if (kind !== 'key' && kind !== 'ignored')
      found.set(endpoint, [...(found.get(endpoint) ?? []), `${kind} ${name} ${detail ?? ''}`.trim()])
  return found
}

/** A process with all that it starts; it is stopped when it takes too long. */
async function run(args: readonly string[], follow?: (output: string, stop: () => void) => unknown): Promise<Ran> {
  const begun = performance.now()
  const child = spawn(process.execPath, ['--conditions=source', ...args], {
    cwd: root,
    detached: true,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'test', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(-(child.pid ?? 0), name)
    } catch {
      // It has ended already.
    }
  }
  const timer = setTimeout(() => signal('SIGKILL'), limit)
  const keep = (chunk: Buffer): void => {
    output += chunk.toString()
    follow?.(output, () => child.kill('SIGTERM'))
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const code = await new Promise<number | null>(done => child.on('close', done).on('error', () => done(null)))
  clearTimeout(timer)
  signal('SIGKILL')
  return { code, output, seconds: since(begun) }
}

function lastOf({ code, output, seconds }: Ran): string {
  return code === null ? `stopped after ${seconds.toFixed(0)} s` : output.trim().slice(-600)
}

function since(begun: number): number {
  return (performance.now() - begun) / 1000
}
