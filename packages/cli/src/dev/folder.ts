import { createHash } from 'node:crypto'
import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The sources of one side. */
export interface Folder {
  readonly path: string
  /** The names of files that count. */
  readonly files: RegExp
  /** Folders to leave out besides packages, builds and hidden ones: names, or whole paths. */
  readonly except: readonly string[]
}

const never = new Set(['node_modules', 'dist', 'build', 'out', 'coverage'])

/** A frontend: what is read, and the environment that it is read with. */
export function frontendFolder(path: string, except: readonly string[]): Folder {
  return { path, except, files: /\.(?:[cm]?[jt]sx?|vue|svelte|html|json)$|^\.env/ }
}

/** A backend: what runs. Its tests and its blueprint do not. */
export function backendFolder(path: string, except: readonly string[]): Folder {
  return { path, except: [...except, 'test'], files: /^(?!blueprint\.json$|tsconfig).*\.(?:[cm]?[jt]s|json|sql)$/ }
}

/** Every folder that may hold sources, the top one first. */
export function foldersIn(folder: Folder, from = folder.path): string[] {
  const inner = entriesOf(from).filter(entry => entry.isDirectory() && isIn(folder, from, entry.name))
  return [from, ...inner.flatMap(({ name }) => foldersIn(folder, join(from, name)))]
}

/** True for a folder inside of which sources are looked for. */
export function isIn({ except }: Folder, parent: string, name: string): boolean {
  return !name.startsWith('.') && !never.has(name) && !except.includes(name) && !except.includes(join(parent, name))
}

/** The same for the same sources: saving a file without a change changes nothing. */
export function fingerprint(folder: Folder): string {
  const hash = createHash('sha256')
  for (const path of foldersIn(folder))
    for (const entry of entriesOf(path).filter(one => one.isFile() && folder.files.test(one.name)))
      hash.update(join(path, entry.name)).update(textOf(join(path, entry.name)))
  return hash.digest('hex')
}

function entriesOf(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    // It went away meanwhile.
    return []
  }
}

function textOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    return Buffer.alloc(0)
  }
}
