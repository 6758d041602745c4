// `npm run typecheck`: the repository, then each example by itself, since a backend declares the one `Register` of its
// program, and a page runs in a browser.
import './check-node.js'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
const projects = [
  '.',
  'examples/blog',
  'examples/storefront/backend',
  'examples/storefront/frontend',
  'examples/storefront/test',
]

for (const project of projects) {
  const { status } = spawnSync(process.execPath, [tsc, '--noEmit', '-p', join(root, project)], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
