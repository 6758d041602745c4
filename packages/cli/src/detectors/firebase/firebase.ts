import {
  arg,
  type Call,
  callback,
  callLater,
  type Library,
  literalText,
  type Native,
  promise,
  type Thing,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import type { Calls } from '../sdk/calls.ts'
import { columnsOf, nameOf, noteCall, thingOf } from '../sdk/members.ts'
import { namespaced } from './compat.ts'
import { batchOf, homeOf, homeOfPath, operate, reference, snapshot } from './documents.ts'
import { ACCOUNTS, FILES, READS, TREE, WRITES } from './names.ts'
import { type About, callable, define, noted } from './noted.ts'

/** Firebase, both kinds: Firestore, the realtime database, accounts, files and callable functions. */
export const firebaseDetector: MakeDetector = ({ calls }) => ({
  libraries: {
    'firebase/firestore': firestore(calls),
    'firebase/firestore/lite': firestore(calls),
    'firebase/database': database(calls),
    'firebase/auth': noted(calls, ACCOUNTS, name => ({ name: `auth.${name}`, feature: 'auth' })),
    'firebase/storage': storage(calls),
    ...Object.fromEntries(['firebase', 'firebase/app', 'firebase/compat/app'].map(name => [name, namespaced(calls)])),
    'firebase/functions': { httpsCallable: define('httpsCallable', call => callable(calls, call)) },
  },
})

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
