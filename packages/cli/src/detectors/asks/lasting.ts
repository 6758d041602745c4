import {
  arg,
  type Call,
  construct,
  getMember,
  type Native,
  native,
  release,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { unwrap } from '../vue/reactive.ts'

/** Hooks that open a lasting connection, as the page's own `WebSocket` and `EventSource` do. */
export const lastingDetector: MakeDetector = () => {
  const socket: Value = [native('useWebSocket', opened('WebSocket'), 'lasting.useWebSocket')]
  const events: Value = [native('useEventSource', opened('EventSource'), 'lasting.useEventSource')]
  return {
    libraries: {
      '@vueuse/core': { useWebSocket: socket, useEventSource: events },
      'react-use-websocket': { default: socket, useWebSocket: socket },
      'reconnecting-websocket': { default: again },
      ahooks: { useWebSocket: socket },
    },
  }
}

function opened(name: string): Native {
  return (call: Call): Value => {
    const url = unwrap(arg(call, 0), call.frame)
    construct(call.frame.machine.world.globals[name] ?? [], { ...call, args: [url] }, name)
    for (const one of call.args.slice(1)) release(one, call.frame)
    for (const handler of ['onMessage', 'onConnected']) release(getMember(arg(call, 1), handler, call), call.frame)
    return unknown('connection')
  }
}

const reopen: Native = call => construct(call.frame.machine.world.globals.WebSocket ?? [], call, 'WebSocket')
const again: Value = [{ ...native('ReconnectingWebSocket', reopen, 'lasting.again'), construct: reopen }]
