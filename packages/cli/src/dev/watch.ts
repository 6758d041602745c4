import { type FSWatcher, watch } from 'node:fs'

const ignored = /(^|[\\/])(node_modules|\.git|\.plinth|dist|build|coverage|migrations)([\\/]|$)/
const source = /\.(?:[cm]?[jt]sx?|vue|svelte|html|json)$/

/** Calls `changed` once a burst of changes to source files is over (100 ms), never twice at a time. */
export function watchSources(folder: string, changed: () => Promise<void>): { stop(): void } {
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  const watcher: FSWatcher = watch(folder, { recursive: true }, (_event, file) => {
    if (file === null || ignored.test(file) || !source.test(file)) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running.then(changed).catch(() => undefined)
    }, 100)
  })
  return {
    stop() {
      clearTimeout(timer)
      watcher.close()
    },
  }
}
