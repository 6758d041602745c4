import {
  type Call,
  callLater,
  getMember,
  literalTexts,
  makeThing,
  putFields,
  siteOfCall,
  spreadInto,
  text,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { Ajax } from './plugins.ts'

/** What plugins are called that send files: `$('#csv').fileupload({ url })`, `.ajaxUpload(…)`, `.fileinput({ uploadUrl })`. */
export const UPLOADS = /upload|^fileinput$/i

/** What jQuery File Upload calls the field where nothing says so: https://github.com/blueimp/jQuery-File-Upload/wiki/Options */
const FIELD: Readonly<Record<string, string>> = { fileupload: 'files[]' }

/** A plugin that sends the files which somebody chooses. */
export function runUploader(options: Value, { name, ajax }: { name: string; ajax: Ajax }, call: Call): void {
  const { frame } = call
  const known = options.filter(atom => atom.kind === 'object' && atom.tag === 'plain')
  const option = (one: string) => getMember(known, one, { frame })
  const url = [...option('url'), ...option('uploadUrl')].filter(atom => atom.kind === 'text')
  if (url.length === 0) return
  const method = [...option('type'), ...option('method')].filter(atom => atom.kind === 'text')
  const form = makeThing(frame, siteOfCall(call), 'form')
  for (const more of [option('formData'), option('uploadExtraData')])
    spreadInto(
      form,
      more.filter(atom => atom.kind === 'object'),
      frame,
    )
  const fields = [...literalTexts(option('paramName')), ...literalTexts(option('fileName'))]
  for (const field of fields.length > 0 ? fields : [FIELD[name.toLowerCase()] ?? 'file'])
    putFields(frame, form, { [field]: unknown('file', { is: 'file' }) })
  const made = makeThing(frame, siteOfCall(call))
  putFields(frame, made, { url, method: method.length > 0 ? method : text('POST'), data: [form] })
  const answers = ajax({ ...call, args: [[made]] })
  const data = makeThing(frame, siteOfCall(call))
  putFields(frame, data, { result: answers.flatMap(atom => (atom.kind === 'promise' ? atom.value : [])) })
  callLater(option('done'), frame, [unknown('event'), [data]])
}
