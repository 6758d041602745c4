import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  analyse,
  elementsOf,
  exportOf,
  type Frame,
  getMember,
  type Host,
  keysOf,
  type Library,
  languageGlobals,
  literalTexts,
  makeMachine,
  type Native,
  native,
  printText,
  text,
  textsOf,
  type Value,
} from '../syntax/index.ts'
import type { Sources } from './load.ts'

const CONFIGS = ['vite.config', 'vue.config', 'nuxt.config'].flatMap(name =>
  ['.ts', '.mts', '.js', '.mjs', '.cjs'].map(ending => name + ending),
)

/** Import aliases from the bundler's configuration, read on paper: it is not run. */
export function readAliases(root: string, sources: Sources): Map<string, string> {
  const config = CONFIGS.map(name => join(root, name)).find(path => existsSync(path))
  const aliases = new Map<string, string>()
  if (!config) return aliases
  const host: Host = {
    resolve: specifier => ({ library: specifier }),
    load: path => sources.load(path),
    variable: () => undefined,
    shares: () => false,
  }
  const found: Value[] = []
  const libraries = configLibraries(value => found.push(value))
  const machine = makeMachine(host, { globals: configGlobals(), libraries, observers: [], mounters: [] }, 20_000)
  analyse(machine, { entries: [config], files: [] })
  const module = machine.modules.get(config)
  if (!module) return aliases
  const { frame } = module.scope
  for (const value of [exportOf(module, 'default'), ...found]) {
    const alias = getMember(getMember(value, 'resolve', { frame }), 'alias', { frame })
    for (const { name, target } of pairsOfAlias(alias, frame)) {
      const [path] = textsOf(target, '')
      if (path) aliases.set(name.replace(/\/\*?$/, ''), resolve(root, printText(path).replace(/^\//, './')))
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

function configGlobals(): Record<string, Value> {
  return { ...languageGlobals(), __dirname: text('.') }
}

function configLibraries(found: (value: Value) => void): (name: string) => Library | undefined {
  const paths: Native = call => {
    const parts = call.args.map(arg => textsOf(arg, '')[0]).map(one => (one ? printText(one) : ''))
    return text(join(...parts.map(part => part.replace(/^file:\/\//, ''))))
  }
  const path: Library = {
    resolve: [native('resolve', paths, 'path.resolve')],
    join: [native('join', paths, 'path.join')],
    dirname: [native('dirname', () => text('.'), 'path.dirname')],
  }
  const url: Library = { fileURLToPath: [native('fileURLToPath', call => call.args[0] ?? [], 'url.fileURLToPath')] }
  const config: Native = call => {
    for (const one of call.args) {
      for (const atom of one) found(atom.kind === 'function' ? atom.call({ ...call, args: [] }) : [atom])
    }
    return call.args[0] ?? []
  }
  const defineConfig: Library = { defineConfig: [native('defineConfig', config)] }
  return name => {
    if (/^(?:node:)?path$/.test(name)) return path
    if (/^(?:node:)?url$/.test(name)) return { ...url, URL: languageGlobals().URL ?? [] }
    return /^(?:vite|vitest\/config)$/.test(name) ? defineConfig : undefined
  }
}
