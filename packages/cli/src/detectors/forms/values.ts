import {
  addToCell,
  awaited,
  type Call,
  callback,
  cellOf,
  elementsOf,
  type Frame,
  getMember,
  keysOf,
  literalTexts,
  makeArray,
  makeThing,
  putField,
  readCell,
  setFields,
  siteOfCall,
  type Thing,
  text,
  textsOf,
  truth,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import { described } from './schemas.ts'

/** The functions among alternatives. */
export const functionsOf = (value: Value): Value => value.filter(atom => atom.kind === 'function')

/** A form whose values are asked for, and how it begins. */
export interface Begun {
  form: Thing
  options: Value
  /** Its schema only checks: what the schema does not know is sent as well. */
  whole?: boolean
}

/** What a form gives: what its type or schema says, else what it begins with and the fields that are registered. */
export function valuesOf({ form, options, whole }: Begun, call: Call): Value {
  const option = (name: string) => getMember(options, name, call).filter(atom => atom.kind !== 'constant')
  const schema = ['resolver', 'validationSchema', 'schema'].flatMap(name => described(option(name)))
  const begins = ['defaultValues', 'initialValues'].flatMap(option)
  const given = [...begins.filter(atom => atom.kind !== 'function'), ...loaded(begins, call)]
  // What a form is filled with is seen by somebody.
  use(
    given.filter(atom => atom.kind === 'answer'),
    0,
  )
  for (const atom of given) if (atom.kind === 'object') use([atom])
  if (schema.length > 0 && !whole) return schema
  const [type] = call.types
  if (type) return unknown('values', { type, solid: true })
  const values = makeThing(call.frame, siteOfCall(call))
  fill(values, given, call)
  refine(values, schema, call)
  const named = literalTexts(readCell(registered(form, call)))
  const isBare = keysOf([...given, ...schema]).names.length + named.length === 0
  for (const name of isBare ? namesWithin(form, call) : named) putPath(values, name.split('.'), call)
  return values.slots.size > 0 ? [values] : unknown('values')
}

/** A schema says more of a field than what it begins with; it has fields of its own. */
function refine(values: Thing, schema: Value, call: Call): void {
  for (const name of keysOf(schema).names) {
    const said = getMember(schema, name, call)
    const known = values.slots.get(name)?.value.find(isPlain)
    if (known?.kind === 'object' && said.some(isPlain)) refine(known, said, call)
    else putField(call.frame, values, { name, value: said })
  }
}

const isPlain = (atom: Value[number]): boolean => atom.kind === 'object' && atom.tag === 'plain'

function loaded(begins: Value, call: Call): Value {
  const functions = functionsOf(begins)
  return functions.length > 0 ? awaited(callback(call, functions, []), call.frame, call.node) : []
}

/** Each field of what a form begins with is typed by somebody later. */
function fill(values: Thing, begins: Value, call: Call): void {
  for (const name of keysOf(begins).names) {
    putField(call.frame, values, { name, value: later(name, getMember(begins, name, call), call) })
  }
}

function later(name: string, value: Value, call: Call): Value {
  return value.flatMap((atom): Value => {
    if (atom.kind === 'text') return unknown(name, { is: 'string' })
    if (atom.kind === 'constant' && typeof atom.value === 'number') return unknown(name, { is: 'number' })
    if (atom.kind === 'constant' && typeof atom.value === 'boolean') return unknown(name, { is: 'boolean' })
    if (atom.kind !== 'object' || atom.tag === 'date') return atom.kind === 'object' ? [atom] : unknown(name)
    if (atom.tag === 'array') {
      const rest = elementsOf([atom], call.frame).flatMap(one => later(name, one, call))
      return makeArray(call.frame, siteOfCall(call), { items: [], rest: rest.length > 0 ? rest : unknown(name) })
    }
    const inner = makeThing(call.frame, siteOfCall(call))
    fill(inner, [atom], call)
    return [inner]
  })
}

/** Names of fields that find their form by where they stand: between the tags of the form, or of the component that shows it. */
function namesWithin(form: Thing, { frame }: Call): string[] {
  const { handed } = frame.machine.around
  const cells = [surrounded(form, frame), ...(handed ? [handed] : [])]
  return cells.flatMap(readCell).flatMap(atom => {
    const name = atom.kind === 'unknown' ? atom.control?.name : undefined
    return name === undefined ? [] : [name]
  })
}

function surrounded(form: Thing, { machine }: Frame) {
  return cellOf(machine, `around:${form.key}`)
}

/** Notes the fields of the form that was sent. */
export function surround(form: Thing, event: Value, { frame }: Call): void {
  for (const atom of event) {
    const fields = atom.kind === 'unknown' ? atom.control?.fields : undefined
    if (fields) addToCell(frame.machine, surrounded(form, frame), readCell(fields))
  }
}

function registered(form: Thing, { frame }: Call) {
  return cellOf(frame.machine, `form:${form.key}`)
}

/** Notes that a form has a field. */
export function register(form: Thing, name: Value, call: Call): void {
  for (const one of textsOf(name, 'field')) {
    const path = one.parts.map(part => ('text' in part ? part.text : '0')).join('')
    addToCell(call.frame.machine, registered(form, call), text(path))
  }
}

function putPath(values: Thing, [name, ...rest]: readonly string[], call: Call): void {
  if (name === undefined || /^\d+$/.test(name)) return
  const held = values.slots.get(name)?.value ?? []
  if (rest.length === 0) {
    if (held.length === 0) putField(call.frame, values, { name, value: unknown(name) })
    return
  }
  const known = held.find(atom => atom.kind === 'object')
  const inner = known?.kind === 'object' ? known : makeThing(call.frame, siteOfCall(call))
  const isList = /^\d+$/.test(rest[0] ?? '')
  if (!known)
    putField(call.frame, values, {
      name,
      value: isList ? makeArray(call.frame, siteOfCall(call), { items: [], rest: [inner] }) : [inner],
    })
  putPath(inner, isList ? rest.slice(1) : rest, call)
}

/** Notes that a program writes a field of a form: `setFieldValue('address.city', city)`. What is taken away is none. */
export function setByPath({ form, values }: Filled, path: Value, call: Call): void {
  const [, given = []] = call.args
  if (truth(given) === false && given.every(atom => atom.kind === 'constant')) return
  register(form, path, call)
  for (const name of literalTexts(path)) {
    const steps = name.split('.')
    const last = steps.pop() ?? ''
    for (const atom of steps.reduce<Value>((at, step) => getMember(at, step, call), values))
      if (atom.kind === 'object') setFields(call.frame, atom, { [last]: given })
  }
}

/** A form together with what it gives. */
export interface Filled {
  form: Thing
  values: Value
}

/** What stands in a form at a path: `address.city`. */
export function memberByPath(values: Value, path: Value, call: Call): Value {
  const [name] = literalTexts(path)
  return name === undefined ? values : name.split('.').reduce<Value>((at, step) => getMember(at, step, call), values)
}
