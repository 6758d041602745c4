import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { systemCode } from '../errors.ts'
import type { Binary } from './find.ts'

/**
 * Gives every user a way to the programs, for root whose node_modules lie below a folder of mode 0700. Hard links where
 * the file system allows them (20 ms and no space), else a copy (0.5 s and 60 MB). Only root calls this.
 *
 * @returns the copy's folder, or undefined where none could be made.
 */
export function copyBinary(binary: Binary, how: 'link' | 'copy'): string | undefined {
  const program = fs.statSync(path.join(binary.directory, 'bin', 'postgres'))
  const key = [fs.realpathSync(binary.directory), program.ino, program.mtimeMs, how].join('\n')
  const name = `native-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`
  for (const parent of binary.copies) {
    const made = copyInto(binary.directory, path.join(parent, name), how)
    if (made) return made
  }
  return undefined
}

function copyInto(source: string, target: string, how: 'link' | 'copy'): string | undefined {
  try {
    fs.mkdirSync(path.dirname(target), { recursive: true, mode: 0o755 })
    if (!isOurs(path.dirname(target))) return undefined
    if (fs.existsSync(target)) return isOurs(target) ? target : undefined
    copyWhole(source, target, how)
    return target
  } catch (error) {
    // Another device, a read-only one, a full one: the next folder in the list.
    if (['EXDEV', 'EROFS', 'EACCES', 'EPERM', 'ENOSPC', 'EMLINK'].includes(systemCode(error))) return undefined
    // Another process was faster: its copy is as good.
    if (['EEXIST', 'ENOTEMPTY'].includes(systemCode(error)) && isOurs(target)) return target
    throw error
  }
}

function copyWhole(source: string, target: string, how: 'link' | 'copy'): void {
  const fresh = `${target}.${process.pid}`
  try {
    copyFolder(source, fresh, how)
    fs.renameSync(fresh, target)
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true })
  }
}

/** Programs are run from here, so nobody but root may have been able to put them there. */
function isOurs(folder: string): boolean {
  const found = fs.lstatSync(folder)
  return found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0
}

function copyFolder(source: string, target: string, how: 'link' | 'copy'): void {
  fs.mkdirSync(target)
  // Not the mode of mkdir: a strict umask would close the copy as well.
  fs.chmodSync(target, 0o755)
  for (const entry of fs.readdirSync(source, { withFileTypes: true })) {
    const from = path.join(source, entry.name)
    const to = path.join(target, entry.name)
    if (entry.isDirectory()) copyFolder(from, to, how)
    else if (entry.isSymbolicLink()) fs.symlinkSync(fs.readlinkSync(from), to)
    else if (how === 'link') fs.linkSync(from, to)
    else copyFile(from, to)
  }
}

function copyFile(from: string, to: string): void {
  fs.copyFileSync(from, to)
  fs.chmodSync(to, fs.statSync(from).mode & 0o100 ? 0o755 : 0o644)
}
