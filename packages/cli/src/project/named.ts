import { join } from 'node:path'
import { elementsOf, type Frame, getMember, keysOf, printText, textsOf, type Value } from '../syntax/index.ts'
import { type Config, memberAt, readConfig } from './config.ts'
import type { Sources } from './load.ts'
import { readJson, recordOf } from './manifest.ts'
import type { Tree } from './walk.ts'

const ENDINGS = ['', '.tsx', '.ts', '.jsx', '.js', '.mts', '.mjs', '/index.tsx', '/index.ts', '/index.jsx', '/index.js']
const FILES = [
  ['webpack.config', 'webpack.common', 'webpack.base', 'webpack.prod', 'webpack.production'],
  ['rspack.config', 'rsbuild.config'],
  ['vite.config', 'rollup.config'],
  ['vue.config'],
  ['webpack.mix'],
]
/** Where bundlers are told what they begin with. */
const NAMED = [
  ['entry'],
  ['source', 'entry'],
  ['build', 'rollupOptions', 'input'],
  ['build', 'rolldownOptions', 'input'],
  ['input'],
  ['pages'],
  ['configureWebpack', 'entry'],
]

/** The files that the configuration of a bundler begins with: one for each page, most often. Those of the build itself are none. */
export function namedEntries(root: string, tree: Tree, sources: Sources): string[] {
  const scripts = new Set(tree.scripts)
  const found = FILES.flatMap(names => {
    const config = readConfig(root, names, sources)
    return config ? entriesOf(config) : []
  })
  const paths = [...found, ...builtByAngular(root)].flatMap(file => {
    const path = ENDINGS.map(ending => join(root, file + ending)).find(one => scripts.has(one))
    return path === undefined ? [] : [path]
  })
  return [...new Set(paths)]
}

/** What Angular's command begins with: the build of each project in `angular.json`, whose page does not name it. */
function builtByAngular(root: string): string[] {
  const projects = recordOf(readJson(join(root, 'angular.json')).projects)
  return Object.values(projects).flatMap(project => {
    const { architect, targets } = recordOf(project)
    const options = recordOf(recordOf(recordOf(architect ?? targets).build).options)
    return [options.main, options.browser].flatMap(file => (typeof file === 'string' ? [withoutRoot(file)] : []))
  })
}

function entriesOf({ values, call: { frame } }: Config): string[] {
  return values.flatMap(value => NAMED.flatMap(path => filesIn(memberAt(value, path, frame), frame, 0)))
}

const DEEPEST = 3

/** A file, a list of them, or an object of either: `{ admin: { import: './admin.ts' } }`. */
function filesIn(value: Value, frame: Frame, depth: number): string[] {
  if (depth > DEEPEST) return []
  return value.flatMap(atom => {
    if (atom.kind === 'text') return textsOf([atom], '').map(one => withoutRoot(printText(one)))
    if (atom.kind === 'function')
      return filesIn(atom.call({ args: [], self: [], frame, node: START, types: [] }), frame, depth + 1)
    if (atom.kind !== 'object') return []
    if (atom.tag === 'array') return elementsOf([atom], frame).flatMap(one => filesIn(one, frame, depth + 1))
    return keysOf([atom]).names.flatMap(name =>
      /^(?:template|filename|title|chunks|dependOn)$/.test(name)
        ? []
        : filesIn(getMember([atom], name, { frame }), frame, depth + 1),
    )
  })
}

const START = { start: 0, end: 0 }

/** The configuration's own folder is not known while it is read. */
const withoutRoot = (path: string): string => path.replace(/^(?:\{\w+\}|\.{1,2}(?=\/)|\/)+/, '')
