import { holding, NOTHING, native, text, UNDEFINED, unknown } from './make.ts'
import { literalTexts } from './text.ts'
import type { Atom, Cell, Control, Unknown, Value } from './value.ts'

/** The kinds of input whose value is any text. */
const WORDS = new Set(['text', 'search', 'email', 'url', 'tel', 'password', 'textarea'])

/** An element of the page in which somebody types or chooses, or a form. */
export function elementOf(control: Control): Value {
  return unknown('element', { control, part: 'element' })
}

/** What the handler of such an element is called with. */
export function eventOf(control: Control): Value {
  return unknown('event', { control, part: 'event' })
}

/** What somebody types or chooses. */
export function typedInto(control: Control, name = control.name ?? 'value'): Value {
  if (control.type === 'radio' && control.value !== undefined) return text(control.value)
  if (control.type === 'file') return unknown(name, { is: 'file', control })
  // `_method` and its like are for the server, and nobody changes them.
  if (control.type === 'hidden' && control.value !== undefined && control.name?.startsWith('_'))
    return text(control.value)
  return unknown(name, WORDS.has(control.type) ? { control, is: 'string' } : { control })
}

/** A member of an event or an element that has to do with what is typed; undefined for all others. */
export function controlMember(
  { control, part }: Unknown,
  name: string,
  read: (cell: Cell) => Value,
): Value | undefined {
  if (!control || !part) return undefined
  if (part === 'event') return /^(?:target|currentTarget|srcElement)$/.test(name) ? elementOf(control) : undefined
  if (part === 'dataset') return attributeOf(control, `data-${name}`)
  const written = writtenMember(control, name)
  if (written) return written
  if (control.fields) return fieldMember(control.fields, name, read)
  switch (name) {
    case 'value':
      return typedInto(control)
    case 'valueAsNumber':
      return unknown(control.name ?? 'value', { control, is: 'number' })
    case 'checked':
      return unknown(control.name ?? 'checked', { control, is: 'boolean' })
    case 'name':
      return control.name === undefined ? undefined : text(control.name)
    default:
      return undefined
  }
}

// Members of elements that are what is written on them.
const WRITTEN = new Set(['action', 'method', 'href', 'src', 'content', 'id', 'title'])

function writtenMember(control: Control, name: string): Value | undefined {
  if (!control.attributes) return undefined
  if (name === 'dataset') return unknown('dataset', { control, part: 'dataset' })
  if (WRITTEN.has(name)) return attributeOf(control, name)
  if (name !== 'getAttribute') return undefined
  const get = native(
    name,
    ({ args: [key = []] }) => literalTexts(key).flatMap(one => attributeOf(control, one) ?? unknown(one)),
    `getAttribute:${control.key}`,
  )
  return [holding(get, [])]
}

/** What is written on an element under a name. */
export function attributeOf({ attributes }: Control, name: string): Value | undefined {
  return attributes?.get(name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()))
}

/** `form.elements.title` and `form.title`. */
function fieldMember(fields: Cell, name: string, read: (cell: Cell) => Value): Value | undefined {
  if (name === 'elements')
    return unknown('elements', { control: { key: 'elements', type: 'form', fields }, part: 'element' })
  const found = read(fields).filter(atom => atom.kind === 'unknown' && atom.control?.name === name)
  return found.length > 0 ? found : undefined
}

/** The names of a form's fields, and what is typed into them. The button that sends it is one of them when the browser does. */
export function fieldsOfForm(value: Value, read: (cell: Cell) => Value, sent = false): [string, Value][] {
  return value.flatMap(atom => {
    const cell = atom.kind === 'unknown' && atom.part === 'element' ? atom.control?.fields : undefined
    return (cell ? read(cell) : NOTHING).flatMap((field): [string, Value][] => {
      const control = field.kind === 'unknown' ? field.control : undefined
      if (control?.name === undefined || control.type === 'button' || control.disabled) return []
      if (control.type === 'submit') return sent ? [[control.name, [...text(control.value ?? ''), ...UNDEFINED]]] : []
      return [[control.name, control.type === 'checkbox' ? text(control.value ?? 'on') : typedInto(control)]]
    })
  })
}

/** Where a value was typed, as long as nothing has changed it: trimmed texts and parsed numbers are what was typed. */
export function controlOf(atom: Atom): Control | undefined {
  if (atom.kind === 'unknown') return atom.control
  if (atom.kind !== 'text') return undefined
  const [only, ...rest] = atom.parts
  const of = only && 'name' in only && rest.length === 0 ? only.of : undefined
  return of?.kind === 'unknown' ? of.control : undefined
}
