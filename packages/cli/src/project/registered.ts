import { elementsOf, type Frame, getMember, literalTexts, type Value } from '../syntax/index.ts'
import { memberAt, readConfig } from './config.ts'
import type { Sources } from './load.ts'
import { relativePath, type Tree } from './walk.ts'

/** A folder whose components every template sees. */
interface Folder {
  path: string
  prefix: string
  /** Whether the folders inside are a part of the name. */
  named: boolean
}

const USUAL: Folder = { path: 'components', prefix: '', named: true }
const COMPONENT = /\.(?:vue|[jt]sx)$/
/** The folders that Nuxt looks for others in. */
const SOURCES = /^(?:(?:src|app|client|layers\/[^/]+(?:\/app)?)\/)?/

/**
 * Components that the build registers, by the names that templates call them by:
 * https://nuxt.com/docs/guide/directory-structure/components
 */
export function registeredComponents(root: string, tree: Tree, sources: Sources): Map<string, string> {
  const folders = foldersOf(root, sources)
  const registered = new Map<string, string>()
  const plain = new Map<string, string>()
  for (const path of tree.scripts.filter(one => COMPONENT.test(one))) {
    const file = relativePath(root, path)
    const folder = folders.find(one => file.replace(SOURCES, '').startsWith(`${one.path}/`) || one.path === '.')
    if (!folder) continue
    const parts = partsOf(file.replace(SOURCES, '').slice(folder.path.length + 1))
    const name = folder.named ? nameOf(parts) : pascal(parts.at(-1) ?? '')
    for (const one of [name, `Lazy${name}`])
      if (!registered.has(`${folder.prefix}${one}`)) registered.set(`${folder.prefix}${one}`, path)
    plain.set(pascal(parts.at(-1) ?? ''), path)
  }
  // Other plug-ins, and older versions, name a component by its file alone.
  for (const [name, path] of plain) if (!registered.has(name)) registered.set(name, path)
  return registered
}

/** What the configuration names under `components`: a list, an object with one, or nothing. */
function foldersOf(root: string, sources: Sources): Folder[] {
  const config = readConfig(root, ['nuxt.config'], sources)
  const frame = config?.call.frame as Frame
  const given = (config?.values ?? []).flatMap(value => memberAt(value, ['components'], frame))
  const isList = given.some(atom => atom.kind === 'object' && atom.tag === 'array')
  const listed = isList ? given : config ? getMember(objectsOf(given), 'dirs', { frame }) : []
  if (!isList && !listed.some(atom => atom.kind === 'object')) return [USUAL]
  return elementsOf(objectsOf(listed), frame).flatMap(one => folderOf(one, frame))
}

const objectsOf = (value: Value): Value => value.filter(atom => atom.kind === 'object')

function folderOf(given: Value, frame: Frame): Folder[] {
  const described = objectsOf(given)
  const [path] = literalTexts(described.length > 0 ? getMember(described, 'path', { frame }) : given)
  if (path === undefined) return []
  const [prefix = ''] = literalTexts(getMember(described, 'prefix', { frame }))
  const named = getMember(described, 'pathPrefix', { frame })
  const isPlain = named.some(atom => atom.kind === 'constant' && atom.value === false)
  return [
    { path: path.replace(/^(?:[~@]{1,2}|\.)?\//, '').replace(SOURCES, ''), prefix: pascal(prefix), named: !isPlain },
  ]
}

/** `app/side-rail/index.client.vue` is `app`, `side-rail`. */
function partsOf(file: string): string[] {
  const parts = file.replace(/(?:\.(?:client|server|global))?\.\w+$/, '').split('/')
  if (parts.length > 1 && parts.at(-1) === 'index') parts.pop()
  return parts.length > 1 && parts[0] === 'global' ? parts.slice(1) : parts
}

/** Folders and file in one name, what both say once: `base/button/BaseButton` is `BaseButton`. */
function nameOf(parts: readonly string[]): string {
  const file = parts.at(-1) ?? ''
  const own = wordsOf(file).join(' ')
  const folders = parts.slice(0, -1)
  const said = folders.findIndex((_, at) => `${own} `.startsWith(`${folders.slice(at).flatMap(wordsOf).join(' ')} `))
  return [...(said < 0 ? folders : folders.slice(0, said)), file].map(pascal).join('')
}

function wordsOf(name: string): string[] {
  return name
    .split(/[-_.\s]+|(?<=[a-z0-9])(?=[A-Z])/)
    .filter(Boolean)
    .map(word => word.toLowerCase())
}

function pascal(name: string): string {
  return name
    .split(/[-_.\s]+/)
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}
