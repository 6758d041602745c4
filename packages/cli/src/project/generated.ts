import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { elementsOf, type Frame, getMember, literalTexts, type Provided, type Value } from '../syntax/index.ts'
import { memberAt, readConfig } from './config.ts'
import type { Sources } from './load.ts'
import { COMPONENTS, NAMES, type Plugin, ROUTES } from './plugged.ts'
import { relativePath, type Tree } from './walk.ts'

/** What a plug-in of a bundler writes down beside the sources. */
export interface Declared {
  /** Names that are seen everywhere. */
  names: Map<string, Provided>
  /** Components that every template sees. */
  components: Map<string, Provided>
}

const DECLARATION = /^\s*(?:const )?['"]?(\w+)['"]?: typeof import\(['"]([^'"]+)['"]\)(?:\.(\w+)|\[['"](\w+)['"]\])/gm

/** The declarations of names that the build imports by itself: they say which file or package each of them comes from. */
export function readDeclared(tree: Tree): Declared {
  const declared: Declared = { names: new Map(), components: new Map() }
  const scripts = new Set(tree.scripts)
  for (const path of tree.declarations) {
    const text = readFileSync(path, 'utf8')
    const into = /\binterface GlobalComponents\b/.test(text) ? declared.components : declared.names
    for (const [, own = '', from = '', member, quoted] of text.matchAll(DECLARATION)) {
      const name = member ?? quoted ?? 'default'
      const file = from.startsWith('.') ? ENDINGS.map(end => join(dirname(path), from + end)) : []
      const found = file.find(one => scripts.has(one))
      if (found) into.set(own, { path: found, name })
      else if (file.length === 0) into.set(own, { library: from, name })
    }
  }
  return declared
}

const ENDINGS = ['', '.ts', '.js', '.vue', '.tsx', '.jsx', '/index.ts', '/index.js']

/** The folders that plug-ins of a bundler are told of. */
export interface Folders {
  /** Tells whether the exports of a file are seen everywhere. */
  names: (path: string) => boolean
  /** Tells whether a file is a component that every template sees. */
  components: (path: string) => boolean
  /** Files that routes are made of: pages and what stands around them. */
  routed: string[]
}

/** Reads the folders in which plug-ins of a bundler look for names, components and pages. */
export function readFolders(root: string, tree: Tree, sources: Sources): Folders {
  const config = readConfig(root, ['vite.config', 'vue.config', 'webpack.config'], sources)
  const frame = config?.call.frame as Frame
  const plugins = (config?.values ?? []).flatMap(value => pluginsIn(memberAt(value, ['plugins'], frame), frame, 0))
  const within = (plugin: Plugin) => {
    const folders = plugins.flatMap(one => foldersOf(one, plugin, frame)).map(patternOf)
    return (path: string) => folders.some(folder => folder.test(relativePath(root, path)))
  }
  const isRouted = ROUTES.map(within)
  const isPlugged = within(NAMES)
  const told = foldersOfNuxt(root, sources).map(patternOf)
  // The folder of the sources itself may be one of these.
  const isTold = (path: string) =>
    told.some(folder => folder.test(relativePath(root, path).replace(/^(?:app|src)\//, '')))
  return {
    names: path => isPlugged(path) || isTold(path),
    components: within(COMPONENTS),
    routed: tree.scripts.filter(path => /\.(?:vue|[jt]sx)$/.test(path) && isRouted.some(holds => holds(path))),
  }
}

/** `imports: { dirs }` and `pinia: { storesDirs }` of Nuxt: folders beside those that it looks through anyway. */
function foldersOfNuxt(root: string, sources: Sources): string[] {
  const config = readConfig(root, ['nuxt.config'], sources)
  return (config?.values ?? []).flatMap(value => {
    const { frame } = (config as NonNullable<typeof config>).call
    const lists = [
      ['imports', 'dirs'],
      ['pinia', 'storesDirs'],
    ].map(path => memberAt(value, path, frame))
    return lists.flatMap(list => textsIn(list, frame))
  })
}

const DEEPEST = 3

function pluginsIn(value: Value, frame: Frame, depth: number): Value[] {
  if (depth > DEEPEST) return []
  return elementsOf(value, frame).flatMap(one => {
    const lists = one.filter(atom => atom.kind === 'object' && atom.tag === 'array')
    return [one, ...(lists.length > 0 ? pluginsIn(lists, frame, depth + 1) : [])]
  })
}

function foldersOf(plugged: Value, { names, options, usual }: Plugin, frame: Frame): string[] {
  const objects = plugged.filter(atom => atom.kind === 'object' && atom.tag === 'plain')
  if (!literalTexts(getMember(objects, 'plugin', { frame })).some(name => names.test(name))) return []
  const given = getMember(objects, 'options', { frame }).filter(atom => atom.kind === 'object')
  const told = given.length > 0 ? options.flatMap(name => textsIn(getMember(given, name, { frame }), frame)) : []
  return told.length > 0 ? told : [...usual]
}

/** A folder, a list of them, or objects that name one. */
function textsIn(value: Value, frame: Frame): string[] {
  const lists = value.filter(atom => atom.kind === 'object' && atom.tag === 'array')
  const single = value.filter(atom => atom.kind === 'object' && atom.tag !== 'array')
  const named =
    single.length > 0 ? ['src', 'dir'].flatMap(name => literalTexts(getMember(single, name, { frame }))) : []
  return [...literalTexts(value), ...named, ...elementsOf(lists, frame).flatMap(one => textsIn(one, frame))]
}

/** `./src/composables/**`, `src/stores` and `src/stores/index.ts`: what stands below, or the file. */
function patternOf(folder: string): RegExp {
  const plain = folder.replace(/^(?:\{\w+\}|[.~@])?\//, '').replace(/\/?(?:\*\*?\/?)*(?:\*\.\w+|\*)?$/, '')
  return new RegExp(`^${plain.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')}(?:/|$)`)
}
