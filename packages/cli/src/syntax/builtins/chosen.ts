import { exportOf, runModule } from '../modules/modules.ts'
import type { Frame } from '../values/frame.ts'
import { joinAll } from '../values/join.ts'
import { unknown } from '../values/make.ts'
import { isHole } from '../values/text.ts'
import type { Text, Value } from '../values/value.ts'
import { MOST_FILES, matcher } from './globs.ts'

/** So many modules are alternatives of each other; where there are more, each of them is shown for itself. */
const MOST_TOGETHER = 8
/** What a name without an ending may stand for. */
const ENDINGS = '{,.vue,.js,.jsx,.ts,.tsx,.svelte,/index.vue,/index.js,/index.jsx,/index.ts,/index.tsx}'
/** In front of a folder of the sources: `@/views/`, `src/views/`, `@app/views/`. */
const ALIAS = /^(?:[@~#$][\w-]*|src)\//
const ELSEWHERE = /\.(?:test|spec|stories|d)\.\w+$/

/**
 * What a name leads to that is put together from what nobody knows here, `import(`@/views/${route.component}`)`: bundlers take
 * every file that it may mean, and each of them may be loaded. Unknown where it names no folder.
 */
export function chosenModule(name: Value, frame: Frame): Value {
  const { machine } = frame
  const texts = name.filter(atom => atom.kind === 'text')
  const files = [...new Set(texts.flatMap(one => filesLike(one, frame)))]
  if (files.length > MOST_TOGETHER && machine.live) for (const path of files) machine.listed.add(path)
  if (files.length > MOST_TOGETHER) return unknown('module')
  const modules = files.flatMap(path => runModule(machine, path) ?? [])
  return modules.length > 0 ? joinAll(modules.map(one => exportOf(one, '*'))) : unknown('module')
}

function filesLike(text: Text, frame: Frame): string[] {
  const pattern = patternOf(text)
  if (pattern === undefined) return []
  const matches = matcher(pattern, frame)
  const isOther = (path: string) => path !== frame.module.path && !ELSEWHERE.test(path)
  return (frame.machine.host.files ?? []).filter(path => isOther(path) && matches(path)).slice(0, MOST_FILES)
}

/** Undefined where no folder is written down, or where nothing is left open. */
function patternOf({ parts }: Text): string | undefined {
  const [first] = parts
  const begin = first && 'text' in first ? first.text : ''
  const plain = begin.replace(ALIAS, '')
  const isNamed = /^\.{1,2}\//.test(begin) || (plain !== begin && plain.includes('/')) || /^\/\w+\//.test(begin)
  if (!isNamed || !parts.some(isHole)) return undefined
  // What stands beside this file by name alone stands in its folder: `./${name}`.
  const hole = plain.replace(/^(?:\.{1,2}\/)+/, '').includes('/') ? '**/*' : '*'
  const written = [
    plain,
    ...parts.slice(1).map(part => ('text' in part ? part.text.replace(/[*?{}]/g, '') : hole)),
  ].join('')
  return /\.\w+$/.test(written) ? written : `${written}${ENDINGS}`
}
