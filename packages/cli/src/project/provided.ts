import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Provided, Source } from '../syntax/index.ts'
import type { Sources } from './load.ts'
import type { Manifest } from './manifest.ts'
import { relativePath, type Tree } from './walk.ts'

// What Nuxt and the plug-ins for other bundlers look through.
const FOLDERS = /^(?:(?:src|app|layers\/[^/]+(?:\/app)?)\/)?(?:composables|utils|stores?|shared\/utils)\//
const CONFIG = /^nuxt\.config\.[cm]?[jt]s$/

/** The name under which the configuration of Nuxt is found. No variable is called so. */
export const NUXT_CONFIG = '#nuxt.config'

interface About {
  readonly manifest: Manifest
  readonly framework: string
  readonly sources: Sources
}

/** Names that the build imports by itself, where it does: exports of the folders for that, and Nuxt's configuration. */
export function readProvided(root: string, tree: Tree, { manifest, framework, sources }: About): Map<string, Provided> {
  const provided = new Map<string, Provided>()
  const config = ['ts', 'js', 'mjs'].map(ending => join(root, `nuxt.config.${ending}`)).find(path => existsSync(path))
  const imports = framework === 'nuxt' || config !== undefined || manifest.dependencies.has('unplugin-auto-import')
  if (!imports) return provided
  for (const path of tree.scripts) {
    if (CONFIG.test(relativePath(root, path)) || !FOLDERS.test(relativePath(root, path))) continue
    const source = sources.load(path)
    for (const name of source ? exportsOf(source) : []) {
      const known = name === 'default' ? nameOfFile(path) : name
      if (!provided.has(known)) provided.set(known, { path, name })
    }
  }
  if (config) provided.set(NUXT_CONFIG, { path: config, name: 'default' })
  return provided
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
