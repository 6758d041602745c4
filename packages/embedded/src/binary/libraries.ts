import fs from 'node:fs'
import path from 'node:path'
import { systemCode } from '../errors.ts'
import { isRoot } from '../place/account.ts'

/**
 * npm packs no symbolic links, and the binaries look for their libraries by linked names. The package makes the links in
 * an install script, which npm may skip and a read-only node_modules forbids: so they are made here, in a folder of our own.
 */
export function linkLibraries(binary: string, folder: string): void {
  const list = path.join(binary, 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  fs.mkdirSync(folder, { recursive: true, mode: 0o755 })
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    linkOnce(path.join(binary, 'lib', path.basename(source)), path.join(folder, path.basename(target)))
  }
  if (!isRoot) return
  const { uid, gid } = fs.statSync(path.dirname(folder))
  fs.chownSync(folder, uid, gid)
}

/** The environment of PostgreSQL's programs: nothing of ours leaks in, and messages stay in English for `launch.ts`. */
export function programEnvironment(binary: string, folder: string): Record<string, string> {
  const libraries = `${folder}:${path.join(binary, 'lib')}`
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'
  return { LC_ALL: 'C', TZ: 'UTC', ...(process.platform === 'win32' ? {} : { [variable]: libraries }) }
}

function linkOnce(source: string, link: string): void {
  const present = fs.lstatSync(link, { throwIfNoEntry: false })
  if (present?.isSymbolicLink() && fs.readlinkSync(link) === source) return
  fs.rmSync(link, { force: true })
  try {
    fs.symlinkSync(source, link)
  } catch (error) {
    // Several servers may share one copy of the binaries: whoever comes first makes the same link.
    if (systemCode(error) !== 'EEXIST') throw error
  }
}
