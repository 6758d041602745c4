import {
  arg,
  callLater,
  getMember,
  makeGlobal,
  makeThing,
  type Native,
  putFields,
  siteOfCall,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { Stores } from './store.ts'
import { typed } from './typed.ts'

/**
 * `createListenerMiddleware()` of Redux Toolkit: what listeners do when an action comes. Which action that is rests on matchers
 * that are functions of the program: nothing is known of it.
 */
export function listenerMiddleware(stores: Stores): Native {
  const listen: Native = call => {
    const { frame } = call
    const api = makeThing(frame, siteOfCall(call), 'instance')
    putFields(frame, api, { ...stores.functions() })
    api.lazy = name => unknown(name)
    const effect = getMember(arg(call, 0), 'effect', { frame }).filter(atom => atom.kind === 'function')
    callLater(effect, frame, [unknown('action'), [api]])
    return UNDEFINED
  }
  const startListening: Value = typed('startListening', listen, 'toolkit')
  const made = makeGlobal('toolkit.listeners', { startListening })
  made.lazy = name => unknown(name)
  return () => [made]
}
