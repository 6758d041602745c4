import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ink } from 'plinth/commands'
import type { Blueprint } from '../blueprint/blueprint.ts'
import { cliErrors } from './errors.ts'

/** The folder of the frontend's existing build, where there is one; says so where there is none. */
export function findBuild(frontend: string, { frontends }: Blueprint): string | undefined {
  const named = frontends.flatMap(({ build }) => (build === undefined ? [] : [build]))
  const found = [...named, 'dist', 'build', 'out']
    .map(name => join(frontend, name))
    .find(folder => existsSync(join(folder, 'index.html')))
  if (found === undefined)
    console.log(`${ink.faint('The frontend has no build; only the API is served. `--build` makes one.')}\n`)
  return found
}

/** Runs `npm run build` in the frontend, with its output shown. BUILD_FAILED when it fails. */
export async function buildFrontend(frontend: string): Promise<void> {
  const child = spawn('npm', ['run', 'build'], { cwd: frontend, stdio: ['ignore', 'inherit', 'inherit'] })
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('exit', resolve))
  if (code !== 0) throw cliErrors.BUILD_FAILED({ folder: frontend, code })
}
