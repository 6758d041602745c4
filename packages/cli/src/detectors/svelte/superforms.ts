import {
  arg,
  type Call,
  callLater,
  getMember,
  isFunction,
  join,
  type Library,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  siteOfCall,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { described } from '../forms/schemas.ts'
import { makeStore } from './stores.ts'

const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `superforms.${name}`)]]

/** A form as the server and the page hand it to one another, with what its schema says of its fields. */
function formOf(call: Call): Value {
  const { frame } = call
  const [first = []] = call.args
  const given = first.filter(atom => atom.kind === 'answer' || (atom.kind === 'object' && atom.tag === 'plain'))
  const made = makeThing(frame, siteOfCall(call))
  putFields(frame, made, {
    valid: unknown('valid', { is: 'boolean' }),
    data: join(given, call.args.flatMap(described)),
    errors: unknown('errors'),
    message: unknown('message'),
  })
  return [made]
}

/** What the page makes of a form: stores of its parts; its options hear of it when it is sent. */
function superForm(call: Call): Value {
  const { frame } = call
  const [form = [], options = []] = call.args
  const made = makeThing(frame, siteOfCall(call), 'instance')
  const store = (value: Value, at: number): Value => makeStore(value, { ...call, step: at })
  putFields(frame, made, {
    form: store(getMember(form, 'data', call), 1),
    errors: store(unknown('errors'), 2),
    message: store(unknown('message'), 3),
    enhance: [native('enhance', () => UNDEFINED, 'superforms.enhance')],
    submit: [native('submit', () => UNDEFINED, 'superforms.submit')],
  })
  made.lazy = STATES
  const event = makeThing(frame, siteOfCall(call))
  putFields(frame, event, { form, result: unknown('result'), cancel: unknown('cancel') })
  for (const name of ['onSubmit', 'onResult', 'onUpdate', 'onUpdated'])
    callLater(getMember(options, name, call).filter(isFunction), frame, [[event]])
  return [made]
}

const STATES = (name: string): Value => unknown(name)

const ADAPTERS = ['zod', 'zod4', 'zodClient', 'zod4Client', 'valibot', 'valibotClient', 'yup', 'yupClient', 'joi']

const FORMS: Library = Object.fromEntries([
  define('superValidate', call => promise(formOf(call))),
  define('defaults', formOf),
  define('superForm', superForm),
  ...['message', 'setError', 'setMessage'].map(name => define(name, call => arg(call, 0))),
])

/** Superforms: forms of SvelteKit that a schema describes. */
export const SUPERFORMS: Readonly<Record<string, Library>> = {
  'sveltekit-superforms': FORMS,
  'sveltekit-superforms/server': FORMS,
  'sveltekit-superforms/client': FORMS,
  'sveltekit-superforms/adapters': Object.fromEntries(ADAPTERS.map(name => define(name, call => arg(call, 0)))),
}
