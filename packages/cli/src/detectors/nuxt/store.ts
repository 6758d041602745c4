import { NUXT_STORE } from '../../project/index.ts'
import {
  type Call,
  type Frame,
  getMember,
  invoke,
  makeGlobal,
  providedValue,
  TRUE,
  UNDEFINED,
  type Value,
} from '../../syntax/index.ts'
import { createStore } from '../vuex/store.ts'

/** The module that a file or a folder of `store/` is. */
interface Part {
  members: Record<string, Value>
  inside: Map<string, Part>
}

const PARTS = ['state', 'getters', 'mutations', 'actions']

/**
 * The store that Nuxt's second version puts together from the files of `store/`:
 * https://v2.nuxt.com/docs/directory-structure/store
 */
export function storeOfFiles(frame: Frame): void {
  const root: Part = { members: {}, inside: new Map() }
  const names = [...(frame.machine.host.provided?.keys() ?? [])].filter(name => name.startsWith(NUXT_STORE))
  if (names.length === 0) return
  const call: Call = { args: [], self: [], frame, node: { start: 1, end: 1 }, types: [] }
  for (const name of names) {
    const file = providedValue(name, frame) ?? []
    const whole = getMember(file, 'default', { frame }).filter(
      atom => atom.kind === 'function' || atom.kind === 'object',
    )
    const path = name.slice(NUXT_STORE.length).split('/')
    // The file for the whole store may be a function that makes it.
    if (path.join() === 'index' && whole.some(atom => atom.kind === 'function')) invoke(whole, call)
    else addFile(root, path, { file, whole, frame })
  }
  createStore({ ...call, args: [[thingOf(root, '')]] })
}

interface File {
  file: Value
  whole: Value
  frame: Frame
}

function addFile(root: Part, path: readonly string[], { file, whole, frame }: File): void {
  const last = path.at(-1) ?? ''
  const isPart = PARTS.includes(last)
  const part = partAt(root, isPart || last === 'index' ? path.slice(0, -1) : path)
  if (isPart) {
    part.members[last] = whole.length > 0 ? whole : file
    return
  }
  const described = whole.filter(atom => atom.kind === 'object')
  for (const name of [...PARTS, 'modules', 'plugins']) {
    const value = [file, described].flatMap(from => getMember(from, name, { frame })).filter(isGiven)
    if (value.length > 0) part.members[name] = value
  }
}

const [NONE] = UNDEFINED
const isGiven = (atom: Value[number]): boolean =>
  !(atom.kind === 'constant' && NONE?.kind === 'constant' && atom.value === NONE.value) && atom.kind !== 'unknown'

function partAt(root: Part, path: readonly string[]): Part {
  return path.reduce((at, name) => {
    const inner = at.inside.get(name) ?? { members: { namespaced: TRUE }, inside: new Map<string, Part>() }
    at.inside.set(name, inner)
    return inner
  }, root)
}

function thingOf({ members, inside }: Part, path: string) {
  const modules = Object.fromEntries(
    [...inside].map(([name, part]): [string, Value] => [name, [thingOf(part, `${path}/${name}`)]]),
  )
  const own = inside.size > 0 ? { modules: [makeGlobal(`nuxt.store.modules${path}`, modules)] } : {}
  return makeGlobal(`nuxt.store${path}`, { ...members, ...own })
}
