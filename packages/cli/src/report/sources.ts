import { readFileSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { SourceOf } from './places.ts'

/** Bytes of a file that is shown from; a larger one is no code that anybody wrote. */
const LARGEST = 2_000_000

/**
 * Reads the files that evidence names, inside of these folders only: a link or a path that leads out of them is not
 * followed, since a page may be given to others. Documents that the user named are shown too; recordings, which hold
 * secrets, are not among them.
 */
export function sourcesIn(folders: readonly string[], documents: readonly string[] = []): SourceOf {
  const named = new Map(documents.map(file => [file.replaceAll('\\', '/'), file]))
  const texts = new Map<string, string | undefined>()
  return file => {
    const document = named.get(file.replace(/#.*$/s, ''))
    if (document !== undefined) return readFileSync(document, 'utf8')
    if (!texts.has(file)) texts.set(file, textOf(folders, file))
    return texts.get(file)
  }
}

/** Evidence of one frontend is relative to it; that of several begins with the folder as it was named. */
function textOf(folders: readonly string[], file: string): string | undefined {
  for (const folder of folders) {
    const text = textIn(folder, folders.length === 1 ? resolve(folder, file) : resolve(file))
    if (text !== undefined) return text
  }
  return undefined
}

function textIn(folder: string, file: string): string | undefined {
  try {
    const path = realpathSync(file)
    const way = relative(realpathSync(folder), path)
    if (way === '' || way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) return undefined
    const found = statSync(path)
    return found.isFile() && found.size <= LARGEST ? readFileSync(path, 'utf8') : undefined
  } catch {
    // It is gone since it was read, or is no file: the page says that the code is not there.
    return undefined
  }
}
