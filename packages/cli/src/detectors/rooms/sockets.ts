import type { Evidence } from '../../blueprint/endpoint.ts'
import type { Place } from '../../syntax/index.ts'
import { byCode } from '../requests/names.ts'
import { evidence } from '../signals/notes.ts'

/** A name that is heard or sent over a socket. */
export interface SocketName {
  name: string
  /** Names of what travels with it, as far as they are known. */
  fields: string[]
  evidence: Evidence[]
}

/** A lasting connection. */
export interface Socket {
  kind: 'socket.io' | 'websocket' | 'eventsource'
  /** As the code writes it; empty for the page's own host. */
  url: string
  /** Names of what the client shows to be let in. */
  auth: string[]
  events: SocketName[]
  emits: SocketName[]
  evidence: Evidence[]
}

/** The connections that were seen in this round. */
export class Sockets {
  readonly #sockets = new Map<string, Socket>()

  /** Begins a round. */
  begin(live: boolean): void {
    if (live) this.#sockets.clear()
  }

  /** A connection of a kind to an address; the same one for the same address. */
  open(kind: Socket['kind'], url: string, place: Place): Socket {
    const key = `${kind} ${url}`
    const known = this.#sockets.get(key)
    const socket = known ?? { kind, url, auth: [], events: [], emits: [], evidence: [] }
    this.#sockets.set(key, socket)
    addPlace(socket.evidence, place)
    return socket
  }

  /** All connections, sorted, as plain data. */
  all(): Socket[] {
    const all = [...this.#sockets.values()].sort((one, other) => byCode(one.kind + one.url, other.kind + other.url))
    for (const socket of all) {
      socket.events.sort((one, other) => byCode(one.name, other.name))
      socket.emits.sort((one, other) => byCode(one.name, other.name))
    }
    return all
  }
}

/** Notes a name of a connection. */
export function addName(names: SocketName[], name: string, seen: { fields?: readonly string[]; place: Place }): void {
  let known = names.find(one => one.name === name)
  if (!known) {
    known = { name, fields: [], evidence: [] }
    names.push(known)
  }
  known.fields = [...new Set([...known.fields, ...(seen.fields ?? [])])].sort(byCode)
  addPlace(known.evidence, seen.place)
}

function addPlace(places: Evidence[], place: Place): void {
  if (!places.some(one => one.file === place.file && one.line === place.line)) places.push(evidence(place))
}
