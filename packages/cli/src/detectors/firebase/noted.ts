import {
  arg,
  type Call,
  callLater,
  type Library,
  type Native,
  native,
  promise,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { Called, Calls } from '../sdk/calls.ts'
import { nameOf, noteCall, thingOf } from '../sdk/members.ts'

/** A function of the package, by its name. */
export function define(name: string, run: Native): Value {
  return [native(name, run, `firebase.${name}`)]
}

/** What a call is noted as. */
export type About = Omit<Called, 'place' | 'library'>

/** Functions whose calls are noted, and nothing more. */
export function noted(calls: Calls, names: readonly string[], about: (name: string) => About): Library {
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

/** `httpsCallable(functions, name)`: a function that is noted when it is called. */
export function callable(calls: Calls, call: Call): Value {
  const name = nameOf(arg(call, 1))
  const run: Native = inner => {
    noteCall(calls, { library: 'firebase', name: `functions.${name}` }, inner)
    return promise([thingOf(member => (member === 'data' ? unknown('data') : undefined), [], inner)])
  }
  return [native(name, run, `firebase.callable.${name}`)]
}
