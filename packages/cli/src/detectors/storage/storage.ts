import {
  arg,
  type Call,
  callMember,
  getMember,
  holding,
  invoke,
  type Library,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  siteOfCall,
  UNDEFINED,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'

/** Packages that keep values in the browser under keys: cookies, databases, and the page's own storage. */
export const storageDetector: MakeDetector = () => {
  const define = (name: string, run: Native): Value => [native(name, run, `storage.${name}`)]
  const cookies = define('get', readText)
  const write = define('set', writeText)
  const gone = define('remove', () => UNDEFINED)
  const cookie = { get: cookies, set: write, remove: gone }
  const later = {
    get: define('get.later', call => promise(read(call))),
    set: define('set.later', call => promise(keep(call))),
  }
  const forage: Library = {
    getItem: later.get,
    setItem: later.set,
    removeItem: define('removeItem', () => promise(UNDEFINED)),
    clear: define('clear', () => promise(UNDEFINED)),
    config: gone,
  }
  const forages = makeGlobal('localforage', {
    ...forage,
    createInstance: define('createInstance', () => [makeGlobal('localforage.instance', forage)]),
  })
  const store = { get: define('store.get', read), set: define('store.set', keep), remove: gone }
  return {
    globals: { Cookies: [makeGlobal('cookies', cookie)], localforage: [forages] },
    libraries: {
      'js-cookie': { default: [makeGlobal('cookies', cookie)] },
      'universal-cookie': { default: [classOf(cookie)] },
      'cookies-next': { getCookie: cookies, setCookie: write, deleteCookie: gone },
      nookies: { setCookie: write, destroyCookie: gone },
      localforage: { ...forage, default: [forages] },
      'idb-keyval': { get: later.get, set: later.set, del: gone },
      store: { default: [makeGlobal('store', store)] },
      store2: { default: [makeGlobal('store', store)] },
      'local-storage': { ...store },
    },
  }
}

function classOf(members: Library): Value[number] {
  const construct: Native = call => {
    const made = makeThing(call.frame, siteOfCall(call), 'instance')
    made.holds = []
    made.lazy = name => (Object.hasOwn(members, name) ? members[name] : undefined)
    return [made]
  }
  return holding({ ...native('Cookies', construct, 'storage.Cookies'), construct }, [])
}

const page = (call: Call): Value => call.frame.machine.world.globals.localStorage ?? []
const json = (name: string, value: Value, call: Call): Value =>
  invoke(getMember(call.frame.machine.world.globals.JSON ?? [], name, call), { ...call, args: [value] })

const readText: Native = call => callMember(page(call), 'getItem', { ...call, args: [arg(call, 0)] })
const writeText: Native = call => callMember(page(call), 'setItem', call)
/** What is kept as it is comes back as it was. */
const read: Native = call => json('parse', readText(call), call)
const keep: Native = call =>
  callMember(page(call), 'setItem', { ...call, args: [arg(call, 0), json('stringify', arg(call, 1), call)] })
