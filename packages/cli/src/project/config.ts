import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  analyse,
  awaited,
  type Call,
  callUnknown,
  exportOf,
  type Frame,
  getMember,
  type Host,
  type Library,
  languageGlobals,
  makeGlobal,
  makeMachine,
  makeThing,
  type Native,
  native,
  printText,
  putFields,
  siteOfCall,
  text,
  textsOf,
  unknown,
  type Value,
} from '../syntax/index.ts'
import type { Sources } from './load.ts'
import { PLUGINS } from './plugged.ts'

const ENDINGS = ['.ts', '.mts', '.js', '.mjs', '.cjs']
const WORK = 20_000

/** What a configuration may be, after it was read on paper: it is not run. */
export interface Config {
  values: readonly Value[]
  call: Call
}

/** Reads the first of some configuration files that is there; names are without endings. */
export function readConfig(root: string, names: readonly string[], sources: Sources): Config | undefined {
  const path = names.flatMap(name => ENDINGS.map(ending => join(root, name + ending))).find(one => existsSync(one))
  if (!path) return undefined
  const host: Host = {
    resolve: specifier => ({ library: specifier }),
    load: file => sources.load(file),
    variable: () => undefined,
    shares: () => false,
  }
  const found: Value[] = []
  const libraries = configLibraries(value => found.push(value))
  const identity: Native = ({ args }) => args[0] ?? []
  const globals = {
    ...languageGlobals(),
    __dirname: text('.'),
    defineNuxtConfig: [native('defineNuxtConfig', identity)],
  }
  const machine = makeMachine(host, { globals, libraries, observers: [], mounters: [] }, WORK)
  analyse(machine, { entries: [path], files: [] })
  const module = machine.modules.get(path)
  if (!module) return undefined
  const { frame } = module.scope
  const call: Call = { args: [], self: [], frame, node: module.source.program, types: [] }
  return { values: [exportOf(module, 'default'), ...found].map(value => described(value, call)), call }
}

/** A configuration may be a function that gives it, and a promise of it. */
function described(value: Value, call: Call): Value {
  const functions = value.filter(atom => atom.kind === 'function')
  const given = functions.length > 0 ? callNow(functions, call) : []
  return awaited([...given, ...value.filter(atom => atom.kind !== 'function')], call.frame, call.node)
}

/** Calls a function of a configuration. */
export function callNow(value: Value, call: Call, args: readonly Value[] = [unknown('environment')]): Value {
  const given = value.flatMap(atom => (atom.kind === 'function' ? atom.call({ ...call, args }) : []))
  return awaited(given, call.frame, call.node)
}

/** A member of a configuration, however deep. */
export function memberAt(value: Value, path: readonly string[], frame: Frame): Value {
  return path.reduce((inner, name) => getMember(inner, name, { frame }), value)
}

function inputOf(value: Value): Value {
  return [makeGlobal('input', { input: value })]
}

/** What a known plug-in of a bundler is told, beside its name. */
function plugged(name: string, call: Call): Value {
  const plugin = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, plugin, { plugin: text(name), options: call.args[0] ?? [] })
  return [plugin]
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
  // A plug-in that wraps a configuration gives it back with more in it.
  const wrap: Native = call => call.args[0] ?? callUnknown(undefined, call, 'configuration')
  const wrapper: Library = { default: [native('wrap', wrap)] }
  // One of those that are put together has what is looked for.
  const all: Native = call => call.args.flat()
  const merge: Library = { default: [native('merge', all)], merge: [native('merge', all)] }
  // Laravel's: `laravel({ input: ['resources/js/app.js'] })`, `mix.js('resources/js/app.js', 'public/js')`.
  const given: Native = call => {
    const [first = []] = call.args
    const whole = first.filter(atom => atom.kind === 'object' && atom.tag === 'plain')
    found(whole.length > 0 ? whole : inputOf(first))
    return call.self
  }
  const mix = makeGlobal('mix')
  mix.lazy = name => [native(name, call => [given(call), [mix]][1] ?? [], `mix.${name}`)]
  return name => {
    if (name === 'webpack-merge') return merge
    if (name === 'laravel-vite-plugin') return { default: [native('laravel', given)] }
    if (name === 'laravel-mix') return { default: [mix], '*': [mix] }
    if (PLUGINS.some(one => one.test(name))) return { default: [native('plugin', call => plugged(name, call))] }
    if (/^(?:node:)?path$/.test(name)) return path
    if (/^(?:node:)?url$/.test(name)) return { ...url, URL: languageGlobals().URL ?? [] }
    if (/^(?:vite|laravel-vite|vitest\/config|@vue\/cli-service|astro\/config)$/.test(name)) return defineConfig
    return /^(?:next-pwa|next-intl\/plugin|@next\/\w+)$/.test(name) ? wrapper : undefined
  }
}
