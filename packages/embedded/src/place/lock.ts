import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { EmbeddedError } from '../errors.ts'

// SQLite's file locks are the operating system's: any death frees them, so they are never stale, and they hold between
// containers that share the file, where process ids mean nothing.
const busy = 5

/** Frees a lock. Safe to call twice. */
export type Release = () => void

/** Runs `work` while nobody else holds the file's lock. Waits up to `patience` milliseconds (default 90 s) for it. */
export async function withLock<T>(file: string, work: () => Promise<T>, patience = 90_000): Promise<T> {
  const release = await waitForLock(file, patience)
  if (!release) {
    throw new EmbeddedError('EMBEDDED_IN_USE', `another process has held ${file} for ${patience / 1000} s`)
  }
  try {
    return await work()
  } finally {
    release()
  }
}

/** Takes the lock for itself alone, or answers undefined when that was not possible in `patience` milliseconds. */
export async function waitForLock(file: string, patience: number): Promise<Release | undefined> {
  const until = Date.now() + patience
  for (;;) {
    const release = tryLock(file, 'exclusive')
    if (release || Date.now() > until) return release
    await pause(10)
  }
}

/** Takes the lock at once, or answers undefined when somebody holds one that excludes it. */
export function tryLock(file: string, kind: 'shared' | 'exclusive'): Release | undefined {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { timeout: 0 })
    database.exec(kind === 'exclusive' ? 'BEGIN EXCLUSIVE' : 'BEGIN; SELECT count(*) FROM sqlite_master')
  } catch (cause) {
    if (database?.isOpen) database.close()
    if (cause instanceof Error && 'errcode' in cause && cause.errcode === busy) return undefined
    throw new EmbeddedError('EMBEDDED_DIRECTORY', `cannot lock ${file}`, { cause })
  }
  const held = database
  return () => {
    if (held.isOpen) held.close()
  }
}
