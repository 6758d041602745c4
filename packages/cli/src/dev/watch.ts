import { type FSWatcher, lstatSync, watch } from 'node:fs'
import { join } from 'node:path'
import { type Folder, foldersIn, isIn } from './folder.ts'

/** Long enough for an editor that saves all its files, in milliseconds. */
const burst = 100

/**
 * Calls `changed` when a burst of changes to the folders' sources is over (100 ms). Each source folder is watched by
 * itself: one recursive watch would take `node_modules` too, which on Linux is a watch for each folder in it.
 */
export class SourceWatcher {
  readonly #changed: () => void
  readonly #watchers = new Map<string, FSWatcher>()
  #timer: NodeJS.Timeout | undefined

  constructor(folders: readonly Folder[], changed: () => void) {
    this.#changed = changed
    for (const folder of folders) this.#add(folder, folder.path)
  }

  stop(): void {
    clearTimeout(this.#timer)
    for (const watcher of this.#watchers.values()) watcher.close()
    this.#watchers.clear()
  }

  #add(folder: Folder, from: string): void {
    for (const path of foldersIn(folder, from)) {
      this.#drop(path)
      const watcher = open(path, name => this.#see(folder, path, name))
      watcher?.on('error', () => this.#drop(path))
      if (watcher !== undefined) this.#watchers.set(path, watcher)
    }
  }

  #drop(path: string): void {
    this.#watchers.get(path)?.close()
    this.#watchers.delete(path)
  }

  #see(folder: Folder, path: string, name: string | null): void {
    if (name === null || folder.files.test(name)) this.#soon()
    else if (isIn(folder, path, name) && isFolder(join(path, name))) {
      this.#add(folder, join(path, name))
      this.#soon()
    } else if (this.#watchers.has(join(path, name))) {
      this.#drop(join(path, name))
      this.#soon()
    }
  }

  #soon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#changed, burst)
  }
}

/** Undefined for a folder that went away meanwhile. */
function open(path: string, see: (name: string | null) => void): FSWatcher | undefined {
  try {
    return watch(path, (_event, name) => see(name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
