import { dirname } from 'node:path/posix'
import { release } from '../machine/release.ts'
import type { Frame } from '../values/frame.ts'
import { joinAll } from '../values/join.ts'
import { unknown } from '../values/make.ts'
import type { Text, Value } from '../values/value.ts'
import { exportOf, runModule } from './modules.ts'

/** Files that one name with holes may mean: pages that a server's menu names. */
const MOST_FILES = 400
/** So many modules are alternatives of each other; where there are more, each of them is shown for itself. */
const MOST_TOGETHER = 8
/** In front of a folder of the sources: `@/views/`, `src/views/`, `@app/views/`. */
const ALIAS = /^(?:[@~#$][\w-]*|src)\//
const ELSEWHERE = /\.(?:test|spec|stories|d)\.\w+$/

/**
 * What a name with holes leads to, `import(`@/views/${view}`)`: bundlers take every file that it may mean, and each of them
 * may be shown. Unknown where it names no folder.
 */
export function moduleLike(name: Value, frame: Frame): Value {
  const texts = name.filter(atom => atom.kind === 'text')
  const files = new Set(texts.flatMap(one => filesLike(one, frame)))
  const modules = [...files].flatMap(path => runModule(frame.machine, path) ?? [])
  if (modules.length > 0 && modules.length <= MOST_TOGETHER) return joinAll(modules.map(one => exportOf(one, '*')))
  for (const module of modules) release(exportOf(module, module.exported.has('default') ? 'default' : '*'), frame)
  return unknown('module')
}

function filesLike({ parts }: Text, { machine, module }: Frame): string[] {
  const [first, ...rest] = parts
  const begin = first && 'text' in first ? first.text : ''
  const [up = ''] = /^(?:\.{1,2}\/)*/.exec(begin) ?? []
  const plain = up === '' ? begin.replace(ALIAS, '') : begin.slice(up.length)
  if (up === '' && (plain === begin || !plain.includes('/'))) return []
  const folder = up === '' ? '/' : `^${escaped(above(dirname(module.path), up))}/`
  const hole = plain.includes('/') ? '.+' : '[^/]+'
  const after = rest.map(part => ('text' in part ? escaped(part.text) : hole)).join('')
  const like = new RegExp(`${folder}${escaped(plain)}${after}(?:(?:/index)?\\.\\w+)?$`)
  const isOther = (path: string) => path !== module.path && !ELSEWHERE.test(path)
  return (machine.host.files ?? []).filter(path => isOther(path) && like.test(path)).slice(0, MOST_FILES)
}

function above(folder: string, up: string): string {
  const steps = up.split('/').filter(step => step === '..')
  return steps.reduce(at => dirname(at), folder)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
