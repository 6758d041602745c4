import {
  addToSlot,
  arg,
  type Call,
  callLater,
  elementsOf,
  type Frame,
  getMember,
  holding,
  isFunction,
  join,
  keysOf,
  type Library,
  literalTexts,
  makeArray,
  makeThing,
  type Native,
  native,
  type Primitive,
  putFields,
  readSlot,
  siteOfCall,
  spreadInto,
  type Thing,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { makeObservable } from '../rxjs/observable.ts'

const CONTROLS = '#controls'
const VALUE = '#value'
const ITEMS = '#items'
const MADE = [CONTROLS, VALUE, ITEMS]

/** What somebody types: of the kind of its first value. */
function typedLike(value: Value, name: string): Value {
  const is = value.flatMap((atom): Primitive[] => {
    if (atom.kind === 'text') return ['string']
    if (atom.kind !== 'constant') return []
    return typeof atom.value === 'number' ? ['number'] : typeof atom.value === 'boolean' ? ['boolean'] : []
  })
  const held = value.filter(atom => atom.kind !== 'text' && atom.kind !== 'constant')
  const [only] = is
  return join(held, unknown(name, only ? { is: only } : {}))
}

function stepsOf(thing: Thing): (name: string, run: Native) => Value {
  return (name, run) => [holding(native(name, run, `${name}:${thing.key}`), [thing])]
}

/** `new FormControl('')`. */
function makeControl(first: Value, name: string, call: Call): Value {
  const { frame } = call
  const initial = unboxed(first, frame)
  const control = makeThing(frame, siteOfCall(call), 'instance')
  const step = stepsOf(control)
  putFields(frame, control, { [VALUE]: typedLike(initial, name) })
  const held = (at: Frame): Value => getMember([control], VALUE, { frame: at })
  const set: Native = inner => write(control, arg(inner, 0), inner.frame)
  putFields(frame, control, { setValue: step('setValue', set), patchValue: step('patchValue', set) })
  putFields(frame, control, { reset: step('reset', () => UNDEFINED) })
  control.lazy = (member, at) => {
    if (member === 'value' || member === 'getRawValue') return held(at)
    return member === 'valueChanges' ? [makeObservable(held(at), { ...call, frame: at })] : undefined
  }
  control.holds = []
  return [control]
}

/**
 * `['', Validators.required, this.isFree()]`, `{ asyncValidators: [this.isFree()] }`: those of the program are given
 * the control.
 */
function check(control: Value, given: readonly Value[], { frame }: Call): void {
  for (const one of given) {
    const lists = ['validators', 'asyncValidators'].flatMap(name => getMember(one.filter(isOptions), name, { frame }))
    const all = [...one, ...lists].flatMap(atom => (isList(atom) ? elementsOf([atom], frame).flat() : [atom]))
    callLater(
      all.filter(atom => isFunction(atom) && atom.code !== undefined),
      frame,
      [control],
    )
  }
}

const isList = (atom: Value[number]): boolean => atom.kind === 'object' && atom.tag === 'array'
const isOptions = (atom: Value[number]): boolean => atom.kind === 'object' && atom.tag === 'plain'

/** `{ value: book.id, disabled: true }` is a value and whether somebody may change it. */
function unboxed(value: Value, frame: Frame): Value {
  return value.flatMap(atom => {
    const isBox = atom.kind === 'object' && atom.slots.has('value') && atom.slots.has('disabled')
    return isBox ? getMember([atom], 'value', { frame }) : [atom]
  })
}

function write(control: Thing, value: Value, frame: Frame): Value {
  const { machine } = frame
  const slot = control.slots.get(VALUE)
  const worth = unboxed(value, frame).filter(atom => atom.kind !== 'constant' && atom.kind !== 'text')
  if (slot && worth.length > 0) addToSlot(machine, slot, worth)
  return UNDEFINED
}

/** A group of controls; its value has a field for each. */
function makeGroup(controls: Value, call: Call): Value {
  const { frame } = call
  const group = makeThing(frame, siteOfCall(call), 'instance')
  const own = makeThing(frame, siteOfCall(call))
  spreadInto(own, controls, frame)
  const step = stepsOf(group)
  putFields(frame, group, { [CONTROLS]: [own], controls: [own] })
  const value = (at: Frame): Value => groupValue([own], { ...call, frame: at })
  const add: Native = inner => {
    for (const name of literalTexts(arg(inner, 0))) {
      const known = own.slots.get(name)
      if (known) addToSlot(inner.frame.machine, known, arg(inner, 1))
      else putFields(inner.frame, own, { [name]: arg(inner, 1) })
    }
    return UNDEFINED
  }
  const patch: Native = inner => {
    for (const name of keysOf(arg(inner, 0)).names) {
      for (const one of getMember([own], name, inner)) {
        if (one.kind === 'object') write(one, getMember(arg(inner, 0), name, inner), inner.frame)
      }
    }
    return UNDEFINED
  }
  putFields(frame, group, {
    get: step('get', inner => fieldsOf([group], literalTexts(arg(inner, 0)), inner.frame)),
    getRawValue: step('getRawValue', inner => value(inner.frame)),
    addControl: step('addControl', add),
    setControl: step('setControl', add),
    patchValue: step('patchValue', patch),
    setValue: step('setValue', patch),
    reset: step('reset', patch),
  })
  group.lazy = (member, at) => {
    if (member === 'value') return value(at)
    return member === 'valueChanges' ? [makeObservable(value(at), { ...call, frame: at })] : undefined
  }
  group.holds = []
  return [group]
}

function groupValue(controls: Value, call: Call): Value {
  const { frame } = call
  const made = makeThing(frame, siteOfCall(call))
  for (const name of keysOf(controls).names) {
    const held = getMember(controls, name, { frame })
    putFields(frame, made, { [name]: getMember(held, 'value', { frame }) })
  }
  return [made]
}

function fieldsOf(form: Value, paths: readonly string[], frame: Frame): Value {
  return paths.flatMap(path =>
    path.split('.').reduce<Value>((held, name) => {
      const controls = getMember(
        held.filter(atom => atom.kind === 'object' && atom.slots.has(CONTROLS)),
        CONTROLS,
        { frame },
      )
      return getMember(controls, name, { frame }).filter(atom => atom.kind === 'object')
    }, form),
  )
}

/** The control of a form by its name. */
export function fieldOf(form: Value, name: string, frame: Frame): Value {
  return fieldsOf(form, [name], frame)
}

/** Somebody types into a control. */
export function typeInto(field: Value, typed: Value, frame: Frame): void {
  for (const atom of field) if (atom.kind === 'object' && atom.slots.has(VALUE)) write(atom, typed, frame)
}

/** `fb.group({ name: ['', Validators.required], address: fb.group({ … }) })`. */
const group: Native = call => {
  const { frame } = call
  const given = arg(call, 0)
  const controls = makeThing(frame, siteOfCall(call))
  for (const name of keysOf(given).names) {
    const value = getMember(given, name, { frame })
    const isMade = value.some(atom => atom.kind === 'object' && MADE.some(one => atom.slots.has(one)))
    const [first = [], ...checks] = value.some(isList) ? elementsOf(value, frame) : [value]
    const made = isMade ? value : makeControl(first, name, call)
    check(made, checks, call)
    putFields(frame, controls, { [name]: made })
  }
  return makeGroup([controls], call)
}

/** `fb.array([])`: a list of controls that are added one by one. */
const array: Native = call => {
  const { frame } = call
  const list = makeThing(frame, siteOfCall(call), 'instance')
  putFields(frame, list, { [ITEMS]: [] })
  // Its slot is read as it is: an empty one is no member, and whoever asks for that comes back here.
  const items = (at: Frame): Value => {
    const slot = list.slots.get(ITEMS)
    return [...elementsOf(arg(call, 0), at).flat(), ...(slot ? readSlot(slot) : [])]
  }
  const valueAt = (at: Frame): Value => {
    const values = items(at).flatMap(one => getMember([one], 'value', { frame: at }))
    return makeArray(at, siteOfCall(call), { items: [], rest: values })
  }
  const put = (inner: Call, added: Value): Value => {
    const slot = list.slots.get(ITEMS)
    if (slot) addToSlot(inner.frame.machine, slot, added)
    return UNDEFINED
  }
  const step = stepsOf(list)
  putFields(frame, list, {
    push: step('push', inner => put(inner, arg(inner, 0))),
    insert: step('insert', inner => put(inner, arg(inner, 1))),
    setControl: step('setControl', inner => put(inner, arg(inner, 1))),
    at: step('at', inner => items(inner.frame)),
    getRawValue: step('getRawValue', inner => valueAt(inner.frame)),
  })
  list.lazy = (name, at) => {
    if (name === 'controls') return makeArray(at, siteOfCall(call), { items: [], rest: items(at) })
    return name === 'value' ? valueAt(at) : undefined
  }
  list.holds = arg(call, 0)
  return [list]
}

const define = (name: string, construct: Native): [string, Value] => [
  name,
  [{ ...native(name, construct, `angular.${name}`), construct }],
]

const control: Native = call => {
  const made = makeControl(arg(call, 0), 'value', call)
  check(made, call.args.slice(1), call)
  return made
}

/** Names controls by their place in the group. */
const newGroup: Native = call => makeGroup(arg(call, 0), call)

const BUILDER: Native = call => {
  const builder = makeThing(call.frame, siteOfCall(call), 'instance')
  builder.lazy = name => (name === 'nonNullable' ? [builder] : MEMBERS.get(name))
  return [builder]
}

const MEMBERS = new Map<string, Value>(
  Object.entries({ group, control, array, record: group }).map(([name, run]) => [
    name,
    [native(name, run, `angular.form.${name}`)],
  ]),
)

/** Reactive forms: a group's value has a field for each control. */
export const FORMS: Library = Object.fromEntries([
  ...['FormControl', 'UntypedFormControl'].map(name => define(name, control)),
  ...['FormGroup', 'UntypedFormGroup', 'FormRecord'].map(name => define(name, newGroup)),
  ...['FormArray', 'UntypedFormArray'].map(name => define(name, array)),
  ...['FormBuilder', 'UntypedFormBuilder', 'NonNullableFormBuilder'].map(name => define(name, BUILDER)),
])
