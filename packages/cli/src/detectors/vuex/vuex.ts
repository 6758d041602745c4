import {
  arg,
  construct,
  type Library,
  makeGlobal,
  type Native,
  native,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { createStore, mapped, storeIn } from './store.ts'

const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `vuex.${name}`)]]

const STORE: Value = [{ ...native('Store', createStore, 'vuex.Store'), construct: createStore }]
const MEMBERS: Library = {
  Store: STORE,
  ...Object.fromEntries([
    define('createStore', createStore),
    define('useStore', call => storeIn(call.frame)),
    define('mapState', mapped('state')),
    define('mapGetters', mapped('getters')),
    define('mapActions', mapped('dispatch')),
    define('mapMutations', mapped('commit')),
    define('install', () => unknown('installed')),
  ]),
}

/** `getModule(Users)`: a module of the store that is written as a class, whose actions are its methods. */
const moduleOf: Native = call => construct(arg(call, 0), { ...call, args: [] }, 'module')

/** Vuex: mutations write the state, actions commit them, and every component reads the one store. */
export const vuexDetector: MakeDetector = () => ({
  globals: { Vuex: [makeGlobal('vuex', MEMBERS)] },
  libraries: {
    vuex: { ...MEMBERS, default: [makeGlobal('vuex', MEMBERS)] },
    'vuex-module-decorators': { getModule: [native('getModule', moduleOf, 'vuex.getModule')] },
  },
})
