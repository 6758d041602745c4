// `npm start [-- FRONTEND]`: reads a frontend, writes its backend and starts both. Without a frontend: the sample,
// whose page is built first where its sources changed.
import './check-node.js'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const sample = join(root, 'examples', 'storefront', 'frontend')
enableCompileCache?.()
const { main } = await import('plinth/commands')

const given = process.argv.slice(2)
// Flags alone are about the sample: `npm start -- --reset`.
const isSample = given.every(argument => argument.startsWith('-'))
if (isSample) buildSample()
process.exitCode = await main(['run', ...(isSample ? [sample, ...given] : given)])

function buildSample() {
  const mark = join(sample, 'dist', '.sources')
  const sources = sourceHash()
  if (existsSync(mark) && readFileSync(mark, 'utf8') === sources) return
  console.log('Building the page of the sample …')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: sample,
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
  writeFileSync(mark, sources)
}

function sourceHash() {
  const hash = createHash('sha256')
  const inside = readdirSync(join(sample, 'src'), { recursive: true, withFileTypes: true })
  const files = inside.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  for (const name of ['index.html', 'package.json', 'vite.config.ts']) files.push(join(sample, name))
  for (const file of files.sort()) hash.update(file.slice(sample.length)).update(readFileSync(file))
  return hash.digest('hex')
}
