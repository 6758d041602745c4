import {
  arg,
  type Call,
  type Callable,
  callLater,
  literalTexts,
  makeThing,
  type Native,
  native,
  setFields,
  siteOfCall,
  type Thing,
  text,
  truth,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { given } from '../clients/options.ts'
import type { Findings, MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'
import { thingOf } from '../sdk/members.ts'
import { send as sendTus } from '../tus/tus.ts'

const PLUGINS = { 'xhr-upload': 'XHRUpload', tus: 'Tus', 'aws-s3': 'AwsS3', 'aws-s3-multipart': 'AwsS3' } as const

/** Uppy: what its plugins send where. Plugins that only show something are not followed. */
export const uppyDetector: MakeDetector = findings => {
  const plugins = Object.fromEntries(
    Object.entries(PLUGINS).map(([name, plugin]) => [
      `@uppy/${name}`,
      {
        default: [native(plugin, () => unknown('plugin'), `uppy.${plugin}`)],
        [plugin]: [native(plugin, () => unknown('plugin'), `uppy.${plugin}`)],
      },
    ]),
  )
  const make: Native = call => [uppyOf(findings, call)]
  const uppy: Value = [{ ...native('Uppy', make, 'uppy'), construct: make }]
  const all = Object.assign({}, ...Object.values(plugins)) as Record<string, Value>
  const bundle = makeBundle({ ...all, Uppy: uppy })
  return {
    globals: { Uppy: [bundle] },
    libraries: { '@uppy/core': { default: uppy, Uppy: uppy }, ...plugins, uppy: { ...all, Uppy: uppy } },
  }
}

/** The global of the built bundle. */
function makeBundle(members: Record<string, Value>): Thing {
  const slots = new Map(Object.entries(members).map(([name, value], order) => [name, { value, order }]))
  return { kind: 'object', key: 'global:Uppy', round: 0, tag: 'plain', slots, bases: [] }
}

function uppyOf(findings: Findings, call: Call): Thing {
  const made: Thing = thingOf(
    name => inner => {
      if (name === 'use')
        for (const plugin of arg(inner, 0)) if (plugin.kind === 'function') sendBy(findings, plugin, inner)
      for (const one of inner.args) callLater(one, inner.frame, [unknown('file'), unknown('response')])
      return [made]
    },
    [],
    call,
  )
  return made
}

function sendBy(findings: Findings, plugin: Callable, call: Call): void {
  const options = arg(call, 1)
  if (plugin.name === 'Tus') sendTus(findings, options, call)
  if (plugin.name === 'XHRUpload') sendForm(findings.requests, options, call)
  if (plugin.name === 'AwsS3') {
    for (const name of ['getUploadParameters', 'createMultipartUpload', 'signPart', 'completeMultipartUpload']) {
      callLater(given(options, name, call), call.frame, [unknown('file')])
    }
  }
}

/** One request a file: a form with the file in a field, or the file alone. */
function sendForm(requests: Requests, options: Value, call: Call): void {
  const { frame, node } = call
  const asForm = given(options, 'formData', call)
  const bare = asForm.length > 0 && truth(asForm) === false
  const form = makeThing(frame, siteOfCall(call), 'form')
  const named = literalTexts(given(options, 'fieldName', call))
  for (const name of named.length > 0 ? named : ['file']) {
    setFields(frame, form, { [name]: unknown('file', { is: 'file' }) })
  }
  const method = given(options, 'method', call)
  requests.send(
    {
      url: given(options, 'endpoint', call),
      method: method.length > 0 ? method : text('POST'),
      body: bare ? unknown('file', { is: 'file' }) : [form],
      headers: [given(options, 'headers', call)],
      frame,
      node,
    },
    call.args,
  )
}
