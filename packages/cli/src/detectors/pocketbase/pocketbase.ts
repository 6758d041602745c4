import {
  arg,
  type Call,
  callLater,
  getMember,
  makeThing,
  native,
  promise,
  putFields,
  siteOfCall,
  type Thing,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { joinBase } from '../clients/options.ts'
import type { Findings, MakeDetector } from '../detector.ts'
import type { Called } from '../sdk/calls.ts'
import { answerOf, columnsOf, nameOf, noteCall, thingOf } from '../sdk/members.ts'

const READS = 'getList getFullList getOne getFirstListItem'.split(' ')
const WRITES = 'create update delete'.split(' ')
const ROOMS = ['subscribe', 'unsubscribe']
const ACCOUNTS = /^(?:auth|request|confirm|listAuth|listExternal|unlink|impersonate)/

/** PocketBase: collections with their fields, accounts, subscriptions; `send` asks an endpoint of its own. */
export const pocketbaseDetector: MakeDetector = findings => {
  const make = (call: Call): Value => [clientOf(findings, call)]
  const client: Value = [{ ...native('PocketBase', make, 'pocketbase'), construct: make }]
  return { libraries: { pocketbase: { default: client } } }
}

function clientOf(findings: Findings, call: Call): Thing {
  const base = call.args[0] ?? []
  return thingOf(
    name => {
      if (name === 'collection') return inner => [collectionOf(findings, nameOf(arg(inner, 0)), inner)]
      if (name === 'send') return inner => send(findings, base, inner)
      if (name === 'authStore') return [authStore(call)]
      return undefined
    },
    base,
    call,
  )
}

function send({ requests }: Findings, base: Value, call: Call): Value {
  const { frame, node } = call
  const options = arg(call, 1)
  const option = (name: string) => getMember(options, name, { frame })
  const url = joinBase(base, arg(call, 0))
  return promise(
    requests.send(
      { url, method: option('method'), query: option('query'), body: option('body'), frame, node },
      call.args,
    ),
  )
}

function authStore(call: Call): Thing {
  return thingOf(
    name => {
      if (name !== 'onChange' && name !== 'clear' && name !== 'save') return unknown(name)
      return inner => {
        callLater(arg(inner, 0), inner.frame, [unknown('token'), unknown('record')])
        return unknown(name)
      }
    },
    [],
    call,
  )
}

function collectionOf({ calls }: Findings, table: string, call: Call): Thing {
  return thingOf(
    method => inner => {
      noteCall(calls, { library: 'pocketbase', name: `${table}.${method}`, table, ...about(method, inner) }, inner)
      for (const one of inner.args) callLater(one, inner.frame, [unknown('event')])
      if (method !== 'getList') return promise(unknown(method))
      return answerOf({ items: unknown('items'), totalItems: unknown('totalItems', { is: 'number' }) }, inner)
    },
    [],
    call,
  )
}

function about(method: string, call: Call): Pick<Called, 'feature' | 'columns' | 'strange'> {
  if (ROOMS.includes(method)) return { feature: 'realtime' }
  if (ACCOUNTS.test(method)) return { feature: 'auth' }
  if (method === 'getList') return { feature: 'pagination', columns: sorted(call) }
  if (READS.includes(method)) return { columns: sorted(call) }
  if (!WRITES.includes(method)) return { strange: true }
  return { columns: columnsOf(arg(call, method === 'update' ? 1 : 0), call) }
}

/** Fields that a list is sorted by. */
function sorted(call: Call): string[] {
  const options = call.args.flat().filter(atom => atom.kind === 'object')
  if (options.length === 0) return []
  const made = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, made, { sort: getMember(options, 'sort', call) })
  const names = nameOf(getMember([made], 'sort', call)).split(',')
  return names
    .map(name => name.replace(/^[-+]/, '').trim())
    .filter(name => /^[a-z_]\w*$/i.test(name) && name !== 'sort')
}
