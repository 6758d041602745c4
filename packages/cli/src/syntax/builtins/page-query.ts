import { addToSlot, makeThing, slotOf } from '../machine/slots.ts'
import { addBase } from '../objects/spread.ts'
import type { Call, Frame } from '../values/frame.ts'
import { unknown } from '../values/make.ts'
import type { Thing, Value } from '../values/value.ts'
import { siteOfCall } from './call.ts'

/** What objects have without anybody naming it. */
const OWN = new Set([...Object.getOwnPropertyNames(Object.prototype), 'then', 'toJSON', 'length', 'map', 'forEach'])

/**
 * What stands behind `?` in the page's own address. Nobody knows what comes there: of a file that passes it on as a whole, the
 * names are those that it reads, and those that it writes.
 */
export function pageQuery({ module }: Frame): Thing {
  if (module.query) return module.query
  const query = makeThing({ ...module.scope.frame, context: OF_PAGE }, -module.index, 'query')
  // It belongs to nobody's run: a name is told to whoever asked for names before.
  if (query.birth) query.birth.task = undefined
  query.lazy = name => (OWN.has(name) ? undefined : namePart(query, name, module.scope.frame))
  module.query = query
  return query
}

/** No call leads to it. */
const OF_PAGE = -1

/** The same as `URLSearchParams`. */
export function paramsOf(call: Call): Value {
  const params = makeThing(call.frame, siteOfCall(call), 'params')
  addBase(params, [pageQuery(call.frame)])
  return [params]
}

/** A word of it. */
export function namePart(query: Thing, name: string, { machine }: Frame): Value {
  const value = unknown(name, { is: 'string' })
  addToSlot(machine, slotOf(machine, query, name), value)
  return value
}
