import {
  arg,
  type Call,
  callLater,
  type Frame,
  getMember,
  keysOf,
  literalTexts,
  makeGlobal,
  makeThing,
  type Native,
  native,
  type PageElement,
  putFields,
  readSlot,
  setFields,
  siteOf,
  siteOfCall,
  spreadInto,
  type Thing,
  text,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { given } from '../clients/options.ts'
import type { MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'
import { thingOf } from '../sdk/members.ts'

/** Dropzone: `new Dropzone(element, { url, paramName })`, and forms of its class with options by their id. */
export const dropzoneDetector: MakeDetector = ({ requests }) => {
  const options = makeGlobal('dropzone.options')
  const make: Native = call => construct(requests, call)
  const dropzone: Value = [
    {
      ...native('Dropzone', make, 'dropzone'),
      construct: make,
      statics: makeGlobal('dropzone', { options: [options], autoDiscover: unknown('autoDiscover') }),
    },
  ]
  return {
    globals: { Dropzone: dropzone },
    libraries: { dropzone: { default: dropzone, Dropzone: dropzone } },
    observer: { element: element => formOf(requests, options, element) },
  }
}

function construct(requests: Requests, call: Call): Value {
  const { frame, node } = call
  const options = arg(call, 1)
  handlers(options, frame)
  const url = given(options, 'url', call)
  const body = makeThing(frame, siteOfCall(call), 'form')
  fill(body, options, frame)
  const method = given(options, 'method', call)
  if (url.length > 0) {
    requests.send(
      {
        url: url.filter(atom => atom.kind !== 'function'),
        method: method.length > 0 ? method : text('POST'),
        body: [body],
        headers: [given(options, 'headers', call)],
        frame,
        node,
      },
      call.args,
    )
  }
  const made: Thing = thingOf(
    () => inner => {
      for (const one of inner.args) callLater(one, inner.frame, [unknown('file'), unknown('response')])
      return [made]
    },
    options,
    call,
  )
  return [made]
}

/** The file under its name, and what the options send beside it. */
function fill(body: Thing, options: Value, frame: Frame): void {
  const named = literalTexts(getMember(options, 'paramName', { frame }))
  spreadInto(body, getMember(options, 'params', { frame }), frame)
  for (const name of named.length > 0 ? named : ['file']) {
    setFields(frame, body, { [name]: unknown('file', { is: 'file' }) })
  }
}

function handlers(options: Value, frame: Frame): void {
  for (const name of keysOf(options).names) {
    const value = getMember(options, name, { frame }).filter(atom => atom.kind === 'function')
    if (value.length > 0) callLater(value, frame, [unknown('file')])
  }
}

/** A form that Dropzone sends, not the browser. */
export function isDropzone({ name, attributes }: PageElement): boolean {
  const classes = literalTexts(attributes.get('class') ?? attributes.get('className') ?? []).join(' ')
  return name === 'form' && /(?:^|\s)dropzone(?:\s|$)/.test(classes)
}

/** `<form class="dropzone" action="…">`: its fields and the file, with the options that its id has. */
function formOf(requests: Requests, options: Thing, element: PageElement): void {
  const { attributes, fields, frame, node } = element
  const action = attributes.get('action') ?? []
  if (!isDropzone(element) || action.length === 0) return
  const [id = ''] = literalTexts(attributes.get('id') ?? [])
  const camel = id.replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase())
  const slot = options.slots.get(camel)
  const own = slot ? readSlot(slot) : []
  const body = makeThing(frame, siteOf(frame.module, node), 'form')
  for (const [field, value] of fields()) putFields(frame, body, { [field]: value })
  fill(body, own, frame)
  handlers(own, frame)
  requests.send({ url: action, method: text('POST'), body: [body], frame, node })
}
