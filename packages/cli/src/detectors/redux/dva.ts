import {
  addToCell,
  arg,
  type Call,
  type Callable,
  callback,
  callLater,
  cellOf,
  elementsOf,
  type Frame,
  getMember,
  holding,
  invoke,
  isFunction,
  keysOf,
  type Library,
  literalText,
  literalTexts,
  makeGlobal,
  makeThing,
  type Native,
  native,
  putFields,
  readCell,
  siteOfCall,
  spreadInto,
  type Thing,
  text,
  turn,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { Detector } from '../detector.ts'
import { effectsOf, resultOf, sagaMiddleware, whenSeen } from './saga.ts'
import { type Cases, holdsOf, noteCase, reducing } from './slices.ts'
import { combineReducers, type Stores } from './store.ts'

/**
 * Dva, and the frameworks that load its models by where they stand: a model is a part of the state under a name of its own, with
 * reducers and with effects, which are sagas. Their actions are called `name/effect`; the model itself leaves its name out.
 */
export function dva(stores: Stores, bindings: Library): Required<Pick<Detector, 'entered' | 'given' | 'libraries'>> {
  const models = new Models(stores)
  const define = (name: string, run: Native): Value => [native(name, run, `dva.${name}`)]
  const create = define('dva', call => [models.app(call)])
  const framework = { ...bindings, useModel: define('useModel', call => models.use(call)) }
  return {
    libraries: {
      dva: { default: create, ...bindings },
      'dva-core': { create },
      'dva-model-extend': { default: define('extend', extend) },
      umi: framework,
      '@umijs/max': framework,
    },
    entered: (get, frame) => models.enter(get('default'), frame),
    given: callable => models.given(callable),
  }
}

/** The models of a program. */
class Models {
  readonly #stores: Stores
  /** What effects are given besides their action, by their sites. */
  readonly #sagas = new Map<number, Thing>()

  constructor(stores: Stores) {
    this.#stores = stores
  }

  /** `dva({ onError })`: the application that models and the router are told to. */
  app(call: Call): Thing {
    const { frame } = call
    this.#begin(call)
    const { dispatch } = this.#stores.functions()
    callLater(getMember(arg(call, 0), 'onError', call), frame, [unknown('error'), dispatch])
    const app = makeThing(frame, siteOfCall(call), 'instance')
    const define = (name: string, run: Native): Value => [native(name, run, `dva.${name}:${app.key}`)]
    putFields(frame, app, {
      model: define('model', inner => this.add(arg(inner, 0), inner)),
      router: define('router', inner => {
        const given = makeThing(inner.frame, siteOfCall(inner))
        putFields(inner.frame, given, { app: [app], history: unknown('history') })
        callLater(arg(inner, 0), inner.frame, [[given]])
        return UNDEFINED
      }),
      _store: this.#stores.current ? [this.#stores.current.thing] : [],
    })
    app.lazy = name => unknown(name)
    return app
  }

  /** A file that the framework loads: what it gives is a model, or the hook of one that is called by the name of its file. */
  enter(given: Value, frame: Frame): void {
    const node = { start: 0, end: 0 }
    const call: Call = { args: [], self: [], frame, node, types: [] }
    const { path } = frame.module
    const name = /\/models\/(.+)\.[jt]sx?$/.exec(path)?.[1]
    const hooks = given.filter(isFunction)
    if (name && hooks.length > 0) addToCell(frame.machine, cellOf(frame.machine, `dva:hook:${name}`), hooks)
    const made = given.filter(atom => atom.kind === 'object' && atom.slots.has('namespace'))
    if (made.length === 0) return
    if (!this.#stores.current) this.#begin(call)
    this.add(made, call)
  }

  /** `useModel(name, select)` of a model that is a hook. */
  use(call: Call): Value {
    const { machine } = call.frame
    const given = literalTexts(arg(call, 0)).flatMap(name =>
      callback(call, readCell(cellOf(machine, `dva:hook:${name}`)), []),
    )
    const [, select = []] = call.args
    if (given.length === 0) return unknown('model')
    return select.some(isFunction) ? callback(turn(call, 1), select, [given]) : given
  }

  /** What an effect is given that no action starts. */
  given({ code }: Callable): Value[] | undefined {
    const sagas = code && this.#sagas.get(code.site)
    return sagas && [unknown('action'), [sagas]]
  }

  /** `app.model({ namespace, state, reducers, effects, subscriptions })`. */
  add(model: Value, call: Call): Value {
    const name = literalText(getMember(model, 'namespace', call))
    if (name === undefined) return UNDEFINED
    const { frame } = call
    const effects = getMember(model, 'effects', call)
    for (const key of keysOf(effects).names) this.#addEffect({ name, key }, getMember(effects, key, call), call)
    const cases: Cases = { byType: new Map(), others: [] }
    const reducers = unlisted(getMember(model, 'reducers', call), call)
    for (const key of keysOf(reducers).names) noteCase(cases, `${name}/${key}`, getMember(reducers, key, call))
    const initial = getMember(model, 'state', call)
    const { machine } = frame
    const reducer = holding(native('reducer', reducing(cases, initial), `dva.model:${name}`), holdsOf(cases, initial))
    addToCell(machine, cellOf(machine, reducerCell(name)), [reducer])
    addToCell(machine, cellOf(machine, MODELS), text(name))
    const subscriptions = getMember(model, 'subscriptions', call)
    const given = makeThing(frame, siteOfCall(call))
    putFields(frame, given, { dispatch: this.#dispatchOf(name), history: unknown('history') })
    for (const key of keysOf(subscriptions).names) callLater(getMember(subscriptions, key, call), frame, [[given]])
    return UNDEFINED
  }

  #begin(call: Call): void {
    this.#stores.make(call, combineReducers({ ...call, args: [[reducersOf(call.frame)]] }), [[sagaMiddleware()]])
  }

  /** An effect gets the action and what sagas may do. `[effect, { type: 'takeLatest' }]` says when, too. */
  #addEffect({ name, key }: { name: string; key: string }, effect: Value, call: Call): void {
    const worker = unlisted(effect, call).filter(isFunction)
    const sagas = makeGlobal(`dva.effects:${name}`, { ...effectsOf(this.#stores), put: this.#dispatchOf(name) })
    for (const one of worker) if (one.kind === 'function' && one.code) this.#sagas.set(one.code.site, sagas)
    const work: Native = inner =>
      resultOf(invoke(worker, { ...inner, args: [arg(inner, 0), [sagas]], self: [] }), inner)
    const type = key.includes('/') ? key : `${name}/${key}`
    whenSeen(type, [holding(native('effect', work, `dva.effect:${type}`), worker)], call)
  }

  /** What a model says of itself goes without its name. */
  #dispatchOf(name: string): Value {
    const dispatch: Native = call => {
      const { frame } = call
      const action = makeThing(frame, siteOfCall(call))
      spreadInto(action, arg(call, 0), frame)
      const types = getMember(arg(call, 0), 'type', call).flatMap(atom => {
        const own = literalText([atom])
        return own === undefined || own.includes('/') ? [atom] : text(`${name}/${own}`)
      })
      putFields(frame, action, { type: types })
      return this.#stores.dispatch([action], call)
    }
    return [native('dispatch', dispatch, `dva.dispatch:${name}`)]
  }
}

const MODELS = 'dva:models'
const reducerCell = (name: string): string => `dva:reducer:${name}`

/** The reducers of all models, by their names. */
function reducersOf({ machine }: Frame): Thing {
  const reducers = makeGlobal('dva.reducers')
  reducers.lazyNames = () => literalTexts(readCell(cellOf(machine, MODELS)))
  reducers.lazy = name => readCell(cellOf(machine, reducerCell(name)))
  return reducers
}

/** `[reducers, enhance]` is `reducers`, and `[effect, options]` its effect. */
function unlisted(value: Value, { frame }: Call): Value {
  return value.flatMap(atom =>
    atom.kind === 'object' && atom.tag === 'array' ? elementsOf([atom], frame).flat() : [atom],
  )
}

/** `extend(base, more)`: one model of several; their states, reducers, effects and subscriptions are put together. */
function extend(call: Call): Value {
  const { frame } = call
  const model = makeThing(frame, siteOfCall(call))
  for (const one of call.args) spreadInto(model, one, frame)
  for (const [index, part] of ['state', 'reducers', 'effects', 'subscriptions'].entries()) {
    const whole = makeThing(frame, siteOfCall(turn(call, index + 1)))
    for (const one of call.args) spreadInto(whole, getMember(one, part, call), frame)
    putFields(frame, model, { [part]: [whole] })
  }
  return [model]
}
