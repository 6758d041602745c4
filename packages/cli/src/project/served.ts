import { type Dirent, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Folders whose files are copied into the build as they are, under the same address. */
const FOLDERS = ['public', 'static']

/**
 * Tells whether an address is a file of the frontend's own: `/flags/{code}.json` is, where `public/flags` holds `de.json`. Each
 * folder is listed once.
 */
export function servedFiles(root: string): (address: string) => boolean {
  const listed = new Map<string, Dirent[]>()
  const entriesOf = (folder: string): Dirent[] => {
    const entries = listed.get(folder) ?? list(folder)
    listed.set(folder, entries)
    return entries
  }
  const holds = (folder: string, [segment = '', ...rest]: readonly string[]): boolean => {
    // A hole alone would be any file: what is asked for by an id is no file.
    if (rest.length === 0 && /^\{\w+\}$/.test(segment)) return false
    const pattern = new RegExp(
      `^${segment
        .split(/\{\w+\}/)
        .map(escaped)
        .join('.+')}$`,
    )
    return entriesOf(folder).some(entry => {
      if (!pattern.test(entry.name)) return false
      return rest.length === 0 ? entry.isFile() : entry.isDirectory() && holds(join(folder, entry.name), rest)
    })
  }
  return address => {
    const segments = address.split('/').filter(segment => segment !== '')
    return segments.length > 0 && FOLDERS.some(folder => holds(join(root, folder), segments))
  }
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
