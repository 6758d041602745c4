import { basename, dirname, resolve } from 'node:path'

const generic = new Set(['frontend', 'web', 'client', 'ui', 'app', 'src', 'webapp', 'www'])

/** A name for the backend: the folder's, or its parent's where the folder is called what every frontend is called. */
export function projectName(folder: string): string {
  const path = resolve(folder)
  const name = generic.has(basename(path)) ? basename(dirname(path)) : basename(path)
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
  return plain === '' ? 'backend' : plain
}
