// Lets sqlmap (Debian's) loose on every operation of the archive, as somebody signed in. Level 1, risk 1, one thread,
// a limit of time; not a part of CI. Install it first: apt-get install sqlmap.
//
//   node --conditions=source scripts/sqlmap.ts [--minutes 10] [--each 30] [--only papers.list,papers.get]
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openArchive } from '../packages/plinth/src/app/test/archive.ts'
import { bodyOf, pathOf, rowsFor } from '../packages/plinth/src/testing/attack/ask.ts'
import { type Target, targetsOf } from '../packages/plinth/src/testing/attack/surface.ts'
import { makeWorld } from '../packages/plinth/src/testing/attack/world.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    each: { type: 'string', default: '30' },
    only: { type: 'string', default: '' },
  },
})
const until = Date.now() + Number(values.minutes) * 60_000

const archive = await openArchive()
const folder = mkdtempSync(join(tmpdir(), 'plinth-sqlmap-'))
const found: string[] = []
const left: string[] = []
const cut: string[] = []
let tried = 0
try {
  const url = await archive.app.app.listen({ host: '127.0.0.1', port: 0 })
  const world = await makeWorld(archive.app, {})
  const person = world.people[0]
  if (person === undefined) throw new TypeError('nobody to ask as')
  const token = Object.entries(person.headers).map(([name, value]) => `${name}: ${value}`)
  for (const target of targetsOf(archive.app)) {
    const isTested = target.query.length > 0 || target.params.length > 0 || target.body !== undefined
    // These end the session that the others are asked with.
    if (!isTested || /^auth\.(logout|delete|changePassword|end|refresh|switch)/.test(target.name)) continue
    if (values.only !== '' && !values.only.split(',').includes(target.name)) continue
    if (Date.now() > until) {
      left.push(target.name)
      continue
    }
    tried += 1
    const { output, isCut } = await run(await argumentsFor(target, { url, token }))
    if (isCut) cut.push(target.name)
    const injectable = output.includes('sqlmap identified the following injection point')
    if (injectable) found.push(`${target.name}\n${output.slice(-1500)}`)
    console.log(`${injectable ? 'FOUND' : isCut ? 'cut  ' : 'clean'}  ${target.method} ${target.path}`)
  }

  async function argumentsFor(target: Target, { url, token }: { url: string; token: readonly string[] }) {
    const whose = { side: world.sides.a, user: person?.actor.id ?? '' }
    const rows = await rowsFor(
      world,
      target,
      target.params.map(() => whose),
    )
    let at = 0
    const ids = pathOf(world, target, rows)
    // A star marks a place in the path for sqlmap.
    const path = target.path.replace(/\{\w+\}/g, () => `${ids[at++]}*`)
    const query = target.query.map(({ name }) => `${encodeURIComponent(name)}=1`).join('&')
    const body = person === undefined ? undefined : bodyOf(world, { target, person }, whose)
    const address = `${new URL(url).origin}${path}${query === '' ? '' : `?${query}`}`
    return [
      ...['-u', address, '--method', target.method, '--headers', token.join('\n')],
      ...(body === undefined ? [] : ['--data', JSON.stringify(body)]),
      ...['--batch', '--level', '1', '--risk', '1', '--threads', '1', '--dbms', 'PostgreSQL', '--technique', 'BEU'],
      ...['--timeout', '5', '--retries', '0', '--flush-session', '--output-dir', folder, '--disable-coloring'],
      ...['--ignore-code', '*', '--skip-waf'],
    ]
  }
} finally {
  await archive.stop()
  rmSync(folder, { recursive: true, force: true })
}

console.log(`\n${tried} operations tried, ${cut.length} cut short, ${left.length} not reached, ${found.length} found`)
for (const problem of found) console.log(`\n${problem}`)
if (found.length > 0) process.exitCode = 1

function run(given: readonly string[]): Promise<{ output: string; isCut: boolean }> {
  return new Promise((resolve, reject) => {
    const child = spawn('sqlmap', given)
    let output = ''
    let isCut = false
    const timer = setTimeout(() => {
      isCut = true
      child.kill()
    }, Number(values.each) * 1000)
    child.stdout.on('data', data => (output += data))
    child.stderr.on('data', data => (output += data))
    child.on('error', reject)
    child.on('close', () => {
      clearTimeout(timer)
      resolve({ output, isCut })
    })
  })
}
