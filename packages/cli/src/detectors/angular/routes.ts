import {
  addToCell,
  arg,
  type Call,
  callback,
  cellOf,
  elementsOf,
  getMember,
  holding,
  importValue,
  invoke,
  keysOf,
  type Library,
  literalTexts,
  makeGlobal,
  type Native,
  native,
  readCell,
  release,
  settled,
  type Thing,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { emptyObservable, valueIn } from '../rxjs/observable.ts'
import { provide, resolveToken } from './injection.ts'

const DEEPEST = 12
const DATA = 'angular:data:'

/** Everything that a table of routes leads to. */
export function releaseRoutes(routes: Value, call: Call, depth = 0): void {
  if (depth > DEEPEST) return
  const { frame } = call
  for (const atom of routes) {
    if (atom.kind !== 'object') release([atom], frame)
    else if (atom.tag === 'array') {
      for (const one of elementsOf([atom], frame)) releaseRoutes(one, call, depth + 1)
    } else releaseRoute(atom, call, depth)
  }
}

const GUARDS = ['canActivate', 'canActivateChild', 'canDeactivate', 'canLoad', 'canMatch', 'title']

function releaseRoute(route: Thing, call: Call, depth: number): void {
  const { frame } = call
  const part = (name: string): Value => (route.slots.has(name) ? getMember([route], name, { frame }) : [])
  const loaded = (name: string): Value => {
    const made = settled(callback(call, functionsOf(part(name)), []))
    const inner = [...made, ...namedIn(part(name), call)].flatMap(one =>
      one.kind === 'object' && one.tag === 'namespace' ? exportOf(one, call) : [one],
    )
    return inner
  }
  provide(part('providers'), call)
  for (const name of GUARDS) releaseGuards(part(name), call)
  const resolvers = part('resolve')
  for (const name of keysOf(resolvers).names) {
    const value = resolved(getMember(resolvers, name, { frame }), call)
    addToCell(frame.machine, cellOf(frame.machine, `${DATA}${name}`), value)
  }
  release(part('component'), frame)
  if (route.slots.has('loadComponent')) release(loaded('loadComponent'), frame)
  if (route.slots.has('loadChildren')) releaseRoutes(loaded('loadChildren'), call, depth + 1)
  releaseRoutes(part('children'), call, depth + 1)
}

/** Up to its seventh version a module is named by its file and its class: `loadChildren: './loans/loans.module#LoansModule'`. */
function namedIn(value: Value, { frame }: Call): Value {
  return literalTexts(value).flatMap(named => {
    const [specifier = '', name = ''] = named.split('#')
    return name === '' ? [] : importValue(frame.module, { specifier, name })
  })
}

function exportOf(module: Thing, call: Call): Value {
  return module.slots.has('default') ? getMember([module], 'default', call) : []
}

function functionsOf(value: Value): Value {
  return value.filter(atom => atom.kind === 'function')
}

function releaseGuards(guards: Value, call: Call): void {
  for (const guard of elementsOf(
    guards.filter(atom => atom.kind === 'object'),
    call.frame,
  )) {
    release(guard, call.frame)
  }
}

/** What a resolver gives: a function's answer, or that of a service's `resolve`. */
function resolved(resolver: Value, call: Call): Value {
  const { frame } = call
  return resolver.flatMap(atom => {
    if (atom.kind !== 'function') return []
    if (!atom.prototype) return valueIn(callback(call, [atom], [unknown('route'), unknown('state')]), call)
    const instance = resolveToken([atom], call)
    const run = getMember(instance, 'resolve', { frame })
    return valueIn(
      invoke(run, { ...call, self: instance, args: [unknown('route'), unknown('state')], types: [] }),
      call,
    )
  })
}

/** The data that resolvers gave, by name. */
const data: Thing = {
  ...makeGlobal('angular.route.data'),
  tag: 'instance',
  lazy: (name, frame) => {
    const value = readCell(cellOf(frame.machine, `${DATA}${name}`))
    return value.length > 0 ? value : unknown(name)
  },
}

const params = unknown('params')

function observed(name: string, value: Value): Value {
  const made = emptyObservable()
  const slots = new Map([['#value', { value, order: 0 }]])
  return [{ ...made, key: `global:angular.route.${name}`, slots }]
}

const snapshot: Value = [
  { ...makeGlobal('angular.route.snapshot', { data: [data] }), tag: 'instance', lazy: name => unknown(name) },
]

const ROUTE: Value = [
  {
    ...makeGlobal('angular.route', {
      snapshot,
      data: observed('data', [data]),
      params: observed('params', params),
      queryParams: observed('queryParams', unknown('queryParams')),
      paramMap: observed('paramMap', params),
      queryParamMap: observed('queryParamMap', unknown('queryParams')),
    }),
    tag: 'instance',
    lazy: name => (name === 'parent' || name === 'root' || name === 'firstChild' ? ROUTE : undefined),
  },
]

const provideRouter: Native = call => {
  releaseRoutes(arg(call, 0), call)
  return unknown('router')
}

/** The router: its tables lead to components, its guards and resolvers run. */
export const ROUTER: Library = {
  provideRouter: [native('provideRouter', provideRouter, 'angular.provideRouter')],
  RouterModule: [
    makeGlobal('angular.RouterModule', {
      forRoot: [native('forRoot', provideRouter, 'angular.forRoot')],
      forChild: [native('forChild', provideRouter, 'angular.forChild')],
    }),
  ],
  ActivatedRoute: [{ ...native('ActivatedRoute', () => [], 'angular.ActivatedRoute'), construct: () => ROUTE }],
  ROUTES: [
    holding(
      native('ROUTES', () => [], 'angular.ROUTES'),
      [],
    ),
  ],
}
