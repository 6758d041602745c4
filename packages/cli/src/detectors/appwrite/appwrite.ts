import {
  arg,
  type Call,
  callLater,
  elementsOf,
  type Library,
  literalText,
  makeGlobal,
  native,
  promise,
  type Thing,
  text,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import type { Called, Calls } from '../sdk/calls.ts'
import { columnsOf, nameOf, noteCall, optionName, thingOf } from '../sdk/members.ts'

const SERVICES = 'Account Storage Functions Teams Avatars Locale Messaging Graphql'.split(' ')
const TABLES = ['Databases', 'TablesDB']

/** Appwrite: documents of collections, accounts, files, functions, and the channels of its client. */
export const appwriteDetector: MakeDetector = ({ calls }) => {
  const make = (name: string, run: (call: Call) => Thing): [string, Value] => {
    const build = (call: Call): Value => [run(call)]
    return [name, [{ ...native(name, build, `appwrite.${name}`), construct: build }]]
  }
  const library: Library = Object.fromEntries([
    make('Client', call => clientOf(calls, call)),
    ...SERVICES.map(name => make(name, call => serviceOf(calls, name.toLowerCase(), call))),
    ...TABLES.map(name => make(name, call => databasesOf(calls, call))),
    ['Query', [queries()]],
    ['ID', [makeGlobal('appwrite.ID', { unique: [native('unique', () => unknown('id'), 'ID.unique')] })]],
  ])
  return { libraries: { appwrite: library, 'react-native-appwrite': library } }
}

function clientOf(calls: Calls, call: Call): Thing {
  const made: Thing = thingOf(
    name => inner => {
      if (name !== 'subscribe') return [made]
      noteCall(calls, { library: 'appwrite', name: 'client.subscribe', feature: 'realtime' }, inner)
      callLater(arg(inner, 1), inner.frame, [unknown('event')])
      return unknown('unsubscribe')
    },
    [],
    call,
  )
  return made
}

function serviceOf(calls: Calls, service: string, call: Call): Thing {
  return thingOf(
    method => inner => {
      const feature = featureOf(service, method)
      noteCall(calls, { library: 'appwrite', name: `${service}.${method}`, ...(feature ? { feature } : {}) }, inner)
      return promise(unknown(method))
    },
    [],
    call,
  )
}

function featureOf(service: string, method: string): Called['feature'] {
  if (service === 'account') return 'auth'
  return service === 'storage' && method === 'createFile' ? 'uploads' : undefined
}

/** `databases.listDocuments(database, collection, queries)`, or one object with all of them. */
function databasesOf(calls: Calls, call: Call): Thing {
  return thingOf(
    method => inner => {
      const options = arg(inner, 0).filter(atom => atom.kind === 'object')
      const named = optionName(options, 'tableId', inner) ?? optionName(options, 'collectionId', inner)
      const table = named ?? nameOf(arg(inner, 1))
      const known = /^(?:list|get|create|update|upsert|delete|increment|decrement)/.test(method)
      const columns = [...writtenBy(method, inner), ...inner.args.flatMap(one => compared(one, inner))]
      const about = { library: 'appwrite', name: `${table}.${method}`, table, columns }
      noteCall(calls, known ? about : { ...about, strange: true }, inner)
      return promise(unknown(method))
    },
    [],
    call,
  )
}

function writtenBy(method: string, call: Call): string[] {
  return /^(?:create|update|upsert)(?:Document|Row)$/.test(method) ? columnsOf(arg(call, 3), call) : []
}

const MARK = 'appwrite:'

/** `Query.equal('state', …)` is kept as a text that names the column. */
function queries(): Thing {
  const made = makeGlobal('appwrite.Query')
  made.lazy = name => [
    native(name, call => text(`${MARK}${literalText(arg(call, 0)) ?? ''}`), `appwrite.Query.${name}`),
  ]
  return made
}

function compared(value: Value, call: Call): string[] {
  if (!value.some(atom => atom.kind === 'object' && atom.tag === 'array')) return []
  const texts = elementsOf(value, call.frame).map(one => literalText(one) ?? '')
  return texts.flatMap(one => (one.startsWith(MARK) && one.length > MARK.length ? [one.slice(MARK.length)] : []))
}
