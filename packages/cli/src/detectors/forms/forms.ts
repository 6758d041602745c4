import {
  addToCell,
  arg,
  awaited,
  type Call,
  callback,
  callLater,
  cellOf,
  ELEMENT,
  elementsOf,
  getMember,
  holding,
  keysOf,
  literalTexts,
  makeArray,
  makeThing,
  type Native,
  native,
  putField,
  putFields,
  readCell,
  release,
  siteOfCall,
  type Thing,
  text,
  textsOf,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { described, schemaLibraries } from './schemas.ts'

/** Packages of forms: what a form sends has the names of its schema, of what it begins with, or of its fields. */
export const formsDetector: MakeDetector = () => {
  const define = (name: string, run: Native): Value => [native(name, run, `forms.${name}`)]
  const hook = define('useForm', useForm)
  return {
    libraries: {
      ...schemaLibraries(),
      'react-hook-form': { useForm: hook },
      'vee-validate': { useForm: hook },
      '@mantine/form': { useForm: hook },
      '@inertiajs/react': { useForm: hook },
      formik: { useFormik: define('useFormik', useForm), Formik: define('Formik', showForm) },
      'react-final-form': { Form: define('Form', showForm) },
    },
  }
}

/** `useForm({ resolver, defaultValues })` and its like. */
function useForm(call: Call): Value {
  const form = makeThing(call.frame, siteOfCall(call), 'instance')
  const options = arg(call, 0)
  const values = valuesOf(options, form, call)
  callLater(functionsOf(getMember(options, 'onSubmit', call)), call.frame, [values, unknown('actions')])
  const submit: Native = inner => {
    const handler = functionsOf(arg(inner, 0))
    const run: Native = later => callback(later, handler, [values, unknown('event')])
    release(arg(inner, 1), inner.frame)
    return [holding(native('submit', run, `submit:${form.key}:${siteOfCall(inner)}`), [...handler, ...values])]
  }
  const field: Native = inner => {
    register(form, arg(inner, 0), inner)
    return [makeThing(inner.frame, siteOfCall(inner))]
  }
  const define = (name: string, run: Native): Value => [holding(native(name, run, `${name}:${form.key}`), values)]
  const read: Native = inner => memberByPath(values, arg(inner, 0), inner)
  putFields(call.frame, form, {
    values,
    data: values,
    handleSubmit: define('handleSubmit', submit),
    onSubmit: define('onSubmit', submit),
    register: define('register', field),
    getInputProps: define('getInputProps', field),
    defineField: define('defineField', inner => {
      register(form, arg(inner, 0), inner)
      return makeArray(inner.frame, siteOfCall(inner), [unknown('model'), unknown('attributes')])
    }),
    watch: define('watch', read),
    getValues: define('getValues', read),
  })
  form.holds = values
  form.lazy = name => unknown(name)
  return [form]
}

/** `<Formik initialValues onSubmit>`: its children may be a function that gets the form. */
function showForm(call: Call): Value {
  const props = arg(call, 0)
  const form = makeThing(call.frame, siteOfCall(call), 'instance')
  const values = valuesOf(props, form, call)
  putFields(call.frame, form, { values })
  form.lazy = name => unknown(name)
  callLater(functionsOf(getMember(props, 'onSubmit', call)), call.frame, [values, unknown('actions')])
  for (const name of ['children', 'render']) use(callback(call, functionsOf(getMember(props, name, call)), [[form]]))
  return ELEMENT
}

const functionsOf = (value: Value): Value => value.filter(atom => atom.kind === 'function')

/** What a form gives: what its type or schema says, else what it begins with and the fields that are registered. */
function valuesOf(options: Value, form: Thing, call: Call): Value {
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
  if (schema.length > 0) return schema
  const [type] = call.types
  if (type) return unknown('values', { type, solid: true })
  const values = makeThing(call.frame, siteOfCall(call))
  fill(values, given, call)
  for (const name of literalTexts(readCell(registered(form, call)))) putPath(values, name.split('.'), call)
  return values.slots.size > 0 ? [values] : unknown('values')
}

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

function registered(form: Thing, { frame }: Call) {
  return cellOf(frame.machine, `form:${form.key}`)
}

function register(form: Thing, name: Value, call: Call): void {
  for (const one of textsOf(name, 'field')) {
    const path = one.parts.map(part => ('text' in part ? part.text : '0')).join('')
    addToCell(call.frame.machine, registered(form, call), text(path))
  }
}

function putPath(values: Thing, [name, ...rest]: readonly string[], call: Call): void {
  if (name === undefined || /^\d+$/.test(name)) return
  const [known] = values.slots.get(name)?.value ?? []
  if (rest.length === 0) {
    if (!known) putField(call.frame, values, { name, value: unknown(name) })
    return
  }
  const inner = known?.kind === 'object' ? known : makeThing(call.frame, siteOfCall(call))
  const isList = /^\d+$/.test(rest[0] ?? '')
  if (!known)
    putField(call.frame, values, {
      name,
      value: isList ? makeArray(call.frame, siteOfCall(call), { items: [], rest: [inner] }) : [inner],
    })
  putPath(inner, isList ? rest.slice(1) : rest, call)
}

function memberByPath(values: Value, path: Value, call: Call): Value {
  const [name] = literalTexts(path)
  return name === undefined ? values : name.split('.').reduce<Value>((at, step) => getMember(at, step, call), values)
}
