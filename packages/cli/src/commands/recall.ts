import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Blueprint } from '../blueprint/blueprint.ts'
import { fingerprint, frontendFolder } from '../dev/folder.ts'
import { isSettled } from '../generator/settled.ts'

/** What a frontend was found to ask for, and when. */
export interface Recalled {
  readonly blueprint: Blueprint
  readonly since: Date
}

interface Mark {
  readonly frontend: string
  readonly reader: string
  readonly at: string
}

const mark = join('.plinth', 'read.json')

/**
 * The blueprint of a project that stands as it was written, for a frontend whose files are the same, byte for byte, and
 * by the same reader; undefined where anything differs, and the frontend has to be read. Costs 20 ms for the sample.
 */
export function recall(frontend: string, directory: string): Recalled | undefined {
  const kept = markIn(directory)
  if (kept?.frontend !== frontendPrint(frontend) || kept.reader !== readerPrint() || !isSettled(directory))
    return undefined
  const text = readFileSync(join(directory, 'blueprint.json'), 'utf8')
  return { blueprint: JSON.parse(text) as Blueprint, since: new Date(kept.at) }
}

/** Remembers that the project was written for the frontend as it was when `print` was taken. */
export function remember(print: string, directory: string): void {
  const kept: Mark = { frontend: print, reader: readerPrint(), at: new Date().toISOString() }
  mkdirSync(join(directory, '.plinth'), { recursive: true })
  writeFileSync(join(directory, mark), JSON.stringify(kept))
}

/** SHA-256 of what a reader may look at: sources, pages, environment, and the compiler options of the folders above. */
export function frontendPrint(frontend: string): string {
  const hash = createHash('sha256').update(fingerprint(frontendFolder(frontend, [])))
  for (let folder = dirname(frontend); ; folder = dirname(folder)) {
    for (const name of namesIn(folder).filter(each => /^[tj]sconfig.*\.json$/.test(each)))
      hash.update(readFileSync(join(folder, name)))
    if (folder === dirname(folder)) return hash.digest('hex')
  }
}

/** SHA-256 of this package, sources or built: another reader may find more. */
function readerPrint(): string {
  const path = fileURLToPath(new URL('..', import.meta.url))
  const own = fingerprint({ path, files: /\.[jt]s$/, except: ['test'] })
  return createHash('sha256')
    .update(own)
    .update(readFileSync(join(path, '..', 'package.json')))
    .digest('hex')
}

function markIn(directory: string): Mark | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, mark), 'utf8')) as Mark
  } catch {
    // There is none, or it is broken: the frontend is read.
    return undefined
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
