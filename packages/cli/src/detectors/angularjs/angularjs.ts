import {
  addToCell,
  arg,
  assign,
  type Call,
  type Cell,
  callback,
  callLater,
  callMember,
  cellOf,
  elementsOf,
  getMember,
  holding,
  keysOf,
  literalTexts,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  readCell,
  release,
  siteOfCall,
  type Thing,
  text,
  turn,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { Injector, type Kind } from './injector.ts'
import { fillModels, plainName, type Shown } from './models.ts'
import { makeResource } from './resource.ts'
import { makeRestangular } from './restangular.ts'
import { makeScope } from './scopes.ts'
import { type Http, makeHttp, services } from './services.ts'

/** AngularJS 1: modules whose functions ask for services by the names of their parameters, `$http` and `$resource`. */
export const angularjsDetector: MakeDetector = ({ requests }) => {
  const http = makeHttp(requests)
  const known = services(http)
  const resource: Value = [native('$resource', makeResource({ requests, key: 'ng.$resource' }), 'ng.$resource')]
  const restangular = makeRestangular(requests)
  const injector: Injector = new Injector((name, call) => {
    if (name === '$resource') return resource
    if (name === 'Restangular') return restangular.service
    if (name === 'RestangularProvider') return restangular.provider
    if (name === '$injector') return [injectorOf(injector)]
    if (DIALOGS.has(name)) return [dialogOf(injector)]
    if (/^\$(?:route|state)Provider$/.test(name)) return [routesOf(injector)]
    return name === '$httpProvider' ? [httpProviderOf(http, injector)] : known(name, call)
  })
  const angular: Value = [angularOf(injector)]
  return { globals: { angular }, libraries: { angular: { default: angular } } }
}

const DIALOGS = new Set(['$uibModal', '$modal', '$mdDialog', 'ngDialog'])

const define = (name: string, run: Native): Value => [native(name, run, `ng.${name}`)]

function angularOf(injector: Injector): Thing {
  const module = define('module', () => [moduleOf(injector)])
  const copy = define('copy', call => arg(call, 0))
  const extend = define('extend', assign)
  const forEach = define('forEach', call => {
    for (const [index, one] of elementsOf(arg(call, 0), call.frame).entries())
      callback(turn(call, index), arg(call, 1), [one, unknown('key')])
    return arg(call, 0)
  })
  const json = (name: string) =>
    define(name, call => callMember(call.frame.machine.world.globals.JSON ?? [], name, call))
  const angular = makeGlobal('angular', {
    module,
    copy,
    extend,
    merge: extend,
    forEach,
    toJson: json('stringify'),
    fromJson: json('parse'),
    identity: copy,
    element: define('element', call => {
      callLater(arg(call, 0), call.frame)
      return unknown('element')
    }),
  })
  angular.lazy = name => unknown(name)
  return angular
}

const KINDS: Readonly<Record<string, Kind>> = {
  value: 'value',
  constant: 'value',
  factory: 'factory',
  service: 'service',
  provider: 'provider',
}

/** `angular.module(…)`: every method gives the module again. */
function moduleOf(injector: Injector): Thing {
  const module = makeGlobal('ng.module')
  const self: Value = [module]
  const register = (name: string, call: Call): void => {
    const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined
    if (kind) injector.register(kind, [arg(call, 0), arg(call, 1)], call)
    else if (name === 'run' || name === 'config') injector.call(arg(call, 0), {}, call)
    else if (name === 'controller') {
      const names = literalTexts(arg(call, 0))
      for (const one of names) addToCell(call.frame.machine, controllers(one, call), arg(call, 1))
      control(injector, { given: arg(call, 1), shown: { names, urls: urlsOf(names, call) } }, call)
    } else if (name === 'component') show(injector, arg(call, 1), call)
    else if (name === 'directive') show(injector, injector.call(arg(call, 1), {}, call), call)
    else release(injector.call(arg(call, 1), {}, call), call.frame)
  }
  module.lazy = name =>
    define(`module.${name}`, call => {
      register(name, call)
      return self
    })
  return module
}

interface Controller {
  given: Value
  /** What it gets beyond what everybody gets. */
  own?: Readonly<Record<string, Value>>
  shown?: Shown
}

/** Makes a controller, and hands what it has to the page. */
function control(injector: Injector, { given, own = {}, shown }: Controller, call: Call): void {
  const thing = makeScope(call)
  const scope: Value = [thing]
  const made = injector.make(
    given,
    { $scope: scope, $element: unknown('element'), $attrs: unknown('attrs'), ...own },
    call,
  )
  for (const atom of made) if (atom.kind === 'object' && !atom.lazy) openTo(atom)
  if (shown) fillModels({ scope: thing, made }, shown, call)
  release(made, call.frame)
  release(scope, call.frame)
}

/** What a template writes to a controller is not known. */
function openTo(controller: Thing): void {
  controller.holds = []
  controller.lazy = name => unknown(name)
}

/** The controllers that are registered by a name, whenever they are: `controller: 'PotsController as pots'`. */
function controllers(name: string, { frame }: Call): Cell {
  return cellOf(frame.machine, `ng.controller:${plainName(name)}`)
}

/** The templates that routes show with a controller of this name. */
function urlsOf(names: readonly string[], { frame }: Call): string[] {
  return names.flatMap(name => literalTexts(readCell(cellOf(frame.machine, `ng.template:${plainName(name)}`))))
}

/** Made when all is registered: what a controller asks for may be said after it. */
function controlNamed(
  injector: Injector,
  { name, own }: Pick<Controller, 'own'> & { name: string },
  call: Call,
): Value {
  const run: Native = inner => {
    const given = readCell(controllers(name, call))
    const shown = { names: [name], urls: urlsOf([name], call) }
    control(injector, { given, shown, ...(own ? { own } : {}) }, { ...call, frame: inner.frame })
    return UNDEFINED
  }
  const key = `ng.controller:${name}:${siteOfCall(call)}`
  return [holding(native('controller', run, key), Object.values(own ?? {}).flat())]
}

/** A component, a directive, a route or a dialog: it has a controller, and values that are found before. */
function show(injector: Injector, options: Value, call: Call): void {
  const described = options.filter(atom => atom.kind === 'object' && atom.tag !== 'array')
  const own: Record<string, Value> = {}
  const resolve = getMember(described, 'resolve', call)
  for (const name of keysOf(resolve).names) own[name] = settled(injector.call(getMember(resolve, name, call), {}, call))
  const given = getMember(described, 'controller', call)
  const url = getMember(described, 'templateUrl', call).filter(atom => atom.kind === 'text')
  for (const name of literalTexts(given)) {
    const cell = cellOf(call.frame.machine, `ng.template:${plainName(name)}`)
    addToCell(call.frame.machine, cell, url)
  }
  control(injector, { given, own, shown: { names: literalTexts(given), urls: literalTexts(url) } }, call)
  // A controller that is named runs by itself, too: here it gets what is found for it.
  const named = keysOf(resolve).names.length > 0 ? literalTexts(given) : []
  for (const name of named) callLater(controlNamed(injector, { name, own }, call), call.frame)
  for (const name of ['link', 'compile', 'onEnter', 'templateProvider'])
    release(getMember(described, name, call), call.frame)
  release(
    options.filter(atom => atom.kind === 'function'),
    call.frame,
  )
}

const settled = (value: Value): Value => value.flatMap(atom => (atom.kind === 'promise' ? atom.value : [atom]))

function injectorOf(injector: Injector): Thing {
  const get: Native = call => literalTexts(arg(call, 0)).flatMap(name => injector.provided(name, call))
  const invoke: Native = call => injector.call(arg(call, 0), {}, call)
  return makeGlobal('ng.$injector', { get: define('injector.get', get), invoke: define('injector.invoke', invoke) })
}

/** `$uibModal.open({ controller })` and its like: `result` is what the dialog gives. */
function dialogOf(injector: Injector): Thing {
  const open: Native = call => {
    show(injector, arg(call, 0), call)
    fillGiven(arg(call, 0), call)
    const made = makeThing(call.frame, siteOfCall(call))
    putFields(call.frame, made, { result: promise(unknown('result')), closed: promise(unknown('result')) })
    return [made]
  }
  const dialog = makeGlobal('ng.dialog', {
    open: define('dialog.open', open),
    show: define('dialog.show', call => promise([open(call), unknown('result')][1] ?? [])),
  })
  dialog.lazy = name => unknown(name)
  return dialog
}

/** `open({ template: 'views/loan.html', scope: $scope })`: the dialog's template writes to the scope that it is given. */
function fillGiven(options: Value, call: Call): void {
  const urls = ['template', 'templateUrl'].flatMap(name => literalTexts(getMember(options, name, call)))
  const given = getMember(options, 'scope', call)
  for (const scope of given) if (scope.kind === 'object') fillModels({ scope, made: [] }, { names: [], urls }, call)
  release(given, call.frame)
}

/** `$routeProvider.when(path, route)`, `$stateProvider.state(name, state)`. */
function routesOf(injector: Injector): Thing {
  const routes = makeGlobal('ng.routes')
  const self: Value = [routes]
  routes.lazy = name =>
    define(`routes.${name}`, call => {
      for (const given of call.args) {
        show(injector, given, call)
        const views = getMember(
          given.filter(atom => atom.kind === 'object'),
          'views',
          call,
        )
        for (const view of keysOf(views).names) show(injector, getMember(views, view, call), call)
      }
      return self
    })
  return routes
}

/** `$httpProvider.interceptors.push('name')`. */
function httpProviderOf({ client, defaults }: Http, injector: Injector): Thing {
  const push: Native = call => {
    for (const given of call.args) {
      const named = literalTexts(given).flatMap(name => injector.provided(name, call))
      const made = [...named, ...injector.call(given, {}, call)]
      const hooks = getMember([client], 'interceptors', call)
      const use = (hook: string, names: readonly string[]) =>
        callMember(getMember(hooks, hook, call), 'use', {
          ...call,
          args: names.map(name => getMember(made, name, call).filter(atom => atom.kind === 'function')),
        })
      if (made.some(atom => atom.kind === 'object')) {
        use('request', ['request'])
        use('response', ['response', 'responseError'])
      }
    }
    return UNDEFINED
  }
  const interceptors = makeGlobal('ng.interceptors', {
    push: define('interceptors.push', push),
    unshift: define('interceptors.unshift', push),
  })
  return makeGlobal('ng.$httpProvider', {
    interceptors: [interceptors],
    defaults: [defaults],
    name: text('$httpProvider'),
  })
}
