import {
  addToCell,
  type Call,
  type Control,
  elementOf,
  elementsOf,
  type Frame,
  getMember,
  literalText,
  siteOfCall,
  truth,
  type Value,
} from '../../syntax/index.ts'

/** What was shown between the tags of a field, as far as its kind tells what it holds. */
export interface Shown {
  type: string
  min?: number
  max?: number
  maxLength?: number
}

/** Puts a field into the form around it: `<Form.Item name="title" rules={[{ required: true }]}>`. */
export function noteItem(props: Value, shown: Shown | undefined, call: Call): void {
  const { frame } = call
  const { form, loose } = frame.machine.around
  const home = form ?? loose
  const name = nameOf(getMember(props, 'name', { frame }), frame)
  if (!home || name === undefined) return
  const control: Control = { key: `${siteOfCall(call)}:${frame.context}:${name}`, type: 'field', ...shown, name }
  for (const rule of elementsOf(getMember(props, 'rules', { frame }), frame)) limit(control, rule, frame)
  addToCell(frame.machine, home, elementOf(control))
}

/** A name may be a path: `['price', 'amount']`. In a list it begins with what the list calls its line. */
export function nameOf(value: Value, frame: Frame): string | undefined {
  const isPath = value.some(atom => atom.kind === 'object' && atom.tag === 'array')
  const steps = isPath ? elementsOf(value, frame).map(step => literalText(step)) : [literalText(value)]
  // Below `extra` of `['extra', field.key]` stands anything.
  const open = steps.findIndex(step => step === undefined || step === '')
  return open === 0 ? undefined : steps.slice(0, open < 0 ? undefined : open).join('.')
}

const TYPES = new Set(['email', 'url', 'number'])

function limit(control: Control, rule: Value, frame: Frame): void {
  const member = (name: string): Value => getMember(rule, name, { frame })
  if (truth(member('required')) === true) control.required = true
  const type = literalText(member('type'))
  if (type && TYPES.has(type)) control.type = type
  const isAmount = control.type === 'number'
  const low = amountOf(member('min'))
  const high = amountOf(member('max'))
  const length = amountOf(member('len'))
  if (low !== undefined) control[isAmount ? 'min' : 'minLength'] = low
  if (high !== undefined) control[isAmount ? 'max' : 'maxLength'] = high
  if (length !== undefined) {
    control.minLength = length
    control.maxLength = length
  }
}

/** A number that is written down. */
export function amountOf([only]: Value): number | undefined {
  return only?.kind === 'constant' && typeof only.value === 'number' ? only.value : undefined
}
