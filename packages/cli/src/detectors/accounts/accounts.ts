import {
  addToCell,
  arg,
  type Call,
  type Cell,
  cellOf,
  ELEMENT,
  getMember,
  holding,
  join,
  type Library,
  literalTexts,
  makeThing,
  type Native,
  NULL,
  native,
  promise,
  putFields,
  readCell,
  siteOfCall,
  spreadInto,
  type Thing,
  text,
  textOf,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import { joinBase, mergeOptions } from '../clients/options.ts'
import type { MakeDetector } from '../detector.ts'
import { paired } from '../fetchers/fetchers.ts'
import type { Requests } from '../requests/requests.ts'

/** Auth.js and better-auth: their clients ask under `/api/auth`; and what reads tokens. */
export const accountsDetector: MakeDetector = ({ requests }) => {
  const create: Native = call => [clientOf(requests, call)]
  const better: Value = [native('createAuthClient', create, 'better-auth.createAuthClient')]
  // What a token says is no member of the answer that it came with.
  const decode: Native = call => {
    use(arg(call, 0))
    return unknown('claims')
  }
  const claims: Value = [native('decode', decode, 'jwt.decode')]
  const packages = 'better-auth/client better-auth/react better-auth/vue better-auth/svelte better-auth/solid'
  return {
    libraries: {
      'next-auth/react': ofAuthJs(requests),
      'next-auth/client': ofAuthJs(requests),
      '@auth/sveltekit/client': ofAuthJs(requests),
      'jwt-decode': { default: claims, jwtDecode: claims },
      jose: { decodeJwt: claims },
      ...Object.fromEntries(packages.split(' ').map(name => [name, { createAuthClient: better }])),
    },
  }
}

/** https://authjs.dev/reference/core#authhandler: the requests of `next-auth/react`. */
function ofAuthJs(requests: Requests): Library {
  const define = (name: string, run: Native): Value => [native(name, run, `accounts.${name}`)]
  const ask = (path: string, call: Call): Value =>
    sendTo(requests, { method: 'GET', url: below(text(path), call) }, call)
  const session = (call: Call): Value => ask('session', call)
  return {
    useSession: define('useSession', call => {
      const result = makeThing(call.frame, siteOfCall(call))
      putFields(call.frame, result, { data: join(session(call), NULL), status: STATUS })
      return [result]
    }),
    getSession: define('getSession', call => promise(join(session(call), NULL))),
    getCsrfToken: define('getCsrfToken', call => promise(getMember(ask('csrf', call), 'csrfToken', call))),
    getProviders: define('getProviders', call => promise(ask('providers', call))),
    signIn: define('signIn', call => promise(signIn(requests, call))),
    signOut: define('signOut', call => promise(post(requests, { url: text('signout'), fields: [] }, call))),
    SessionProvider: define('SessionProvider', call => {
      const given = getMember(arg(call, 0), 'basePath', call).filter(atom => atom.kind === 'text')
      addToCell(call.frame.machine, rootOf(call), given)
      return ELEMENT
    }),
  }
}

/** Where the server's part stands: `<SessionProvider basePath="/shop/auth">` tells all of the client. */
function rootOf({ frame }: Call): Cell {
  return cellOf(frame.machine, 'accounts root')
}

function below(path: Value, call: Call): Value {
  const told = readCell(rootOf(call))
  return joinBase(told.length > 0 ? told : text('/api/auth'), path)
}

const STATUS: Value = [...text('loading'), ...text('authenticated'), ...text('unauthenticated')]

interface Sent {
  method: string
  url: Value
  body?: Value
}

function sendTo(requests: Requests, { method, ...sent }: Sent, call: Call): Value {
  const { frame, node } = call
  return requests.send({ ...sent, method: text(method), frame, node }, call.args)
}

/** A form with the token that the server gave before. */
function post(requests: Requests, { url, fields }: { url: Value; fields: Value }, call: Call): Value {
  const csrf = sendTo(requests, { method: 'GET', url: below(text('csrf'), call) }, call)
  const form = makeThing(call.frame, siteOfCall(call), 'params')
  spreadInto(form, fields, call.frame)
  putFields(call.frame, form, { csrfToken: getMember(csrf, 'csrfToken', call) })
  return sendTo(requests, { method: 'POST', url: below(url, call), body: [form] }, call)
}

/** `signIn('credentials', fields)` posts to the callback; other providers are asked for their page. */
function signIn(requests: Requests, call: Call): Value {
  const names = literalTexts(arg(call, 0))
  const known = names.length > 0 ? names : [undefined]
  return known.flatMap(name => {
    const isOwn = name === 'credentials'
    const url: Value = [
      textOf([
        { text: `${isOwn ? 'callback' : 'signin'}/` },
        name === undefined ? { name: 'provider' } : { text: name },
      ]),
    ]
    return post(requests, { url, fields: isOwn ? fieldsOf(arg(call, 1), call) : [] }, call)
  })
}

function fieldsOf(options: Value, call: Call): Value {
  const fields = makeThing(call.frame, siteOfCall(call))
  spreadInto(
    fields,
    options.filter(atom => atom.kind === 'object'),
    call.frame,
  )
  for (const name of ['redirect', 'callbackUrl', 'redirectTo']) fields.slots.delete(name)
  return [fields]
}

// https://www.better-auth.com/docs/concepts/client: what only reads is asked for with GET.
const READS = /(?:^|\/)(?:get-|list|use-session|has-|ok$|token$)/

/** `createAuthClient({ baseURL })`: the path of a call is the path of its request, in words with hyphens. */
function clientOf(requests: Requests, call: Call): Thing {
  const base = getMember(arg(call, 0), 'baseURL', call).filter(atom => atom.kind === 'text')
  const path = getMember(arg(call, 0), 'basePath', call).filter(atom => atom.kind === 'text')
  const root = joinBase(base, path.length > 0 ? path : text('/api/auth'))
  return memberOf(requests, { root, path: [] }, call)
}

interface Reached {
  root: Value
  path: readonly string[]
}

function memberOf(requests: Requests, { root, path }: Reached, call: Call): Thing {
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  made.holds = root
  made.lazy = name => {
    if (name === 'then' || name.startsWith('$')) return undefined
    const next = [...path, name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)]
    const inner = memberOf(requests, { root, path: next }, call)
    const run: Native = asked => askBetter(requests, { root, path: next }, asked)
    return [{ ...holding(native(name, run, `better-auth:${next.join('/')}:${made.key}`), root), statics: inner }]
  }
  return made
}

function askBetter(requests: Requests, { root, path }: Reached, call: Call): Value {
  const joined = path.join('/')
  const isHook = joined === 'use-session'
  const url = joinBase(root, text(`/${isHook ? 'get-session' : joined}`))
  const isRead = READS.test(joined)
  const options = arg(call, 0).filter(atom => atom.kind === 'object')
  const [given] = [mergeOptions([options], call)]
  given.slots.delete('headers')
  given.slots.delete('fetchOptions')
  const body = !isRead && given.slots.size > 0 ? { body: [given] as Value } : {}
  const answers = sendTo(requests, { method: isRead ? 'GET' : 'POST', url, ...body }, call)
  if (!isHook) return paired(answers, call)
  const result = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, result, { data: join(answers, NULL), value: [result] })
  return [result]
}
