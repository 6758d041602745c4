import { resolve } from 'node:path'
import {
  elementsOf,
  type Frame,
  getMember,
  keysOf,
  literalTexts,
  printText,
  textsOf,
  type Value,
} from '../syntax/index.ts'
import { memberAt, readConfig } from './config.ts'
import type { Sources } from './load.ts'

/** Import aliases from the bundler's configuration, read on paper: it is not run. */
export function readAliases(root: string, sources: Sources): Map<string, string> {
  const aliases = new Map<string, string>()
  const config = readConfig(root, ['vite.config', 'vue.config', 'nuxt.config'], sources)
  for (const value of config?.values ?? []) {
    const frame = config?.call.frame as Frame
    const listed = [['resolve', 'alias'], ['configureWebpack', 'resolve', 'alias'], ['alias']]
    for (const { name, target } of listed.flatMap(path => pairsOfAlias(memberAt(value, path, frame), frame))) {
      const [path] = textsOf(target, '')
      if (path) aliases.set(name.replace(/\/\*?$/, ''), resolve(root, printText(path).replace(/^(?:\/|~\/|@\/)/, './')))
    }
  }
  return aliases
}

interface Alias {
  name: string
  target: Value
}

/** `{ '@': path }` and `[{ find: '@', replacement: path }]`. */
function pairsOfAlias(alias: Value, frame: Frame): Alias[] {
  const isList = alias.some(atom => atom.kind === 'object' && atom.tag === 'array')
  if (!isList) return keysOf(alias).names.map(name => ({ name, target: getMember(alias, name, { frame }) }))
  return elementsOf(alias, frame).flatMap(item =>
    literalTexts(getMember(item, 'find', { frame })).map(name => ({
      name,
      target: getMember(item, 'replacement', { frame }),
    })),
  )
}
