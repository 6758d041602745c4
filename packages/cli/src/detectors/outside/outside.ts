import {
  addToCell,
  type Call,
  type Callable,
  type Cell,
  callLater,
  cellOf,
  type Frame,
  getMember,
  literalOf,
  literalTexts,
  type Part,
  promise,
  readCell,
  type Text,
  TRUE,
  text,
  textOf,
  textsOf,
  type Value,
} from '../../syntax/index.ts'
import { VERBS, WITH_BODY } from '../clients/plain.ts'
import type { MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'
import { madeOfPath } from './addresses.ts'
import { showPlayed } from './players.ts'

/**
 * Clients that are not among the files, and that no detector knows: `app.api.post('users/create', user)`, where `app` comes
 * from a script of elsewhere, or a package. What is called like a method of HTTP with something like a path is a request most
 * likely. In front of the path stands what only the client knows.
 */
export const outsideDetector: MakeDetector = ({ requests }) => ({
  outside: (from, call) => {
    noteBase(from, call)
    showPlayed(call)
    if (from.startsWith('new ')) return undefined
    const asked = askedOf(from, call)
    if (asked) return send(requests, asked, call)
    return sendDescribed(requests, from, call) ?? madeOfPath(from, call)
  },
})

const BASES = ['baseURL', 'baseUrl', 'prefixUrl']

/**
 * `configure({ baseURL: '/api' })`, `create({ baseURL: '/api' })`: all of a package's clients have it, where it is the
 * only one.
 */
function noteBase(from: string, { args, frame }: Call): void {
  const options = args.flatMap(one =>
    one.filter(atom => atom.kind === 'object' && BASES.some(name => atom.slots.has(name))),
  )
  if (options.length === 0) return
  for (const name of BASES) {
    const written = getMember(options, name, { frame }).filter(atom => atom.kind === 'text')
    addToCell(frame.machine, baseOf(from, frame), written)
  }
}

function baseOf(from: string, { machine }: Frame): Cell {
  return cellOf(machine, `outside base:${packageOf(from)}`)
}

/** The package of `@books/client http.get`, or the global of `app.api.get`. */
function packageOf(from: string): string {
  return /^@?[\w/-]+/.exec(from)?.[0] ?? from
}

interface Asked {
  client: string
  verb: string
  urls: Text[]
}

const VERB = /(?:^|[.\s])(get|post|put|patch|del|delete)(?:json|data|request)?$/i
// Servers, mocks of them, and tests call their routes so.
const SERVER =
  /^(?:express|koa|@koa\/|fastify|polka|restify|@?hapi|h3|elysia|itty-router|find-my-way|msw|nock|supertest|axios-mock-adapter|miragejs|fetch-mock|playwright|@playwright|cypress|vite|webpack)/
// What is read and written under names that may look like paths.
const STORE =
  /cache|stor(?:e|age)|map\b|params|config|settings|i18n|cookie|header|session|memo|registry|router?\b|routes|dict/i

/** A call that is a request most likely; undefined for all others. */
function askedOf(from: string, call: Call): Asked | undefined {
  const [, named = ''] = VERB.exec(from) ?? []
  const [address = [], second = []] = call.args
  if (named === '' || SERVER.test(from) || isHandler(second)) return undefined
  const verb = named.toLowerCase().replace(/^del$/, 'delete')
  const client = from.slice(0, from.length - named.length).replace(/[.\s]$/, '')
  if (STORE.test(client)) return undefined
  const urls = textsOf(address, '').filter(isPath)
  const known = knownAs(client, call)
  if (urls.length === 0) return undefined
  // One that sends bodies to paths is a client: then its other calls are requests, too.
  if (WITH_BODY.has(verb)) addToCell(call.frame.machine, known, TRUE)
  else if (!urls.every(isAbsolute) && readCell(known).length === 0) return undefined
  return { client, verb, urls }
}

function knownAs(client: string, { frame }: Call): Cell {
  return cellOf(frame.machine, `outside:${client}`)
}

/** `(request, response) => …`: a route of a server. */
function isHandler(value: Value): boolean {
  return value.some(atom => atom.kind === 'function' && parametersOf(atom) > 1)
}

function parametersOf({ code }: Callable): number {
  return code && 'params' in code.node ? code.node.params.length : 0
}

const PATH = /^(?:https?:\/\/|\/(?!\/)|[\w-]+\/)[^\s<>]*$/
// `text/html`, `image/png`: kinds of content.
const CONTENT = /^(?:text|image|audio|video|font|multipart|application)\/[\w.+-]+$/

function isPath(url: Text): boolean {
  const [first] = url.parts
  const start = first && 'text' in first ? first.text : ''
  return PATH.test(start) && !CONTENT.test(literalOf(url) ?? '')
}

function isAbsolute({ parts: [first] }: Text): boolean {
  return first !== undefined && 'text' in first && /^(?:https?:\/\/|\/)/.test(first.text)
}

function send(requests: Requests, { client, verb, urls }: Asked, call: Call): Value {
  const { frame, node } = call
  const [, second = [], third = []] = call.args
  const plain = (value: Value) => value.filter(atom => atom.kind !== 'function' && atom.kind !== 'constant')
  const bodied = WITH_BODY.has(verb)
  const options = plain(bodied ? third : second)
  const isOptions = OPTIONS.some(name => has(options, name))
  const member = (name: string) => (isOptions ? getMember(options, name, { frame }) : [])
  const answers = requests.send(
    {
      url: urls.map(url => behind(client, url, frame)),
      method: text(verb.toUpperCase()),
      query: isOptions ? [...member('params'), ...member('query')] : bodied ? [] : options,
      body: bodied ? plain(second) : member('data'),
      headers: [member('headers')],
      frame,
      node,
    },
    call.args,
  )
  for (const one of call.args)
    callLater(
      one.filter(atom => atom.kind === 'function'),
      frame,
      [answers],
    )
  return promise(answers)
}

const OPTIONS = ['params', 'query', 'headers', 'data', 'signal', 'timeout', 'responseType']

/** `socket.request({ method, url, data }, callback)`: an object with a method of HTTP and a path is a request, too. */
function sendDescribed(requests: Requests, from: string, call: Call): Value | undefined {
  const { frame, node } = call
  const options = (call.args[0] ?? []).filter(atom => atom.kind === 'object' && !atom.slots.has('handler'))
  const member = (...names: string[]) =>
    names.flatMap(name => (has(options, name) ? getMember(options, name, { frame }) : []))
  const verbs = literalTexts(member('method')).map(verb => verb.toUpperCase())
  const urls = textsOf(member('url', 'path', 'uri'), '').filter(isPath)
  if (SERVER.test(from) || urls.length === 0 || verbs.length === 0 || !verbs.every(verb => METHODS.has(verb)))
    return undefined
  const bodied = verbs.some(verb => WITH_BODY.has(verb.toLowerCase()))
  const answers = requests.send(
    {
      url: urls.map(url => behind(from.replace(/[.\s][\w$]+$/, ''), url, frame)),
      method: member('method'),
      query: [...member('params', 'query'), ...(bodied ? [] : member('data'))],
      body: bodied ? member('data', 'body', 'payload') : member('body'),
      headers: [member('headers')],
      frame,
      node,
    },
    call.args,
  )
  for (const one of call.args.slice(1))
    callLater(
      one.filter(atom => atom.kind === 'function'),
      frame,
      [answers],
    )
  return promise(answers)
}

const METHODS: ReadonlySet<string> = new Set(Object.values(VERBS))

function has(options: Value, name: string): boolean {
  return options.some(atom => atom.kind === 'object' && atom.slots.has(name))
}

/** What the client puts in front of a path is not known, but for a base that it is told of: it is named, and is no part of it. */
function behind(client: string, url: Text, frame: Frame): Text {
  const [first] = url.parts
  if (first && 'text' in first && /^https?:/.test(first.text)) return { ...url, likely: true }
  const name = client.replace(/^.*\s(?=\S)/, '').replace(/\(\)/g, '')
  const slash: Part[] = first && 'text' in first && first.text.startsWith('/') ? [] : [{ text: '/' }]
  const [base, ...others] = textsOf(readCell(baseOf(client, frame)), '')
  const before = base && others.length === 0 ? withoutSlash(base) : [{ name }]
  return textOf([...before, ...slash, ...url.parts], { ...(url.when ? { when: url.when } : {}), likely: true })
}

function withoutSlash({ parts }: Text): Part[] {
  return parts.map((part, at) =>
    'text' in part && at === parts.length - 1 ? { ...part, text: part.text.replace(/\/$/, '') } : part,
  )
}
