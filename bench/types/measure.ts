import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from './generate.ts'

const root = join(import.meta.dirname, '..', '..')
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
const flags = ['--noEmit', '--singleThreaded', '--extendedDiagnostics', '--pretty', 'false']

/** What one type check took, on one thread. */
export interface TypeCost {
  readonly seconds: number
  readonly instantiations: number
  readonly megabytes: number
  /** What the compiler complained about; empty when it did not. */
  readonly errors: string
}

/** Generates a backend of that many resources and actions in the repository's `.plinth`, type-checks it, and removes it. */
export function measureTypes(count: number): TypeCost {
  mkdirSync(join(root, '.plinth'), { recursive: true })
  const folder = mkdtempSync(join(root, '.plinth', 'types-bench-'))
  try {
    generate(folder, count)
    const run = spawnSync(process.execPath, [tsc, '-p', folder, ...flags], { encoding: 'utf8' })
    return costOf(run.stdout, run.status === 0 ? '' : complaints(run.stdout, run.stderr))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function costOf(printed: string, errors: string): TypeCost {
  const read = (label: string): number => Number(new RegExp(`^${label}:\\s+([\\d.]+)`, 'm').exec(printed)?.[1])
  return {
    seconds: read('Total time'),
    instantiations: read('Instantiations'),
    megabytes: Math.round(read('Memory used') / 1024),
    errors,
  }
}

function complaints(stdout: string, stderr: string): string {
  const lines = stdout.split('\n').filter(line => line.includes('error TS'))
  return `${lines.join('\n')}${stderr}\n`
}
