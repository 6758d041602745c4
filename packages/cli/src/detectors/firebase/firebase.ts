import {
  arg,
  type Call,
  callback,
  callLater,
  type Library,
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
import type { MakeDetector } from '../detector.ts'
import type { Called, Calls } from '../sdk/calls.ts'
import { columnsOf, nameOf, noteCall, thingOf } from '../sdk/members.ts'
import { ACCOUNTS, FILES, READS, TREE, WRITES } from './names.ts'

/** Firebase, the modular kind: Firestore, the realtime database, accounts, files and callable functions. */
export const firebaseDetector: MakeDetector = ({ calls }) => ({
  libraries: {
    'firebase/firestore': firestore(calls),
    'firebase/firestore/lite': firestore(calls),
    'firebase/database': database(calls),
    'firebase/auth': noted(calls, ACCOUNTS, name => ({ name: `auth.${name}`, feature: 'auth' })),
    'firebase/storage': storage(calls),
    'firebase/functions': { httpsCallable: define('httpsCallable', call => callable(calls, call)) },
  },
})

function define(name: string, run: Native): Value {
  return [native(name, run, `firebase.${name}`)]
}

type About = Omit<Called, 'place' | 'library'>

function noted(calls: Calls, names: readonly string[], about: (name: string) => About): Library {
  return Object.fromEntries(
    names.map(name => [
      name,
      define(name, call => {
        noteCall(calls, { library: 'firebase', ...about(name) }, call)
        for (const one of call.args) callLater(one, call.frame, [unknown('user')])
        return promise(unknown(name))
      }),
    ]),
  )
}

/** What a reference stands for: the name of its collection. */
const HOME = '#home'

/** A reference to a collection, a document or a query of it. */
function reference(home: string, call: Call): Value {
  const made: Thing = thingOf(name => (name === 'id' || name === 'path' ? unknown(name) : undefined), [], call)
  made.slots.set(HOME, { value: [{ kind: 'text', parts: [{ text: home }] }], order: 0 })
  return [made]
}

function homeOf(value: Value): string | undefined {
  for (const atom of value) {
    const slot = atom.kind === 'object' ? atom.slots.get(HOME) : undefined
    if (slot) return literalText(slot.value)
  }
  return undefined
}

/** The last collection of a path: every second part of it names one. */
function homeOfPath(parts: readonly Value[], before: string | undefined): string {
  const names = parts.flatMap(part => nameOf(part).split('/')).filter(name => name !== '')
  const collections = names.filter((_, at) => at % 2 === (before === undefined ? 0 : 1))
  return collections.at(-1) ?? before ?? names[0] ?? ''
}

function firestore(calls: Calls): Library {
  const first = (call: Call) => homeOf(arg(call, 0))
  const collection: Native = call => reference(homeOfPath(call.args.slice(1), undefined), call)
  const doc: Native = call => reference(homeOfPath(call.args.slice(1), first(call)), call)
  const query: Native = call => {
    const table = first(call) ?? ''
    const columns = call.args.slice(1).flatMap(one => comparedIn(one))
    noteCall(calls, { library: 'firebase', name: '', table, columns }, call)
    return reference(table, call)
  }
  const members: Record<string, Value> = {
    collection: define('collection', collection),
    collectionGroup: define('collectionGroup', collection),
    doc: define('doc', doc),
    query: define('query', query),
    writeBatch: define('writeBatch', call => [batchOf(calls, call)]),
    runTransaction: define('runTransaction', call =>
      promise(
        callback(
          call,
          arg(call, 1).filter(atom => atom.kind === 'function'),
          [[batchOf(calls, call)]],
        ),
      ),
    ),
  }
  for (const name of ['where', 'orderBy']) members[name] = define(name, call => [compares(call)])
  for (const name of READS) members[name] = define(name, call => operate(calls, name, call))
  for (const name of WRITES) members[name] = define(name, call => operate(calls, name, call))
  return members
}

const COLUMN = '#column'

function compares(call: Call): Thing {
  const made = thingOf(() => undefined, arg(call, 0), call)
  made.slots.set(COLUMN, { value: arg(call, 0), order: 0 })
  return made
}

function comparedIn(value: Value): string[] {
  return value.flatMap(atom => {
    const slot = atom.kind === 'object' ? atom.slots.get(COLUMN) : undefined
    const name = slot && literalText(slot.value)
    return name ? [name] : []
  })
}

function operate(calls: Calls, name: string, call: Call): Value {
  const table = homeOf(arg(call, 0)) ?? ''
  const columns = WRITES.includes(name) ? columnsOf(arg(call, 1), call) : []
  const feature = name === 'onSnapshot' ? { feature: 'realtime' as const } : {}
  noteCall(calls, { library: 'firebase', name: `${table}.${name}`, table, columns, ...feature }, call)
  if (name !== 'onSnapshot') return promise(snapshot(call))
  for (const one of call.args.slice(1)) callLater(one, call.frame, [snapshot(call)])
  return define('unsubscribe', () => UNDEFINED)
}

/** What is read: `snapshot.docs.map(one => one.data())`. */
function snapshot(call: Call): Value {
  const data = define('data', () => unknown('data'))
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
function batchOf(calls: Calls, call: Call): Thing {
  return thingOf(
    name => inner => {
      const verb = { set: 'setDoc', update: 'updateDoc', delete: 'deleteDoc', get: 'getDoc' }[name]
      return verb ? operate(calls, verb, inner) : promise(unknown(name))
    },
    [],
    call,
  )
}

function database(calls: Calls): Library {
  const members: Record<string, Value> = {
    ref: define('ref', call => reference(nameOf(arg(call, 1)).split('/')[0] ?? '', call)),
    child: define('child', call => reference(homeOf(arg(call, 0)) || (nameOf(arg(call, 1)).split('/')[0] ?? ''), call)),
    query: define('database.query', call => reference(homeOf(arg(call, 0)) ?? '', call)),
  }
  for (const name of TREE) {
    members[name] = define(`database.${name}`, call => {
      const table = homeOf(arg(call, 0)) ?? ''
      const feature = name.startsWith('on') ? { feature: 'realtime' as const } : {}
      const columns = ['set', 'update', 'push'].includes(name) ? columnsOf(arg(call, 1), call) : []
      noteCall(calls, { library: 'firebase', name: `${table}.${name}`, table, columns, ...feature }, call)
      for (const one of call.args.slice(1)) callLater(one, call.frame, [snapshot(call)])
      return name === 'push' ? reference(table, call) : promise(snapshot(call))
    })
  }
  return members
}

function storage(calls: Calls): Library {
  const about = (name: string): About => ({
    name: `storage.${name}`,
    ...(name.startsWith('upload') ? { feature: 'uploads' as const } : {}),
  })
  return noted(calls, FILES, about)
}

/** `httpsCallable(functions, name)`: a function that is noted when it is called. */
function callable(calls: Calls, call: Call): Value {
  const name = nameOf(arg(call, 1))
  const run: Native = inner => {
    noteCall(calls, { library: 'firebase', name: `functions.${name}` }, inner)
    return promise([thingOf(member => (member === 'data' ? unknown('data') : undefined), [], inner)])
  }
  return [native(name, run, `firebase.callable.${name}`)]
}
