import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Seed } from '../app/index.ts'
import { commandErrors } from './errors.ts'

/** The seeds of a project by name: the default exports of `seeds/*.ts`, in the order of their names. */
export async function loadSeeds(directory: string): Promise<ReadonlyMap<string, Seed>> {
  const files = globSync('seeds/*.{ts,js}', { cwd: directory }).sort()
  const seeds = new Map<string, Seed>()
  for (const file of files) {
    const loaded = ((await import(pathToFileURL(join(directory, file)).href)) as { default?: unknown }).default
    if (!isSeed(loaded)) throw commandErrors.SEED_INVALID({ file })
    seeds.set(basename(file).replace(/\.[jt]s$/, ''), loaded)
  }
  return seeds
}

function isSeed(value: unknown): value is Seed {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'seed'
}
