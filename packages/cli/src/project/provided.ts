import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Provided, Source } from '../syntax/index.ts'
import { type Folders, readDeclared } from './generated.ts'
import type { Sources } from './load.ts'
import type { Manifest } from './manifest.ts'
import { registeredComponents } from './registered.ts'
import { relativePath, type Tree } from './walk.ts'

// What Nuxt and the plug-ins for other bundlers look through.
const FOLDERS = /^(?:(?:src|app|layers\/[^/]+(?:\/app)?)\/)?(?:composables|utils|stores?|shared\/utils)\//
const CONFIG = /^nuxt\.config\.[cm]?[jt]s$/
const STORE = /^(?:(?:src|app|client)\/)?store\/(.+)\.[cm]?[jt]s$/

/** The name under which the configuration of Nuxt is found. No variable is called so. */
export const NUXT_CONFIG = '#nuxt.config'
/** What the names of the store's modules begin with, in front of the path below its folder. */
export const NUXT_STORE = '#nuxt.store.'
/** What the names of registered components begin with. */
export const COMPONENT = '#component.'

interface About {
  readonly manifest: Manifest
  readonly framework: string
  readonly sources: Sources
  readonly folders: Folders
}

/** Names that the build imports by itself, where it does: exports of the folders for that, components, and Nuxt's own files. */
export function readProvided(root: string, tree: Tree, about: About): Map<string, Provided> {
  const { manifest, framework, sources } = about
  const provided = new Map<string, Provided>()
  const config = ['ts', 'js', 'mjs'].map(ending => join(root, `nuxt.config.${ending}`)).find(path => existsSync(path))
  const isNuxt = framework === 'nuxt' || config !== undefined
  if (isNuxt || manifest.dependencies.has('unplugin-auto-import'))
    for (const [name, one] of importsOf(root, tree, about)) provided.set(name, one)
  if (isNuxt || manifest.dependencies.has('unplugin-vue-components')) {
    for (const [name, path] of [...registeredComponents(root, tree, sources), ...plainComponents(tree, about)])
      provided.set(`${COMPONENT}${name}`, { path, name: 'default' })
  }
  const { names, components } = readDeclared(tree)
  for (const [name, one] of names) provided.set(name, one)
  for (const [name, one] of components) provided.set(`${COMPONENT}${name}`, one)
  if (isNuxt) for (const [name, path] of partsOfStore(root, tree, sources)) provided.set(name, { path, name: '*' })
  if (config) provided.set(NUXT_CONFIG, { path: config, name: 'default' })
  return provided
}

/** Components of folders that a plug-in is told of are named by their files. */
function plainComponents({ scripts }: Tree, { folders }: About): [string, string][] {
  return scripts.filter(path => folders.components(path)).map(path => [pascal(nameOfFile(path)), path])
}

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

function importsOf(root: string, tree: Tree, { sources, folders }: About): Map<string, Provided> {
  const found = new Map<string, Provided>()
  for (const path of tree.scripts) {
    const file = relativePath(root, path)
    if (CONFIG.test(file) || !(FOLDERS.test(file) || folders.names(path))) continue
    const source = sources.load(path)
    for (const name of source ? exportsOf(source) : []) {
      const known = name === 'default' ? nameOfFile(path) : name
      if (!found.has(known)) found.set(known, { path, name })
    }
  }
  return found
}

const PARTS = ['state', 'getters', 'mutations', 'actions']

/** The files of Nuxt's second version that Vuex is put together from. The same folder may hold stores of another kind. */
function partsOfStore(root: string, tree: Tree, sources: Sources): Map<string, string> {
  const parts = new Map<string, string>()
  for (const path of tree.scripts) {
    const [, below = ''] = STORE.exec(relativePath(root, path)) ?? []
    const source = below === '' ? undefined : sources.load(path)
    if (!source) continue
    const names = exportsOf(source)
    const isWhole = names.includes('default') && !/\bdefineStore\b/.test(source.text)
    if (isWhole || names.some(name => PARTS.includes(name))) parts.set(`${NUXT_STORE}${below}`, path)
  }
  return parts
}

/** `use-clinic.ts` gives `useClinic`, `clinic/index.ts` gives `clinic`. */
function nameOfFile(path: string): string {
  const file = basename(path).replace(/\.\w+$/, '')
  const name = file === 'index' ? basename(dirname(path)) : file
  return name.replace(/[-_.]+(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** The names that a file exports, by their declarations. */
export function exportsOf({ program }: Source): string[] {
  return program.body.flatMap(statement => {
    if (statement.type === 'ExportDefaultDeclaration') return ['default']
    if (statement.type !== 'ExportNamedDeclaration' || statement.exportKind === 'type') return []
    const { declaration, specifiers } = statement
    const listed = specifiers.map(({ exported }) => ('name' in exported ? exported.name : exported.value))
    if (!declaration) return listed
    if (declaration.type === 'VariableDeclaration') {
      return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
    }
    const named = 'id' in declaration && declaration.id && 'name' in declaration.id ? declaration.id.name : undefined
    return typeof named === 'string' ? [named] : []
  })
}
