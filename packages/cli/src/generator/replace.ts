import { randomUUID } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { generatorErrors } from './errors.ts'

/** Writes a file at once, never half, with its folders. Throws PROJECT_UNWRITABLE. */
export function replace(target: string, text: string): void {
  const draft = `${target}.${randomUUID().slice(0, 8)}.tmp`
  try {
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(draft, text, { flag: 'wx' })
    renameSync(draft, target)
  } catch (cause) {
    rmSync(draft, { force: true })
    throw unwritable(target, cause)
  }
}

/** PROJECT_UNWRITABLE, with the system's own code. */
export function unwritable(path: string, cause: unknown) {
  const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown'
  return generatorErrors.PROJECT_UNWRITABLE(
    { path, reason, mend: 'Make room for it, or write to another folder.' },
    { cause },
  )
}
