import {
  addToCell,
  type Call,
  type Callable,
  cellOf,
  type Frame,
  fieldsOfForm,
  formShownAt,
  getMember,
  holding,
  literalTexts,
  makeThing,
  native,
  type PageElement,
  promise,
  putFields,
  readCell,
  siteOf,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { Detector } from '../detector.ts'

// What an action of a route is called, wherever it is exported or put into a table.
const ACTION = /action$/i
const ROUTER = /^(?:react-router(?:-dom)?|@remix-run\/.+)$/
// `<Form>`, and `<fetcher.Form>`.
const FORM = /(?:^|\.)Form$/

/** Actions of routes: `request.formData()` is what the forms of the same file send, or what a program submits itself. */
export const routeActions: Pick<Detector, 'mounter' | 'given' | 'observer'> = {
  mounter: (component, props, call) => {
    const isSent = component.kind === 'unknown' && FORM.test(component.name) && sends(getMember(props, 'method', call))
    if (isSent) keep(fieldsOfForm(formShownAt(call), readCell), call)
    return undefined
  },
  observer: { element: element => keepPlain(element) },
  given: (callable, frame) => (isAction(callable) ? [[eventFor(callable, frame)]] : undefined),
}

function cellFor(path: string, { machine }: Frame) {
  return cellOf(machine, `loaders form:${path}`)
}

function keepPlain({ name, attributes, frame, node, fields }: PageElement): void {
  if (name === 'form' && sends(attributes.get('method') ?? [])) keep(fields(), { frame, node })
}

/** A form without a method asks for another page. */
function sends(method: Value): boolean {
  return literalTexts(method).some(name => !/^get$/i.test(name))
}

function keep(fields: readonly (readonly [string, Value])[], { frame, node }: Pick<Call, 'frame' | 'node'>): void {
  if (fields.length === 0 || !usesRouter(frame)) return
  const sent = makeThing(frame, siteOf(frame.module, node), 'form')
  for (const [name, value] of fields) putFields(frame, sent, { [name]: value })
  addToCell(frame.machine, cellFor(frame.module.path, frame), [sent])
}

function usesRouter({ module }: Pick<Frame, 'module'>): boolean {
  return [...module.imports.values()].some(({ specifier }) => ROUTER.test(specifier))
}

function isAction({ name, code }: Callable): boolean {
  return code !== undefined && ACTION.test(name ?? '') && usesRouter(code)
}

/** Of several forms in one file nobody knows which is sent. */
function onlyForm(path: string, frame: Frame): Value {
  const forms = readCell(cellFor(path, frame))
  return forms.length === 1 ? forms : []
}

function eventFor({ code, key }: Callable, frame: Frame) {
  const path = code?.module.path ?? ''
  const read = (inner: Call): Value => promise([...onlyForm(path, inner.frame), ...unknown('form')])
  const data = native('formData', read, `loaders.form:${key}`)
  const [request, event] = [makeThing(frame, -1, 'instance'), makeThing(frame, -1, 'instance')]
  putFields(frame, request, { formData: [holding(data, [])] })
  putFields(frame, event, { request: [request] })
  request.lazy = event.lazy = anything
  return event
}

const anything = (name: string): Value => unknown(name)
