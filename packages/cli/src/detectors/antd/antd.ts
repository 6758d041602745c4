import {
  addToCell,
  arg,
  type Call,
  type Callable,
  callback,
  callLater,
  cellOf,
  ELEMENT,
  getMember,
  holding,
  join,
  type Library,
  type Mounter,
  makeArray,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  readCell,
  siteOfCall,
  text,
  UNDEFINED,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { amountOf, nameOf, noteItem, type Shown } from './item.ts'
import { valueOfField, valuesOf } from './values.ts'

/** Ant Design's forms: fields by their names, and handlers that get what stands in them as one object. */
export const antdDetector: MakeDetector = () => {
  const { library, mounter } = makeForms()
  const form: Library = { default: library.Form ?? [] }
  const libraries = { antd: library, 'antd/lib/form': form, 'antd/es/form': form }
  return { libraries, mounter }
}

// What stands between the tags of a field, by the component's name.
const INPUTS: Readonly<Record<string, string>> = {
  InputNumber: 'number',
  Slider: 'number',
  Rate: 'number',
  Switch: 'checkbox',
  Checkbox: 'checkbox',
  DatePicker: 'date',
  Upload: 'file',
  Dragger: 'file',
  TextArea: 'textarea',
  Password: 'password',
  Input: 'text',
}

interface Forms {
  library: Library
  mounter: Mounter
}

function makeForms(): Forms {
  let shown: Shown | undefined
  const show: Native = () => ELEMENT
  const statics = makeGlobal('antd.Form', {
    Item: [native('Item', show, 'antd.Form.Item')],
    List: [native('List', show, 'antd.Form.List')],
    Provider: [native('Provider', show, 'antd.Form.Provider')],
    useForm: [native('useForm', useForm, 'antd.useForm')],
    useFormInstance: [native('useFormInstance', useForm, 'antd.useForm')],
    useWatch: [native('useWatch', useWatch, 'antd.useWatch')],
  })
  const form: Callable = { ...native('Form', show, 'antd.Form'), statics }
  const mounter: Mounter = (component, props, call) => {
    if (component.kind === 'unknown') {
      const type = INPUTS[component.name]
      if (type) shown = shownAs(type, props, call)
      return undefined
    }
    if (component.kind !== 'function') return undefined
    if (component.key === form.key) return showForm(props, call)
    if (component.key === 'native:antd.Form.List') return showList(props, call)
    if (component.key !== 'native:antd.Form.Item') return undefined
    const inside = shown
    shown = undefined
    noteItem(props, inside, call)
    callChildren(props, [instanceOf(call)], call)
    return ELEMENT
  }
  return { library: { Form: [form] }, mounter }
}

function shownAs(type: string, props: Value, { frame }: Call): Shown {
  const shown: Shown = { type }
  for (const name of ['min', 'max', 'maxLength'] as const) {
    const amount = amountOf(getMember(props, name, { frame }))
    if (amount !== undefined) shown[name] = amount
  }
  return shown
}

function showForm(props: Value, call: Call): Value {
  const { frame } = call
  const fields = fieldsIn(props, call)
  const given = getMember(props, 'form', { frame }).filter(atom => atom.kind === 'object')
  for (const form of given) {
    if (form.kind === 'object') addToCell(frame.machine, cellOf(frame.machine, `antd.fields:${form.key}`), fields)
  }
  callLater(getMember(props, 'onFinish', { frame }), frame, [valuesOf(fields, call)])
  for (const name of ['onValuesChange', 'onFinishFailed', 'onFieldsChange'])
    callLater(getMember(props, name, { frame }), frame, [valuesOf(fields, call), valuesOf(fields, call)])
  use(getMember(props, 'initialValues', { frame }))
  return ELEMENT
}

/** What stands between the tags, and in the elements that were made elsewhere. */
function fieldsIn(props: Value, { frame, node }: Call): Value {
  const own = readCell(cellOf(frame.machine, `form:${frame.module.index}:${node.start}:${frame.context}`))
  const handed = getMember(props, 'children', { frame }).flatMap(child =>
    child.kind === 'object' ? [...child.slots.values()].flatMap(slot => slot.value) : [child],
  )
  return handed.reduce<Value>((all, atom) => {
    const fields = atom.kind === 'unknown' && atom.control?.type === 'fields' ? atom.control.fields : undefined
    return fields ? join(all, readCell(fields)) : all
  }, own)
}

/** `<Form.List name="lines">{(fields, { add }) => …}</Form.List>`. */
function showList(props: Value, call: Call): Value {
  const { frame } = call
  const name = nameOf(getMember(props, 'name', { frame }), frame)
  const line = makeThing(frame, siteOfCall(call))
  const index = name === undefined ? unknown('index') : text(`${name}[]`)
  putFields(frame, line, { key: unknown('key'), name: index, fieldKey: unknown('key') })
  const lines = makeArray(frame, siteOfCall(call), [[line]])
  callChildren(props, [lines, unknown('operations'), unknown('meta')], call)
  return ELEMENT
}

function callChildren(props: Value, args: readonly Value[], call: Call): void {
  const children = getMember(props, 'children', { frame: call.frame }).filter(atom => atom.kind === 'function')
  if (children.length > 0) use(callback(call, children, args))
}

function useForm(call: Call): Value {
  const given = arg(call, 0).filter(atom => atom.kind === 'object')
  const form = given.length > 0 ? given : instanceOf(call)
  return makeArray(call.frame, siteOfCall(call), [form])
}

function instanceOf(call: Call): Value {
  const form = makeThing(call.frame, siteOfCall(call), 'instance')
  const fields = (): Value => readCell(cellOf(call.frame.machine, `antd.fields:${form.key}`))
  const one: Native = inner => fieldNamed(fields(), nameOf(arg(inner, 0), inner.frame))
  const all: Native = inner => valuesOf(fields(), inner)
  const members: Record<string, Native> = {
    getFieldValue: one,
    getFieldsValue: all,
    validateFields: inner => promise(all(inner)),
    setFieldsValue: inner => settleUse(arg(inner, 0)),
    setFieldValue: inner => settleUse(arg(inner, 1)),
  }
  for (const name of ['resetFields', 'submit', 'setFields', 'scrollToField']) members[name] = () => UNDEFINED
  for (const [name, run] of Object.entries(members))
    putFields(call.frame, form, { [name]: [holding(native(name, run, `${name}:${form.key}`), [])] })
  return [form]
}

/** What is put into the fields is seen by somebody. */
function settleUse(value: Value): Value {
  use(value)
  return UNDEFINED
}

function fieldNamed(fields: Value, name: string | undefined): Value {
  const found = fields.flatMap(atom =>
    atom.kind === 'unknown' && atom.control && atom.control.name === name ? valueOfField(atom.control) : [],
  )
  return found.length > 0 ? found : unknown(name ?? 'value')
}

function useWatch(call: Call): Value {
  return unknown(nameOf(arg(call, 0), call.frame) ?? 'value')
}
