import {
  addToCell,
  arg,
  type Call,
  callMember,
  cellOf,
  getMember,
  holding,
  invoke,
  keysOf,
  type Library,
  makeThing,
  type Native,
  native,
  putFields,
  readCell,
  setMember,
  siteOfCall,
  UNDEFINED,
  type Value,
} from '../../syntax/index.ts'

/** Packages that are a WebSocket which opens itself again, or one with its handlers given at once. */
export function likeWebSocket(open: Native): Readonly<Record<string, Library>> {
  const both = (name: string, run: Native): Value => [{ ...native(name, run, `socket.${name}`), construct: run }]
  const same = both('WebSocket', open)
  const given = both('Sockette', call => withHandlers(open, call))
  const hook: Value = [native('useWebSocket', call => useWebSocket(open, call), 'socket.useWebSocket')]
  return {
    'reconnecting-websocket': { default: same },
    'isomorphic-ws': { default: same, WebSocket: same },
    partysocket: { WebSocket: same },
    'partysocket/ws': { default: same },
    ws: { default: same, WebSocket: same },
    sockette: { default: given },
    'react-use-websocket': { default: hook, useWebSocket: hook },
    'react-use-websocket/dist/lib/use-websocket': { useWebSocket: hook },
  }
}

/** Handlers under the names that they have as members, `onmessage` and `onMessage`. */
function withHandlers(open: Native, call: Call): Value {
  const { frame } = call
  const made = open(call)
  const options = arg(call, 1)
  for (const name of keysOf(options).names) {
    if (!/^on[a-z]+$/i.test(name)) continue
    setMember(made, { name: name.toLowerCase(), value: getMember(options, name, { frame }) }, frame)
  }
  for (const atom of made)
    if (atom.kind === 'object') putFields(frame, atom, { json: sender('json', made, `json:${atom.key}`) })
  return made
}

/** Sends an object as JSON. */
function sender(name: string, socket: Value, key: string): Value {
  const send: Native = call => {
    const json = getMember(call.frame.machine.world.globals.JSON ?? [], 'stringify', call)
    return callMember(socket, 'send', { ...call, args: [invoke(json, call)] })
  }
  return [holding(native(name, send, key), socket)]
}

/** `useWebSocket(url, options)`: the last message is read where it is shown. */
function useWebSocket(open: Native, call: Call): Value {
  const { frame } = call
  const socket = withHandlers(open, call)
  const used = makeThing(frame, siteOfCall(call), 'instance')
  const cell = cellOf(frame.machine, `last message:${used.key}`)
  const keep: Native = inner => {
    addToCell(frame.machine, cell, arg(inner, 0))
    return UNDEFINED
  }
  setMember(socket, { name: 'onmessage', value: [native('keep', keep, `keep:${used.key}`)] }, frame)
  putFields(frame, used, {
    sendMessage: getMember(socket, 'send', { frame }),
    sendJsonMessage: sender('sendJsonMessage', socket, `sendJsonMessage:${used.key}`),
    getWebSocket: [
      holding(
        native('getWebSocket', () => socket, `getWebSocket:${used.key}`),
        socket,
      ),
    ],
  })
  used.holds = socket
  used.lazy = (name, at) => {
    if (name === 'lastMessage') return readCell(cell)
    if (name !== 'lastJsonMessage') return undefined
    const json = getMember(frame.machine.world.globals.JSON ?? [], 'parse', { frame: at })
    return invoke(json, { ...call, frame: at, args: [getMember(readCell(cell), 'data', { frame: at })] })
  }
  return [used]
}
