// `npm test`: every test, with the skipped ones counted by name. `--strict` fails on a skip that is not in the list of
// what this machine cannot have. Other arguments go to Vitest.
import './check-node.js'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const { unavailable } = await import('./services.ts')
const root = join(import.meta.dirname, '..')
const strict = process.argv.includes('--strict')
const folder = mkdtempSync(join(tmpdir(), 'plinth-test-'))
const report = join(folder, 'report.json')

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const given = process.argv.slice(2).filter(argument => argument !== '--strict')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
const run = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...given], { cwd: root, stdio: 'inherit' })

const skipped = skippedSuites(report)
rmSync(folder, { recursive: true, force: true })
for (const [suite, count] of skipped) console.log(`skipped: ${suite} (${count} tests)`)
const refused = [...skipped.keys()].filter(
  suite => !Object.keys(unavailable).some(name => suite.includes(`needs ${name}`)),
)
if (strict && refused.length > 0) {
  console.error(`\n${refused.length} suites were skipped without being in the list of what this machine cannot have.`)
  process.exit(1)
}
process.exit(run.status ?? 1)

function skippedSuites(file) {
  const suites = new Map()
  for (const { assertionResults } of JSON.parse(readFileSync(file, 'utf8')).testResults) {
    for (const { status, ancestorTitles, title } of assertionResults) {
      if (status === 'passed' || status === 'failed') continue
      const suite = ancestorTitles[0] || title
      suites.set(suite, (suites.get(suite) ?? 0) + 1)
    }
  }
  return suites
}
