import type { Machine } from '../machine/machine.ts'
import { addToCell, cellOf, readCell, setFields } from '../machine/slots.ts'
import { elementOf } from '../values/control.ts'
import type { Frame } from '../values/frame.ts'
import { truth } from '../values/join.ts'
import { unknown } from '../values/make.ts'
import { literalText } from '../values/text.ts'
import type { Cell, Control, Value } from '../values/value.ts'

/** What stands around an element: its form, the choice whose options are shown, and options that a component was given. */
export interface Around {
  form?: Cell
  /** The form leaves its limits to the program. */
  free?: boolean
  /** What is written on the form. */
  written?: ReadonlyMap<string, Value>
  options?: Cell
  /** The rows of the list that a component of a package shows. */
  rows?: Value
  given?: readonly Cell[]
  /** Fields that stand in an element which is handed on: the form around it is not known yet. */
  loose?: Cell
  /** The fields between the tags of the component that runs, which is told what to do with what is typed into them. */
  handed?: Cell | undefined
}

type Attributes = ReadonlyMap<string, Value>

/** Runs something inside of a form, a choice, or a component that is given options. */
export function within<T>(machine: Machine, around: Around, run: () => T): T {
  const outer = machine.around
  machine.around = { ...outer, ...around }
  try {
    return run()
  } finally {
    machine.around = outer
  }
}

/** What stands around the children of an element of the browser, where that is not what stands around itself. */
export function aroundChildren(name: string, attributes: () => Attributes, at: At): Around | undefined {
  if (name === 'form') {
    const written = attributes()
    return { form: cellAt('form', at), free: isSet(written, 'novalidate'), written }
  }
  return name === 'select' ? { options: cellAt('options', at) } : undefined
}

/** Where an element stands. */
export interface At {
  frame: Frame
  node: { start: number }
}

/** A list that belongs to an element. */
export function cellAt(kind: string, { frame, node }: At): Cell {
  return cellOf(frame.machine, `${kind}:${frame.module.index}:${node.start}:${frame.context}`)
}

/** Whether an attribute stands there, and is not false. */
function isSet(attributes: Attributes, name: string): boolean {
  const value = find(attributes, name)
  if (value === undefined) return false
  return literalText(value) === '' || truth(value) === true
}

/** HTML does not care for the case of names; JSX writes `maxLength`. */
function find(attributes: Attributes, name: string): Value | undefined {
  const direct = attributes.get(name)
  if (direct) return direct
  for (const [key, value] of attributes) if (key.toLowerCase() === name) return value
  return undefined
}

function word(attributes: Attributes, name: string): string | undefined {
  const value = find(attributes, name)
  return value && literalText(value)
}

function amount(attributes: Attributes, name: string): number | undefined {
  const value = find(attributes, name) ?? []
  const [only] = value
  const written = literalText(value)
  if (value.length === 1 && only?.kind === 'constant' && typeof only.value === 'number') return only.value
  return written === undefined || written.trim() === '' || Number.isNaN(Number(written)) ? undefined : Number(written)
}

const TYPED = new Set(['input', 'textarea', 'select', 'button'])

/** What an element of the page lets somebody type or choose, with the limits that it sets; a form, with its fields. */
export function controlOfElement(name: string, attributes: Attributes, at: At): Control | undefined {
  const place = `${at.frame.module.index}:${at.node.start}:${at.frame.context}`
  if (name === 'form') return { key: place, type: 'form', fields: cellAt('form', at) }
  if (!TYPED.has(name) || (name === 'button' && !find(attributes, 'name'))) return undefined
  const limits = limitsOf(attributes, at)
  const control: Control = { key: `${place} ${JSON.stringify(limits)}`, type: typeOf(name, attributes), ...limits }
  if (name === 'select') control.options = [cellAt('options', at), ...(at.frame.machine.around.given ?? [])]
  return control
}

function typeOf(name: string, attributes: Attributes): string {
  if (name === 'button') return word(attributes, 'type') ?? 'submit'
  return name === 'input' ? (word(attributes, 'type') ?? 'text') : name
}

type Limits = Omit<Control, 'key' | 'type'>

/** A form that checks by itself does not hold its fields to their limits, only to their greatest length. */
function limitsOf(attributes: Attributes, { frame }: At): Limits {
  const free = frame.machine.around.free === true
  const limits = {
    name: word(attributes, 'name') || undefined,
    value: word(attributes, 'value'),
    maxLength: amount(attributes, 'maxlength'),
    disabled: isSet(attributes, 'disabled') || undefined,
    ...(free ? {} : checked(attributes)),
  }
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined))
}

function checked(attributes: Attributes): Record<string, Limits[keyof Limits]> {
  return {
    min: amount(attributes, 'min'),
    max: amount(attributes, 'max'),
    minLength: amount(attributes, 'minlength'),
    pattern: word(attributes, 'pattern'),
    required: isSet(attributes, 'required') || undefined,
  }
}

/** Notes what there is to choose from. */
export function noteOption(attributes: Attributes, { machine }: Frame): void {
  const { options } = machine.around
  if (options) addToCell(machine, options, find(attributes, 'value') ?? unknown('option'))
}

/** Puts a field into its form, and where the program keeps the element. */
export function noteControl(control: Control, attributes: Attributes, frame: Frame): void {
  const { machine } = frame
  const { form, loose } = machine.around
  const home = form ?? loose
  if (home && !control.fields) addToCell(machine, home, elementOf(control))
  for (const atom of attributes.get('ref') ?? []) {
    if (atom.kind === 'object' && atom.slots.has('current')) setFields(frame, atom, { current: elementOf(control) })
  }
}

// A value has at most 32 alternatives: longer lists are not known to their end.
const MOST_OPTIONS = 30

/** The values to choose from, where all are written down. */
export function optionsOf(control: Control): string[] | undefined {
  for (const cell of control.options ?? []) {
    const values = readCell(cell)
    if (values.length === 0) continue
    const words = values.map(atom => literalText([atom])).filter(one => one !== undefined)
    if (words.length < values.length || words.length > MOST_OPTIONS) return undefined
    return words.filter(one => one !== '')
  }
  return undefined
}
