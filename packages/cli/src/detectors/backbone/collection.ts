import {
  arg,
  type Call,
  callMember,
  construct,
  elementsOf,
  type Frame,
  getMember,
  holding,
  joinAll,
  makeArray,
  makeThing,
  type Native,
  native,
  putFields,
  siteOfCall,
  type Thing,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { LODASH } from '../lodash/lodash.ts'
import type { Requests } from '../requests/requests.ts'
import { heard } from './backbone.ts'
import { answersOf, ownValue, sendFor } from './model.ts'

const SINGLE = new Set('at get first last find findWhere shift pop'.split(' '))
const PLAIN = new Set('toJSON where models slice'.split(' '))

/** The methods of a collection: those of lists go through models of what the server gave. */
export function collectionMember(
  requests: Requests,
  owner: Thing,
  { name, frame }: { name: string; frame: Frame },
): Value | undefined {
  if (name === 'models') return elementsIn(owner, frame)
  const run = methodOf(requests, owner, name)
  return run ? [holding(native(name, run, `backbone.${name}:${owner.key}`), [])] : heard(owner, name)
}

function methodOf(requests: Requests, owner: Thing, name: string): Native | undefined {
  if (name === 'fetch') {
    return call => {
      const sent = { method: 'GET', url: ownValue(owner, 'url', call), query: getMember(arg(call, 0), 'data', call) }
      return sendFor(requests, { owner, sent, options: arg(call, 0) }, call)
    }
  }
  if (name === 'create') {
    return call => {
      const model = modelOf(owner, arg(call, 0), call)
      callMember(model, 'save', { ...call, args: [[], arg(call, 1)] })
      return model
    }
  }
  if (name === 'url') return call => ownValue(owner, 'url', call)
  if (name === 'add' || name === 'reset' || name === 'set' || name === 'push')
    return call => modelOf(owner, arg(call, 0), call)
  if (SINGLE.has(name)) return call => joinAll([modelIn(owner, call)])
  if (name === 'toJSON') return call => answersOf(owner, call.frame)
  if (PLAIN.has(name)) return call => listed(owner, call)
  if (name === 'pluck')
    return call => {
      const value = callMember(modelIn(owner, call), 'get', call)
      return makeArray(call.frame, siteOfCall(call), { items: [], rest: value })
    }
  const own = Object.hasOwn(LODASH, name) ? LODASH[name] : undefined
  return own && (call => own({ ...call, args: [listed(owner, call), ...call.args] }))
}

function listed(owner: Thing, call: Call): Value {
  return makeArray(call.frame, siteOfCall(call), { items: [], rest: modelIn(owner, call) })
}

/** A model of what is in the list. */
function modelIn(owner: Thing, call: Call): Value {
  return modelOf(owner, elementsIn(owner, call.frame), call)
}

function elementsIn(owner: Thing, frame: Frame): Value {
  const items = joinAll(elementsOf(answersOf(owner, frame), frame))
  return items.length > 0 ? items : unknown('attributes')
}

function modelOf(owner: Thing, attributes: Value, call: Call): Value {
  const known = attributes.filter(atom => atom.kind === 'object' && atom.tag === 'instance')
  if (known.length > 0) return known
  const classes = getMember([owner], 'model', call).filter(atom => atom.kind === 'function')
  if (classes.length === 0) return unknown('model')
  const options = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, options, { collection: [owner] })
  return construct(classes, { ...call, args: [attributes, [options]], self: [] }, 'model')
}
