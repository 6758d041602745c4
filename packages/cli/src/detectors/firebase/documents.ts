import {
  arg,
  type Call,
  callback,
  callLater,
  literalText,
  type Native,
  native,
  promise,
  type Thing,
  turn,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { Calls } from '../sdk/calls.ts'
import { columnsOf, nameOf, noteCall, type Run, thingOf } from '../sdk/members.ts'
import { WRITES } from './names.ts'

/** What a reference stands for: the name of its collection. */
const HOME = '#home'

const plain: Run = name => (name === 'id' || name === 'path' ? unknown(name) : undefined)

/** A reference to a collection, a document or a query of it, with members of its own where it has any. */
export function reference(home: string, call: Call, run: Run = plain): Value {
  const made: Thing = thingOf(run, [], call)
  made.slots.set(HOME, { value: [{ kind: 'text', parts: [{ text: home }] }], order: 0 })
  return [made]
}

/** The collection that a reference stands for. */
export function homeOf(value: Value): string | undefined {
  for (const atom of value) {
    const slot = atom.kind === 'object' ? atom.slots.get(HOME) : undefined
    if (slot) return literalText(slot.value)
  }
  return undefined
}

/** The last collection of a path: every second part of it names one. */
export function homeOfPath(parts: readonly Value[], before: string | undefined): string {
  const names = parts.flatMap(part => nameOf(part).split('/')).filter(name => name !== '')
  const collections = names.filter((_, at) => at % 2 === (before === undefined ? 0 : 1))
  return collections.at(-1) ?? before ?? names[0] ?? ''
}

/** Reads or writes what a reference stands for. */
export function operate(calls: Calls, name: string, call: Call): Value {
  const table = homeOf(arg(call, 0)) ?? ''
  const columns = WRITES.includes(name) ? columnsOf(arg(call, 1), call) : []
  const feature = name === 'onSnapshot' ? { feature: 'realtime' as const } : {}
  noteCall(calls, { library: 'firebase', name: `${table}.${name}`, table, columns, ...feature }, call)
  if (name !== 'onSnapshot') return promise(snapshot(call))
  for (const one of call.args.slice(1)) callLater(one, call.frame, [snapshot(call)])
  return [native('unsubscribe', () => UNDEFINED, 'firebase.unsubscribe')]
}

/** What is read: `snapshot.docs.map(one => one.data())`. */
export function snapshot(call: Call): Value {
  const data: Value = [native('data', () => unknown('data'), 'firebase.data')]
  const one: Value = [thingOf(name => (name === 'data' ? data : unknown(name)), [], call)]
  const each: Native = inner => [callback(turn(inner, 1), arg(inner, 0), [one]), UNDEFINED][1] ?? []
  return [
    thingOf(
      name => {
        if (name === 'data') return data
        if (name === 'forEach') return each
        return name === 'docs' ? [listOf(one, call)] : unknown(name)
      },
      one,
      call,
    ),
  ]
}

function listOf(one: Value, call: Call): Thing {
  const list = thingOf(() => undefined, one, call)
  list.tag = 'array'
  list.element = { value: one, order: 0 }
  return list
}

/** `batch.set(reference, data)`, `transaction.update(reference, data)`. */
export function batchOf(calls: Calls, call: Call): Thing {
  return thingOf(
    name => inner => {
      const verb = { set: 'setDoc', update: 'updateDoc', delete: 'deleteDoc', get: 'getDoc' }[name]
      return verb ? operate(calls, verb, inner) : promise(unknown(name))
    },
    [],
    call,
  )
}
