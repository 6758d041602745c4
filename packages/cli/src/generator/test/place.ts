import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../../../..')

/** A folder of its own that finds the repository's packages. */
export function makePlace(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-generator-'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Runs a program of the repository's `node_modules/.bin`, or Node itself, and gives what it said. */
export function run(
  command: string,
  args: readonly string[],
  folder: string,
): Promise<{ code: number | null; output: string }> {
  const program = command === 'node' ? process.execPath : join(root, 'node_modules/.bin', command)
  return new Promise((resolve, reject) => {
    // The test runner's own variables would make `node --test` report to it.
    const { NODE_TEST_CONTEXT: _, VITEST: __, NODE_ENV: ___, ...env } = process.env
    const child = spawn(program, args, {
      cwd: folder,
      env: { ...env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', chunk => (output += chunk))
    child.stderr.on('data', chunk => (output += chunk))
    child.on('error', reject)
    child.on('close', code => resolve({ code, output }))
  })
}
