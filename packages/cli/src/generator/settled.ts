import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { replace } from './replace.ts'

const mark = join('.plinth', 'settled')

/** True while the project's sources and migrations are those that were last found to agree. */
export function isSettled(directory: string): boolean {
  const file = join(directory, mark)
  return existsSync(file) && readFileSync(file, 'utf8') === digestOf(directory)
}

/** Says that sources and migrations agree as they are now. */
export function keepSettled(directory: string): void {
  replace(join(directory, mark), digestOf(directory))
}

const aside = new Set(['.git', '.plinth', 'dist', 'node_modules', 'test', 'vendor'])

/** SHA-256 of every source and migration. A schema may import what it likes from the project. */
function digestOf(directory: string): string {
  const hash = createHash('sha256')
  const files = globSync('**/*.{ts,js,sql,json}', { cwd: directory, exclude: name => aside.has(name) })
  for (const file of files.sort()) hash.update(`${file}\n`).update(readFileSync(join(directory, file)))
  return hash.digest('hex')
}
