import { execFile } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { nodePath, root, withoutRunner } from './programs.ts'

const frontend = join(root, 'examples/storefront/frontend')
const dist = join(frontend, 'dist')

/** The folder of the frontend. Builds it first where its build is missing or older than its sources. */
export async function builtFrontend(): Promise<string> {
  if (isOlderThanSources(join(dist, 'index.html'))) {
    const vite = join(root, 'node_modules/vite/bin/vite.js')
    await promisify(execFile)(nodePath, [vite, 'build', '--logLevel', 'warn'], { cwd: frontend, env: withoutRunner() })
  }
  return frontend
}

function isOlderThanSources(page: string): boolean {
  if (!existsSync(page)) return true
  const built = statSync(page).mtimeMs
  const sources = globSync(['src/**/*.*', 'public/**/*.*', 'index.html', 'package.json', 'vite.config.ts'], {
    cwd: frontend,
  })
  return sources.some(file => statSync(join(frontend, file)).mtimeMs > built)
}
