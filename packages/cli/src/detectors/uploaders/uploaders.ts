import {
  type Call,
  callback,
  callLater,
  type Frame,
  getMember,
  literalTexts,
  makeThing,
  putFields,
  setFields,
  settled,
  siteOf,
  spreadInto,
  type Thing,
  text,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { send as sendByClient } from '../angular/http.ts'
import type { MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'

/**
 * Components of packages that send files by themselves, to the address that they are given: `<Upload action="/api/files" />`,
 * `<el-upload :action="address" :data="{ kind }">`. Libraries of components agree on the names of their properties.
 */
export const uploadersDetector: MakeDetector = ({ requests }) => ({
  mounter: (component, props, call) => {
    const [given] = props
    if (component.kind !== 'unknown' || given?.kind !== 'object' || !UPLOADER.test(component.name)) return undefined
    const attributes = new Map([...ADDRESSES, ...OTHERS].map(name => [name, propertyOf(given, name, call)]))
    const file = fileOf(attributes, call)
    const { frame, node } = call
    if (file) tell(attributes, requests.send({ ...file, headers: [file.headers], frame, node }), call)
    return undefined
  },
  observer: {
    element: ({ name, attributes, frame, node }) => {
      if (!ELEMENT.test(name)) return
      const at = { frame, node }
      const given = unprefixed(attributes)
      const file = fileOf(given, at)
      if (file) tell(given, sentByAngular(requests, file, at), at)
    },
  },
})

/** Elements of Angular's libraries: `<p-fileUpload [url]="address">`, `<nz-upload nzAction="/api/files">`. */
const ELEMENT = /^(?:p|nz|dx|kendo|ejs)-(?:file-?)?upload(?:er)?$/i

/** `nzAction` is `action`; `(onUpload)` and `(nzChange)`, which came as handlers of those events, are `onUpload` and `onChange`. */
function unprefixed(attributes: Attributes): Attributes {
  const plain = (name: string) =>
    name.replace(/^on(?:On|Nz)(?=[A-Z])/, 'on').replace(/^nz([A-Z])/, (_, letter: string) => letter.toLowerCase())
  return new Map([...attributes].map(([name, value]) => [plain(name), value]))
}

const UPLOADER = /(?:upload|uploader|dragger)$/i
const ADDRESSES = ['action', 'url', 'uploadUrl', 'postAction']
// Who gives one of these sends the file with a function of the program.
const OWN = ['customRequest', 'httpRequest', 'requestMethod', 'uploadHandler', 'customUpload', 'customAction']
const OTHERS = [...OWN, 'name', 'method', 'data', 'headers', 'onSuccess', 'onChange', 'onFinish', 'onUpload']

interface At {
  frame: Frame
  node: Call['node']
}

type Attributes = ReadonlyMap<string, Value>

function propertyOf(props: Thing, name: string, { frame }: Call): Value {
  return getMember([props], name, { frame }).filter(atom => !(atom.kind === 'constant' && atom.value === undefined))
}

/** A request that brings a file. */
type Bringing = Readonly<Record<'url' | 'method' | 'body' | 'headers', Value>>

function fileOf(attributes: Attributes, at: At): Bringing | undefined {
  if (OWN.some(name => attributes.get(name)?.some(atom => atom.kind !== 'constant'))) return undefined
  const url = ADDRESSES.flatMap(name => attributes.get(name) ?? []).flatMap(atom => madeOf([atom], at))
  if (!url.some(isAddress)) return undefined
  const { frame, node } = at
  const body = makeThing(frame, siteOf(frame.module, node), 'form')
  spreadInto(body, madeOf(attributes.get('data') ?? [], at), frame)
  const names = literalTexts(attributes.get('name') ?? [])
  for (const name of names.length > 0 ? names : ['file'])
    setFields(frame, body, { [name]: unknown('file', { is: 'file' }) })
  const method = attributes.get('method') ?? []
  return {
    url: url.filter(isAddress),
    method: method.length > 0 ? method : text('POST'),
    body: [body],
    headers: attributes.get('headers') ?? [],
  }
}

/** Angular's libraries send with its client, as the program does: interceptors put the base in front. */
function sentByAngular(requests: Requests, { headers, ...file }: Bringing, { frame, node }: At): Value {
  const options = makeThing(frame, siteOf(frame.module, node))
  setFields(frame, options, { headers })
  const call: Call = { args: [], self: [], frame, node, types: [] }
  return settled(sendByClient(requests, call, { ...file, options: [options] }))
}

function tell(attributes: Attributes, answer: Value, at: At): void {
  const { frame } = at
  callLater(attributes.get('onSuccess') ?? [], frame, [answer, unknown('file')])
  for (const name of ['onChange', 'onFinish', 'onUpload'])
    callLater(attributes.get(name) ?? [], frame, [changeOf(answer, at)])
}

/** What is given as it is, or made by a function, at once or later. */
function madeOf(value: Value, { frame, node }: At): Value {
  const functions = value.filter(atom => atom.kind === 'function')
  if (functions.length === 0) return value
  const call: Call = { args: [], self: [], frame, node, types: [] }
  return settled(callback(call, functions, [unknown('file', { is: 'file' })]))
}

function isAddress(atom: Value[number]): boolean {
  return atom.kind === 'text' && !/^(?:#|$)/.test(literalTexts([atom])[0] ?? '/')
}

/** What is told of a file on its way: `({ file }) => file.response.url`. */
function changeOf(response: Value, { frame, node }: At): Value {
  const site = siteOf(frame.module, node)
  const file = makeThing(frame, site)
  for (const name of ['status', 'name', 'uid', 'url', 'size', 'type', 'percent', 'error', 'raw', 'originFileObj'])
    putFields(frame, file, { [name]: unknown(name) })
  putFields(frame, file, { response })
  const change = makeThing(frame, site)
  putFields(frame, change, {
    file: [file],
    fileList: unknown('files'),
    event: unknown('event'),
    response,
    status: unknown('status'),
  })
  return [change]
}
