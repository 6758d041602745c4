import {
  arg,
  type Call,
  callLater,
  type Library,
  makeGlobal,
  type Native,
  native,
  promise,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { Calls } from '../sdk/calls.ts'
import { columnsOf, nameOf, noteCall, type Run, thingOf } from '../sdk/members.ts'
import { batchOf, homeOfPath, operate, reference, snapshot } from './documents.ts'
import { ACCOUNTS } from './names.ts'
import { callable, noted } from './noted.ts'

/**
 * Firebase up to its eighth version, and `firebase/compat` since: one object from which all is reached by members,
 * `firebase.firestore().collection('pots').doc(id).update(pot)`. The calls are noted by the names that they have today.
 */
export function namespaced(calls: Calls): Library {
  const services = Object.entries({
    auth: accounts(calls),
    firestore: rows(calls),
    database: tree(calls),
    storage: files(calls),
    functions: remote(calls),
  }).map(([name, run]): [string, Value] => [
    name,
    [native(name, call => [thingOf(run, [], call)], `firebase.compat.${name}`)],
  ])
  const members = Object.fromEntries(services)
  const app: Value = [makeGlobal('firebase.compat.app', members)]
  const made: Record<string, Value> = { ...members }
  for (const name of ['initializeApp', 'app']) made[name] = [native(name, () => app, `firebase.compat.${name}`)]
  return { ...made, default: [makeGlobal('firebase.compat', made)] }
}

/** `firebase.auth()`, and `firebase.auth().currentUser` with the calls of one person. */
function accounts(calls: Calls): Run {
  const known = noted(calls, ACCOUNTS, name => ({ name: `auth.${name}`, feature: 'auth' }))
  const member: Run = name => {
    if (Object.hasOwn(known, name)) return known[name]
    return name === 'currentUser'
      ? [{ ...makeGlobal('firebase.compat.user', known), lazy: one => unknown(one) }]
      : undefined
  }
  return member
}

const QUERIES = new Set(['where', 'orderBy', 'limit', 'limitToLast', 'startAt', 'startAfter', 'endAt', 'endBefore'])
const DOCUMENTS: Readonly<Record<string, string>> = {
  add: 'addDoc',
  set: 'setDoc',
  update: 'updateDoc',
  delete: 'deleteDoc',
  get: 'getDocs',
  onSnapshot: 'onSnapshot',
}

function rows(calls: Calls): Run {
  const at = (home: string, call: Call): Value => {
    const here: Value = reference(home, call, name => step(home, name, () => here))
    return here
  }
  const step = (home: string, name: string, here: () => Value): Native | Value | undefined => {
    if (name === 'doc') return inner => at(home, inner)
    if (name === 'collection') return inner => at(homeOfPath([arg(inner, 0)], undefined), inner)
    if (name === 'id' || name === 'path') return unknown(name)
    if (name === 'ref') return here()
    if (QUERIES.has(name)) return inner => queried(home, name, inner)
    const verb = Object.hasOwn(DOCUMENTS, name) ? DOCUMENTS[name] : undefined
    return verb === undefined ? undefined : inner => operate(calls, verb, { ...inner, args: [here(), ...inner.args] })
  }
  const queried = (home: string, name: string, call: Call): Value => {
    const columns = name === 'where' || name === 'orderBy' ? [nameOf(arg(call, 0))] : []
    if (columns.length > 0) noteCall(calls, { library: 'firebase', name: '', table: home, columns }, call)
    return at(home, call)
  }
  return name => {
    if (name === 'collection' || name === 'collectionGroup' || name === 'doc')
      return call => at(homeOfPath([arg(call, 0)], undefined), call)
    if (name === 'batch') return call => [batchOf(calls, call)]
    return undefined
  }
}

const BRANCHES: Readonly<Record<string, string>> = {
  on: 'onValue',
  once: 'get',
  get: 'get',
  set: 'set',
  update: 'update',
  push: 'push',
  remove: 'remove',
}

function tree(calls: Calls): Run {
  const at = (home: string, call: Call): Value => reference(home, call, name => step(home, name))
  const step = (home: string, name: string): Native | Value | undefined => {
    if (name === 'key') return unknown(name)
    const verb = Object.hasOwn(BRANCHES, name) ? BRANCHES[name] : undefined
    if (verb === undefined) return inner => at(home === '' ? firstOf(arg(inner, 0)) : home, inner)
    return inner => asked({ home, verb }, inner)
  }
  const asked = ({ home, verb }: { home: string; verb: string }, call: Call): Value => {
    const columns = ['set', 'update', 'push'].includes(verb) ? columnsOf(arg(call, 0), call) : []
    const feature = verb === 'onValue' ? { feature: 'realtime' as const } : {}
    noteCall(calls, { library: 'firebase', name: `${home}.${verb}`, table: home, columns, ...feature }, call)
    for (const one of call.args) callLater(one, call.frame, [snapshot(call)])
    return verb === 'push' ? at(home, call) : promise(snapshot(call))
  }
  return name => (name === 'ref' ? call => at(firstOf(arg(call, 0)), call) : undefined)
}

function firstOf(path: Value): string {
  return (
    nameOf(path)
      .split('/')
      .find(one => one !== '') ?? ''
  )
}

const FILED: Readonly<Record<string, string>> = {
  put: 'uploadBytes',
  putString: 'uploadString',
  getDownloadURL: 'getDownloadURL',
  delete: 'deleteObject',
  listAll: 'listAll',
}

function files(calls: Calls): Run {
  const member: Run = name => {
    const verb = Object.hasOwn(FILED, name) ? FILED[name] : undefined
    if (verb === undefined) return name === 'ref' || name === 'child' || name === 'refFromURL' ? here : undefined
    const feature = verb.startsWith('upload') ? { feature: 'uploads' as const } : {}
    return call => {
      noteCall(calls, { library: 'firebase', name: `storage.${verb}`, ...feature }, call)
      return verb.startsWith('upload') ? [...task(call), ...promise(uploaded(call))] : promise(unknown(verb))
    }
  }
  const here: Native = call => [thingOf(member, [], call)]
  const uploaded: Native = call => [thingOf(name => (name === 'ref' ? here(call) : unknown(name)), [], call)]
  /** `task.on('state_changed', progress, failed, done)`, with what is uploaded at `task.snapshot`. */
  const task: Native = call => {
    const told: Native = inner => {
      for (const one of inner.args) callLater(one, inner.frame, [uploaded(inner)])
      return unknown('unsubscribe')
    }
    return [thingOf(name => (name === 'on' ? told : name === 'snapshot' ? uploaded(call) : undefined), [], call)]
  }
  return member
}

function remote(calls: Calls): Run {
  return name => (name === 'httpsCallable' ? call => callable(calls, { ...call, args: [[], arg(call, 0)] }) : undefined)
}
