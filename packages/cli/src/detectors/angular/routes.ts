import {
  type Atom,
  addToCell,
  arg,
  type Call,
  type Cell,
  callback,
  cellOf,
  elementsOf,
  type Frame,
  getMember,
  holding,
  importValue,
  invoke,
  keysOf,
  type Library,
  literalTexts,
  makeGlobal,
  makeThing,
  type Native,
  native,
  putFields,
  readCell,
  release,
  settled,
  type Thing,
  TRUE,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { emptyObservable, valueIn } from '../rxjs/observable.ts'
import { provide, resolveToken } from './injection.ts'

const DEEPEST = 12
const DATA = 'angular:data:'

/** How deep a route stands, and what those around it give to their components. */
interface Around {
  depth: number
  inputs: Readonly<Record<string, Value>>
}

/** Everything that a table of routes leads to. */
export function releaseRoutes(routes: Value, call: Call, around: Around = { depth: 0, inputs: {} }): void {
  if (around.depth > DEEPEST) return
  const { frame } = call
  const inner = { ...around, depth: around.depth + 1 }
  for (const atom of routes) {
    if (atom.kind !== 'object') release([atom], frame)
    else if (atom.tag === 'array') {
      for (const one of elementsOf([atom], frame)) releaseRoutes(one, call, inner)
    } else releaseRoute(atom, call, inner)
  }
}

const GUARDS = ['canActivate', 'canActivateChild', 'canDeactivate', 'canLoad', 'canMatch', 'title']

function releaseRoute(route: Thing, call: Call, around: Around): void {
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
  const inputs = { ...around.inputs, ...paramsIn(part('path')) }
  for (const name of keysOf(resolvers).names) {
    const value = resolved(getMember(resolvers, name, { frame }), call)
    addToCell(frame.machine, cellOf(frame.machine, `${DATA}${name}`), value)
    inputs[name] = value
  }
  const components = [...part('component'), ...(route.slots.has('loadComponent') ? loaded('loadComponent') : [])]
  for (const one of functionsOf(components)) giveByRoute(one, inputs, call)
  release(components, frame)
  if (route.slots.has('loadChildren')) releaseRoutes(loaded('loadChildren'), call, { ...around, inputs })
  releaseRoutes(part('children'), call, { ...around, inputs })
}

/** What stands in an address for something: `books/:id`. */
function paramsIn(path: Value): Record<string, Value> {
  const names = literalTexts(path).flatMap(text => [...text.matchAll(/:(\w+)/g)].map(([, name = '']) => name))
  return Object.fromEntries(names.map(name => [name, unknown(name, { is: 'string' })]))
}

const cellOfRouted = (component: Atom, { machine }: Frame): Cell =>
  cellOf(machine, `angular:routed:${'key' in component ? component.key : ''}`)

function giveByRoute(component: Atom, inputs: Readonly<Record<string, Value>>, { frame }: Call): void {
  const isBound = readCell(cellOf(frame.machine, BOUND)).length > 0
  if (!isBound && Object.keys(inputs).length === 0) return
  const given = makeThing(frame, -1)
  putFields(frame, given, inputs)
  // The query of the page's address gives to all others.
  if (isBound) given.lazy = name => unknown(name, { is: 'string' })
  addToCell(frame.machine, cellOfRouted(component, frame), [given])
}

/** What the routes to a component give to its inputs: https://angular.dev/api/router/withComponentInputBinding */
export function givenByRoutes(component: Atom, frame: Frame): Value {
  return readCell(cellOfRouted(component, frame))
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

/** That inputs are given by the page's address was asked for. */
const BOUND = 'angular:inputs-by-address'

const provideRouter: Native = call => {
  const options = call.args.slice(1).flat()
  if (options.some(atom => atom.kind === 'object' && atom.slots.has('bindToComponentInputs'))) bindInputs(call)
  releaseRoutes(arg(call, 0), call)
  return unknown('router')
}

function bindInputs({ frame: { machine } }: Call): Value {
  addToCell(machine, cellOf(machine, BOUND), TRUE)
  return unknown('feature')
}

/** The router: its tables lead to components, its guards and resolvers run. */
export const ROUTER: Library = {
  provideRouter: [native('provideRouter', provideRouter, 'angular.provideRouter')],
  withComponentInputBinding: [native('withComponentInputBinding', bindInputs, 'angular.bindInputs')],
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
