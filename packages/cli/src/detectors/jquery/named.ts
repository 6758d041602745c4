import {
  arg,
  attributeOf,
  awaited,
  type Call,
  callback,
  getMember,
  isFunction,
  keysOf,
  literalTexts,
  makeThing,
  putFields,
  siteOfCall,
  spreadInto,
  text,
  turn,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { controlsOf } from './controls.ts'
import type { Ajax } from './plugins.ts'

/** One thing that a plugin asks for. Options go by their paths: `core.data.url`. */
interface Asking {
  address: string
  method: 'GET' | 'POST'
  /** What it sends of its own. */
  words?: readonly string[]
  /** The options that hold what is sent beside it, or give that. */
  data?: readonly string[]
  /** The option that holds the name of a file's field, and the one that it has else. */
  file?: readonly [option: string, name: string]
  /** The handlers of the answer, and which of their arguments it is; `in` an object under this name. */
  told?: readonly string[]
  in?: string
}

const PLUGINS: Readonly<Record<string, readonly Asking[]>> = {
  // https://github.com/blueimp/jQuery-File-Upload/wiki/Options
  fileupload: [
    {
      address: 'url',
      method: 'POST',
      data: ['formData'],
      file: ['paramName', 'files[]'],
      told: ['done', 'always'],
      in: 'result',
    },
  ],
  uploadFile: [{ address: 'url', method: 'POST', data: ['formData'], file: ['fileName', 'file'], told: ['onSuccess'] }],
  uploadify: [{ address: 'uploader', method: 'POST', data: ['formData'], file: ['fileObjName', 'Filedata'] }],
  // https://plugins.krajee.com/file-input/plugin-options
  fileinput: [
    {
      address: 'uploadUrl',
      method: 'POST',
      data: ['uploadExtraData'],
      file: ['uploadParamNames.fileData', 'fileBlob'],
    },
    { address: 'deleteUrl', method: 'POST', data: ['deleteExtraData'], words: ['key'] },
  ],
  // https://vitalets.github.io/x-editable/docs.html
  editable: [{ address: 'url', method: 'POST', words: ['name', 'pk', 'value'], data: ['params'], told: ['success'] }],
  jstree: [{ address: 'core.data.url', method: 'GET', data: ['core.data.data'] }],
  // https://fullcalendar.io/docs/events-json-feed
  fullCalendar: [
    { address: 'events', method: 'GET', words: ['start', 'end'] },
    { address: 'events.url', method: 'GET', words: ['start', 'end'], data: ['events.data', 'events.extraParams'] },
  ],
  jqGrid: [
    { address: 'url', method: 'GET', words: ['page', 'rows', 'sidx', 'sord'], data: ['postData'] },
    { address: 'editurl', method: 'POST', words: ['oper', 'id'] },
  ],
}

/** Of others the name says that they send files: `$('#csv').ajaxUpload({ url })`. */
const UPLOADS = /upload/i
const UPLOADER: Asking = {
  address: 'url',
  method: 'POST',
  data: ['formData'],
  file: ['paramName', 'file'],
  told: ['done'],
  in: 'result',
}

/** What a call of a plugin has: its elements, and what sends. */
export interface Plugged {
  elements: Value
  ajax: Ajax
}

/** A plugin that is known by its name: `$('#photos').fileupload({ url })`. False for any other. */
export function runNamed(name: string, plugged: Plugged, call: Call): boolean {
  if (name === 'validate') for (const field of fieldsOf(call)) checkField(field, plugged, call)
  if (name === 'tokenInput') ask({ address: '', method: 'GET', words: ['q'] }, { url: arg(call, 0), plugged }, call)
  const known = Object.hasOwn(PLUGINS, name) ? PLUGINS[name] : undefined
  const askings = known ?? (UPLOADS.test(name) ? [UPLOADER] : [])
  for (const [index, asking] of askings.entries()) {
    const written = option(asking.address, call).filter(isAddress)
    const url =
      written.length > 0 || !asking.file ? written : ofElements(plugged.elements, 'data-url').filter(isAddress)
    if (url.length > 0) ask(asking, { url, plugged }, turn(call, 20 + index))
  }
  return askings.length > 0 || name === 'tokenInput'
}

function option(path: string, call: Call): Value {
  const options = arg(call, 0).filter(atom => atom.kind === 'object')
  return path.split('.').reduce<Value>(
    (held, step) =>
      getMember(
        held.filter(atom => atom.kind === 'object'),
        step,
        call,
      ),
    options,
  )
}

function isAddress(atom: Value[number]): boolean {
  return atom.kind === 'text' && (literalTexts([atom])[0] ?? '/') !== ''
}

function ofElements(elements: Value, name: string): Value {
  return controlsOf(elements).flatMap(one => attributeOf(one, name) ?? [])
}

interface Asked {
  url: Value
  plugged: Plugged
}

function ask(asking: Asking, { url, plugged }: Asked, call: Call): void {
  const { frame } = call
  const sent = makeThing(frame, siteOfCall(call), asking.file ? 'form' : 'plain')
  for (const word of asking.words ?? []) putFields(frame, sent, { [word]: unknown(word) })
  for (const [index, path] of (asking.data ?? []).entries())
    spreadInto(sent, given(option(path, call), turn(call, 30 + index)), frame)
  for (const name of asking.file ? namesOfFile(asking.file, plugged, call) : [])
    putFields(frame, sent, { [name]: unknown('file', { is: 'file' }) })
  const method = ['type', 'method'].flatMap(name => option(name, call)).filter(atom => atom.kind === 'text')
  const settings = makeThing(frame, siteOfCall(call))
  putFields(frame, settings, { url, method: method.length > 0 ? method : text(asking.method), data: [sent] })
  const answers = awaited(plugged.ajax({ ...turn(call, 1), args: [[settings]] }), frame, call.node).filter(
    atom => atom.kind === 'answer',
  )
  const told = makeThing(frame, siteOfCall(call))
  if (asking.in) putFields(frame, told, { [asking.in]: answers })
  for (const [index, name] of (asking.told ?? []).entries())
    callback(
      turn(call, 40 + index),
      option(name, call).filter(isFunction),
      told.slots.size > 0 ? [unknown('event'), [told]] : [answers, answers],
    )
}

/** An object, or what a function gives. */
function given(value: Value, call: Call): Value {
  const functions = value.filter(isFunction)
  const made = functions.length > 0 ? callback(call, functions, [unknown('element')]) : []
  return [...value, ...made].filter(atom => atom.kind === 'object' && atom.tag !== 'array')
}

function namesOfFile(
  [path, otherwise]: readonly [string, string],
  { elements }: Plugged,
  call: Call,
): readonly string[] {
  const named = literalTexts(option(path, call))
  if (named.length > 0) return named
  const own = literalTexts(ofElements(elements, 'name'))
  return own.length > 0 ? own : [otherwise]
}

/** The fields that jQuery Validation asks a server for: https://jqueryvalidation.org/remote-method/ */
function fieldsOf(call: Call): readonly string[] {
  return keysOf(option('rules', call)).names
}

function checkField(field: string, { ajax }: Plugged, call: Call): void {
  const { frame } = call
  const remote = getMember(getMember(option('rules', call), field, call), 'remote', call)
  const settings = remote.filter(atom => atom.kind === 'object')
  const url = settings.length > 0 ? getMember(settings, 'url', call) : remote
  if (!url.some(isAddress)) return
  const sent = makeThing(frame, siteOfCall(call))
  putFields(frame, sent, { [field]: unknown(field, { is: 'string' }) })
  spreadInto(
    sent,
    getMember(settings, 'data', call).filter(atom => atom.kind === 'object'),
    frame,
  )
  const made = makeThing(frame, siteOfCall(call))
  spreadInto(made, settings, frame)
  putFields(frame, made, { url: url.filter(isAddress), data: [sent] })
  ajax({ ...turn(call, 50 + fieldsOf(call).indexOf(field)), args: [[made]] })
}
