import { NUXT_CONFIG } from '../../project/index.ts'
import {
  addToCell,
  arg,
  awaited,
  type Call,
  cellOf,
  EITHER,
  type Frame,
  getMember,
  holding,
  invoke,
  keysOf,
  literalTexts,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  readCell,
  siteOfCall,
  spreadInto,
  type Thing,
  text,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { plugged, sharedIn } from '../vue/plugins.ts'
import { configIn, objectsOf } from './context.ts'

const USUAL: Readonly<Record<string, readonly [string, string]>> = {
  login: ['/api/auth/login', 'post'],
  logout: ['/api/auth/logout', 'post'],
  user: ['/api/auth/user', 'get'],
  refresh: ['/api/auth/refresh', 'post'],
}

/**
 * `$auth` of `@nuxtjs/auth`: its requests go where the strategies of the configuration say:
 * https://auth.nuxtjs.org/schemes/local
 */
export function authIn(frame: Frame): Thing {
  return sharedIn(frame, 'nuxt.auth', (name, at) => MEMBERS[name]?.(at) ?? unknown(name))
}

const method = (name: string, run: Native): Value => [holding(native(name, run, `nuxt.auth.${name}`), [])]

const MEMBERS: Readonly<Record<string, (frame: Frame) => Value>> = {
  loggedIn: () => EITHER,
  user: frame => (userOf(frame).length > 0 ? userOf(frame) : unknown('user')),
  loginWith: () => method('loginWith', call => login(call, literalTexts(arg(call, 0)), arg(call, 1))),
  login: () => method('login', call => login(call, [], arg(call, 0))),
  fetchUser: () => method('fetchUser', call => promise(fetchUser(call))),
  fetchUserOnce: () => method('fetchUserOnce', call => promise(fetchUser(call))),
  logout: () => method('logout', call => promise(ask('logout', { call, names: [], given: arg(call, 0) }))),
  refreshTokens: () => method('refreshTokens', call => promise(ask('refresh', { call, names: [], given: [] }))),
}

const userOf = ({ machine }: Frame): Value => readCell(cellOf(machine, 'nuxt.auth.user'))

function login(call: Call, names: readonly string[], given: Value): Value {
  const answer = ask('login', { call, names, given })
  fetchUser(call)
  return promise(answer)
}

/** The user as the endpoint answers, or the part that `property` names; it is `user` where nothing is said. */
function fetchUser(call: Call): Value {
  const { frame } = call
  const answer = getMember(ask('user', { call, names: [], given: [] }), 'data', { frame })
  for (const strategy of strategiesIn(frame, [])) {
    const [name = 'user'] = ['propertyName', 'property'].flatMap(key => [
      ...literalTexts(getMember(objectsOf(getMember(strategy, 'user', { frame })), key, { frame })),
      ...literalTexts(getMember(endpointOf(strategy, 'user', frame), key, { frame })),
    ])
    const user = name === '' ? answer : name.split('.').reduce((at, key) => getMember(at, key, { frame }), answer)
    addToCell(frame.machine, cellOf(frame.machine, 'nuxt.auth.user'), user)
  }
  return answer
}

/** The strategies of a name; all of them where none is named. */
function strategiesIn(frame: Frame, names: readonly string[]): Value[] {
  const strategies = getMember(objectsOf(getMember(configIn(frame), 'auth', { frame })), 'strategies', { frame })
  const known = keysOf(objectsOf(strategies)).names
  const wanted = known.filter(name => names.length === 0 || names.includes(name))
  return wanted.map(name => objectsOf(getMember(strategies, name, { frame })))
}

function endpointOf(strategy: Value, kind: string, frame: Frame): Value {
  return objectsOf(getMember(objectsOf(getMember(strategy, 'endpoints', { frame })), kind, { frame }))
}

interface Asking {
  call: Call
  names: readonly string[]
  given: Value
}

function ask(kind: string, { call, names, given }: Asking): Value {
  const { frame } = call
  const client = plugged('$axios', frame) ?? []
  return strategiesIn(frame, names).flatMap(strategy => {
    const written = getMember(objectsOf(getMember(strategy, 'endpoints', { frame })), kind, { frame })
    const isOff = written.some(atom => atom.kind === 'constant' && atom.value === false)
    const isWeb = literalTexts(getMember(strategy, 'scheme', { frame })).some(
      name => !/local|refresh|cookie/.test(name),
    )
    // A refresh happens only where somebody says where.
    if (isOff || isWeb || (kind === 'refresh' && objectsOf(written).length === 0)) return []
    const config = makeThing(frame, siteOfCall(call), 'instance')
    const [url = '', name = 'get'] = USUAL[kind] ?? []
    putFields(frame, config, { url: text(url), method: text(name) })
    spreadInto(config, objectsOf(written), frame)
    if (literalTexts(written).length > 0) putFields(frame, config, { url: written })
    spreadInto(config, objectsOf(given), frame)
    return awaited(
      invoke(getMember(client, 'request', { frame }), { ...call, args: [[config]], self: [] }),
      frame,
      call.node,
    )
  })
}

/** A page that begins asks for its user, whether the program does or not: the configuration says where. */
export function beginAuth(frame: Frame): void {
  const { machine } = frame
  const home = machine.host.provided?.get(NUXT_CONFIG)
  const config = home && 'path' in home ? machine.modules.get(home.path) : undefined
  fetchUser({ args: [], self: [], frame: config?.scope.frame ?? frame, node: { start: 2, end: 2 }, types: [] })
}
