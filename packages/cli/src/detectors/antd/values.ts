import {
  type Atom,
  type Call,
  type Control,
  makeArray,
  makeThing,
  putField,
  siteOfCall,
  type Thing,
  unknown,
  type Value,
} from '../../syntax/index.ts'

/** The fields of a form as one object: `price.amount` stands in an object, `lines[].sku` in a list of them. */
export function valuesOf(fields: Value, call: Call): Value {
  if (fields.length === 0) return unknown('values')
  const values = makeThing(call.frame, siteOfCall(call))
  const folders = new Map<string, Thing>([['', values]])
  const named = new Map<string, Atom[]>()
  for (const atom of fields) {
    const name = atom.kind === 'unknown' ? atom.control?.name : undefined
    if (name !== undefined) named.set(name, [...(named.get(name) ?? []), ...typed(atom, name)])
  }
  for (const [name, value] of named) {
    const path = name.split('.')
    const last = path.pop() ?? name
    putField(call.frame, folderOf(path, folders, call), { name: last, value })
  }
  return [values]
}

function folderOf(path: readonly string[], folders: Map<string, Thing>, call: Call): Thing {
  const key = path.join('.')
  const known = folders.get(key)
  if (known) return known
  const { frame } = call
  const made = makeThing(frame, siteOfCall(call))
  folders.set(key, made)
  const name = path.at(-1) ?? ''
  const home = folderOf(path.slice(0, -1), folders, call)
  const value: Value = name.endsWith('[]') ? makeArray(frame, siteOfCall(call), [[made]]) : [made]
  putField(frame, home, { name: name.replace(/\[\]$/, ''), value })
  return made
}

function typed(atom: Atom, name: string): Value {
  return atom.kind === 'unknown' && atom.control ? valueOfField(atom.control, name) : []
}

const WORDS = new Set(['text', 'email', 'url', 'password', 'textarea'])
const KINDS = { file: 'file', number: 'number', checkbox: 'boolean', date: 'date' } as const

/** What a field holds. */
export function valueOfField(control: Control, name = control.name ?? 'value'): Value {
  const last = name.split('.').at(-1)?.replace(/\[\]$/, '') ?? name
  const kind = KINDS[control.type as keyof typeof KINDS]
  const is = kind ?? (WORDS.has(control.type) ? 'string' : undefined)
  return unknown(last, is ? { control, is } : { control })
}
