import {
  addElement,
  arg,
  type Call,
  callback,
  callLater,
  ELEMENT,
  type Frame,
  getMember,
  holding,
  type Library,
  literalText,
  makeArray,
  makeThing,
  mount,
  type Native,
  native,
  putFields,
  siteOfCall,
  spreadInto,
  type Thing,
  UNDEFINED,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import { type Filled, functionsOf, memberByPath, register, setByPath, valuesOf } from './values.ts'

/** Components and hooks of Formik, which find their form by where they stand. */
export function formik(define: (name: string, run: Native) => Value): Library {
  return {
    Formik: define('Formik', showForm),
    Field: define('Field', showField),
    FastField: define('FastField', showField),
    FieldArray: define('FieldArray', showList),
    useField: define('useField', useField),
    useFormikContext: define('useFormikContext', call => {
      const around = formAround(call)
      return around ? [around.form] : unknown('form')
    }),
    withFormik: define('withFormik', withFormik),
  }
}

const shown = new WeakMap<Frame['machine'], Filled[]>()

function formAround({ frame }: Call): Filled | undefined {
  return shown.get(frame.machine)?.at(-1)
}

function within(filled: Filled, { frame }: Call, run: () => void): void {
  const forms = shown.get(frame.machine) ?? []
  shown.set(frame.machine, forms)
  forms.push(filled)
  try {
    run()
  } finally {
    forms.pop()
  }
}

/** `<Formik initialValues onSubmit>`: its children may be a function that gets the form. */
export const showForm: Native = call => {
  const props = arg(call, 0)
  const filled = formOf(props, call)
  callLater(functionsOf(getMember(props, 'onSubmit', call)), call.frame, [filled.values, [filled.form]])
  within(filled, call, () => {
    for (const name of ['children', 'render'])
      use(callback(call, functionsOf(getMember(props, name, call)), [[filled.form]]))
    const component = functionsOf(getMember(props, 'component', call))
    if (component.length > 0) mount(component, [filled.form], call)
  })
  return ELEMENT
}

function formOf(options: Value, call: Call): Filled {
  const { frame } = call
  const form = makeThing(frame, siteOfCall(call), 'instance')
  const values = valuesOf({ form, options, whole: true }, call)
  const set: Native = inner => {
    setByPath({ form, values }, arg(inner, 0), inner)
    return UNDEFINED
  }
  putFields(frame, form, {
    values,
    setFieldValue: [holding(native('setFieldValue', set, `setFieldValue:${form.key}`), values)],
  })
  form.lazy = name => unknown(name)
  return { form, values }
}

/** `withFormik({ mapPropsToValues, handleSubmit })(Inner)` */
const withFormik: Native = call => {
  const wrap: Native = outer => {
    const show: Native = inner => {
      const props = arg(inner, 0)
      const options = makeThing(inner.frame, siteOfCall(call))
      const begins = functionsOf(getMember(arg(call, 0), 'mapPropsToValues', inner))
      putFields(inner.frame, options, { initialValues: begins.length > 0 ? callback(inner, begins, [props]) : [] })
      const filled = formOf([options], inner)
      const handler = functionsOf(getMember(arg(call, 0), 'handleSubmit', inner))
      const bag = both(filled.form, props, inner)
      callLater(handler, inner.frame, [filled.values, bag])
      within(filled, inner, () => mount(arg(outer, 0), bag, inner))
      return ELEMENT
    }
    return [holding(native('component', show, `withFormik:${siteOfCall(outer)}`), arg(outer, 0))]
  }
  return [native('withFormik', wrap, `withFormik.of:${siteOfCall(call)}`)]
}

function both(form: Thing, props: Value, call: Call): Value {
  const bag = makeThing(call.frame, siteOfCall(call))
  spreadInto(bag, props, call.frame)
  spreadInto(bag, [form], call.frame)
  putFields(call.frame, bag, { props })
  return [bag]
}

/** `<Field name>`: an element, a component, or a function that gets the field and the form. */
export const showField: Native = call => {
  const props = arg(call, 0)
  const given = fieldOf(getMember(props, 'name', call), call)
  const component = functionsOf(getMember(props, 'component', call))
  const children = functionsOf(getMember(props, 'children', call))
  use(callback(call, children, [[given]]))
  if (component.length > 0) {
    const whole = makeThing(call.frame, siteOfCall(call))
    spreadInto(whole, props, call.frame)
    spreadInto(whole, [given], call.frame)
    mount(component, [whole], call)
  }
  const as = functionsOf(getMember(props, 'as', call))
  if (as.length > 0) mount(as, props, call)
  else if (component.length + children.length === 0) mount(unknown('Field'), props, call)
  return ELEMENT
}

function fieldOf(name: Value, call: Call): Thing {
  const { frame } = call
  const around = formAround(call)
  if (around) register(around.form, name, call)
  const value = around ? memberByPath(around.values, name, call) : unknown(literalText(name) ?? 'value')
  const [field, given] = [makeThing(frame, siteOfCall(call)), makeThing(frame, siteOfCall(call))]
  putFields(frame, field, { name, value, onChange: unknown('onChange'), onBlur: unknown('onBlur') })
  putFields(frame, given, { field: [field], form: around ? [around.form] : unknown('form'), meta: unknown('meta') })
  return given
}

/** `useField(name)`: the field, what is known of it, and how it is written. */
const useField: Native = call => {
  const { frame } = call
  const first = arg(call, 0)
  const isName = first.some(atom => atom.kind === 'text' || atom.kind === 'unknown')
  const name = isName ? first : getMember(first, 'name', call)
  const given = fieldOf(name, call)
  const helpers = makeThing(frame, siteOfCall(call), 'instance')
  const around = formAround(call)
  const set: Native = inner => {
    if (around) setByPath(around, name, { ...inner, args: [name, arg(inner, 0)] })
    return UNDEFINED
  }
  putFields(frame, helpers, { setValue: [holding(native('setValue', set, `setValue:${helpers.key}`), name)] })
  helpers.lazy = member => unknown(member)
  return makeArray(frame, siteOfCall(call), [getMember([given], 'field', call), unknown('meta'), [helpers]])
}

/** `<FieldArray name>{({ push }) => …}</FieldArray>` */
const showList: Native = call => {
  const { frame } = call
  const props = arg(call, 0)
  const name = getMember(props, 'name', call)
  const around = formAround(call)
  const helpers = makeThing(frame, siteOfCall(call), 'instance')
  const add: Native = inner => {
    for (const atom of around ? memberByPath(around.values, name, inner) : [])
      if (atom.kind === 'object') addElement(inner.frame, atom, inner.args.at(-1) ?? [])
    return UNDEFINED
  }
  for (const member of ['push', 'unshift', 'insert', 'replace'])
    putFields(frame, helpers, { [member]: [holding(native(member, add, `${member}:${helpers.key}`), name)] })
  putFields(frame, helpers, { name, form: around ? [around.form] : unknown('form') })
  helpers.lazy = member => unknown(member)
  for (const member of ['children', 'render', 'component'])
    use(callback(call, functionsOf(getMember(props, member, call)), [[helpers]]))
  return ELEMENT
}
