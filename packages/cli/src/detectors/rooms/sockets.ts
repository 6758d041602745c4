import type { Evidence } from '../../blueprint/endpoint.ts'
import type { AnswerSource, Place } from '../../syntax/index.ts'
import { Ledger } from '../requests/ledger.ts'
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
  /** The path that is asked on the server: of socket.io its own, `/socket.io` by default. Left out where it is not known. */
  path?: string
  /** Types of messages that one event carries, by the event. Left out where there are none. */
  messageTypes?: Record<string, string[]>
  events: SocketName[]
  emits: SocketName[]
  /** Dotted names of what is read of messages, whatever their event. Left out where nothing is. */
  reads?: string[]
  evidence: Evidence[]
  /** Nothing reaches the code that opens it. Left out where something does. */
  live?: false
}

/** Which connection is meant. */
export type Line = Pick<Socket, 'kind' | 'url'>

/** One thing that was seen of a connection. */
interface Seen extends Line {
  part: 'open' | 'auth' | 'path' | 'types' | 'events' | 'emits'
  name: string
  fields: readonly string[]
  place: Place
  dead?: true
}

/** The connections of a frontend. */
export class Sockets {
  readonly #seen = new Ledger<Seen>()
  #resting = false
  readonly #sources = new Map<string, AnswerSource>()
  readonly #lines = new Map<AnswerSource, { line: Line; event: string }>()

  /** What is seen from now on belongs to this task. */
  enter(task: number, fresh: boolean): void {
    this.#seen.enter(task, fresh)
  }

  /** What this task noted in the run before stays: the last one was cut off. */
  cutOff(task: number): void {
    this.#seen.cutOff(task)
  }

  /** From now on only what nothing reaches is added. */
  rest(): void {
    this.#resting = true
  }

  /** A connection of a kind to an address; the same one for the same address. */
  open(line: Line, place: Place, path?: string): Line {
    this.#note({ ...line, part: 'open', name: '', fields: [], place })
    if (path) this.#note({ ...line, part: 'path', name: path, fields: [], place })
    return line
  }

  /** Where the messages of a connection come from, or those of one event. */
  source(line: Line, event: string): AnswerSource {
    const id = `socket ${line.kind} ${line.url} ${event}`
    let source = this.#sources.get(id)
    if (!source) {
      source = { id, used: new Set(), types: new Map() }
      this.#sources.set(id, source)
      this.#lines.set(source, { line: { kind: line.kind, url: line.url }, event })
    }
    return source
  }

  /** Notes types of messages, where what is compared with them came over a connection. */
  compared(source: AnswerSource, names: readonly string[], place: Place): void {
    const known = this.#lines.get(source)
    if (!known) return
    const { line, event } = known
    for (const name of names) {
      if (event === '') this.#note({ ...line, part: 'events', name, fields: [], place })
      else this.#note({ ...line, part: 'types', name, fields: [event], place })
    }
  }

  /** What the client shows to be let in. */
  auth(line: Line, names: readonly string[], place: Place): void {
    for (const name of names) this.#note({ ...line, part: 'auth', name, fields: [], place })
  }

  /** A name that is heard or sent. */
  name(line: Line, part: 'events' | 'emits', named: { name: string; fields?: readonly string[]; place: Place }): void {
    this.#note({ ...line, part, fields: [], ...named })
  }

  #note(seen: Seen): void {
    const { kind, url, part, name, fields, place } = seen
    const key = [kind, url, part, name, fields, place.file, place.line].join(' ')
    if (this.#resting) this.#seen.set(key, this.#seen.get(key) ?? { ...seen, dead: true })
    else this.#seen.set(key, seen)
  }

  /** All connections, sorted, as plain data. */
  all(): Socket[] {
    const sockets = new Map<string, Socket>()
    const opened = new Set<string>()
    for (const [, seen] of this.#seen.all()) {
      const { kind, url } = seen
      if (seen.part === 'open' && !seen.dead) opened.add(`${kind} ${url}`)
      const socket = sockets.get(`${kind} ${url}`) ?? { kind, url, auth: [], events: [], emits: [], evidence: [] }
      sockets.set(`${kind} ${url}`, socket)
      add(socket, seen)
    }
    const all = [...sockets.values()].sort((one, other) => byCode(one.kind + one.url, other.kind + other.url))
    for (const socket of all) if (!opened.has(`${socket.kind} ${socket.url}`)) socket.live = false
    for (const [source, { line }] of this.#lines) {
      const socket = source.used.size > 0 ? sockets.get(`${line.kind} ${line.url}`) : undefined
      if (socket) socket.reads = [...new Set([...(socket.reads ?? []), ...source.used])].sort(byCode)
    }
    for (const { auth, events, emits } of all) {
      auth.sort(byCode)
      for (const names of [events, emits]) names.sort((one, other) => byCode(one.name, other.name))
    }
    return all
  }
}

function add(socket: Socket, { part, name, fields, place }: Seen): void {
  if (part === 'open') addPlace(socket.evidence, place)
  else if (part === 'path') socket.path = name
  else if (part === 'types') addType(socket, name, fields[0] ?? '')
  else if (part !== 'auth') addName(socket[part], { name, fields, place })
  else if (!socket.auth.includes(name)) socket.auth.push(name)
}

function addType(socket: Socket, name: string, event: string): void {
  socket.messageTypes ??= {}
  const known = socket.messageTypes[event] ?? []
  socket.messageTypes[event] = [...new Set([...known, name])].sort(byCode)
}

function addName(names: SocketName[], { name, fields, place }: Pick<Seen, 'name' | 'fields' | 'place'>): void {
  let known = names.find(one => one.name === name)
  if (!known) {
    known = { name, fields: [], evidence: [] }
    names.push(known)
  }
  known.fields = [...new Set([...known.fields, ...fields])].sort(byCode)
  addPlace(known.evidence, place)
}

function addPlace(places: Evidence[], place: Place): void {
  if (places.some(one => one.file === place.file && one.line === place.line)) return
  places.push(evidence(place))
  places.sort((one, other) => byCode(one.file, other.file) || one.line - other.line)
}
