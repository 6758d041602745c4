import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Backend } from '../app/index.ts'
import { commandErrors } from './errors.ts'

/** Imports `backend.ts` (or the built `backend.js`) of a project. Type-stripping is Node's own: nothing is compiled. */
export async function loadBackend(directory: string): Promise<Backend> {
  const file = ['backend.ts', 'backend.js'].map(name => join(resolve(directory), name)).find(path => existsSync(path))
  if (file === undefined) throw commandErrors.BACKEND_MISSING({ directory: relative('.', directory) || '.' })
  const loaded = await importOf(file)
  if (!isBackend(loaded)) throw commandErrors.BACKEND_INVALID({ file: relative('.', file) })
  return loaded
}

async function importOf(file: string): Promise<unknown> {
  try {
    return ((await import(pathToFileURL(file).href)) as { default?: unknown }).default
  } catch (cause) {
    if (cause instanceof Error && 'hint' in cause) throw cause
    const reason = cause instanceof Error ? placeAndMessage(cause) : String(cause)
    throw commandErrors.BACKEND_FAILED({ file: relative('.', file), reason }, { cause })
  }
}

/** What Node says, with the place, and without its own steps and ours. */
function placeAndMessage({ stack, message }: Error): string {
  const lines = (stack ?? message).split('\n')
  const inside = /^\s+at .*(?:node:internal\/|commands\/load\.[jt]s)/
  return lines
    .filter(line => line.trim() !== '' && !inside.test(line))
    .slice(0, 8)
    .join('\n')
}

function isBackend(value: unknown): value is Backend {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'backend'
}
