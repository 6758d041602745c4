import {
  arg,
  awaited,
  type Call,
  callback,
  exportOf,
  getMember,
  holding,
  isFunction,
  type Library,
  makeGlobal,
  makeThing,
  type Native,
  native,
  putFields,
  release,
  siteOfCall,
  turn,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { routeActions } from './actions.ts'

/** Routers that load data before they show a page: what a route's loader gives, `useLoaderData` has. */
export const loadersDetector: MakeDetector = () => ({
  ...routeActions,
  libraries: {
    ...Object.fromEntries(FRAMEWORKS.map(name => [name, BY_FILE])),
    ...Object.fromEntries(TANSTACK.map(name => [name, BY_ROUTE])),
  },
})

const FRAMEWORKS = ['react-router', 'react-router-dom', '@remix-run/react', '@remix-run/node', '@remix-run/cloudflare']
const TANSTACK = ['@tanstack/react-router', '@tanstack/solid-router']

/** What a loader is called with. */
function context(name: string): Value {
  const members = ['request', 'params', 'context', 'deps', 'search', 'location']
  return [makeGlobal(`loader:${name}`, Object.fromEntries(members.map(one => [one, unknown(one)])))]
}

function loadedBy(loaders: Value, call: Call): Value {
  const given = callback(turn(call, 1), loaders.filter(isFunction), [context('data')])
  return withoutResponse(awaited(given, call.frame, call.node), turn(call, 2))
}

/** A loader may give the response itself: the router reads it. */
function withoutResponse(data: Value, call: Call): Value {
  return data.flatMap(atom => {
    const isResponse = atom.kind === 'object' && atom.slots.has('json') && atom.slots.has('ok')
    return isResponse ? awaited(callback(call, getMember([atom], 'json', call), []), call.frame, call.node) : [atom]
  })
}

/** The loader of a route stands in the file of its page. */
const dataOfFile: Native = call => {
  const { machine, module } = call.frame
  const home = machine.modules.get(module.path)
  const exact = ['loader', 'clientLoader'].filter(name => home?.exported.has(name))
  const names = exact.length > 0 ? exact : onlyLoader([...(home?.exported.keys() ?? [])])
  if (!home || names.length === 0) return unknown('data')
  return loadedBy(
    names.flatMap(name => exportOf(home, name)),
    call,
  )
}

/** `export const boatLoader = …` beside the page that it is for, put into a table of routes with it. */
function onlyLoader(exported: readonly string[]): readonly string[] {
  const named = exported.filter(name => /Loader$/.test(name))
  return named.length === 1 ? named : []
}

const first: Native = call => arg(call, 0)

const BY_FILE: Library = {
  useLoaderData: [native('useLoaderData', dataOfFile, 'loaders.useLoaderData')],
  json: [native('json', first, 'loaders.json')],
  defer: [native('defer', first, 'loaders.defer')],
  data: [native('data', first, 'loaders.data')],
}

/** `createFileRoute('/posts/$id')({ loader, component })`: a route whose hooks know what it loads. */
const route: Native = call => {
  const options = arg(call, 0)
  if (!options.some(atom => atom.kind === 'object')) return [native('route', route, 'loaders.route')]
  release(options, call.frame)
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  const data: Native = inner => {
    const loaders = getMember(options, 'loader', inner).filter(isFunction)
    return loaders.length > 0 ? loadedBy(loaders, inner) : unknown('data')
  }
  // What is added to a route later is shown like the rest of it.
  const same: Native = inner => {
    for (const one of inner.args) release(one, inner.frame)
    return [made]
  }
  made.lazy = name => unknown(name)
  putFields(call.frame, made, {
    options,
    useLoaderData: [holding(native('useLoaderData', data, `data:${made.key}`), options)],
    update: [holding(native('update', same, `update:${made.key}`), [])],
  })
  return [made]
}

const CREATE: Value = [native('createRoute', route, 'loaders.route')]

const BY_ROUTE: Library = {
  createFileRoute: CREATE,
  createRoute: CREATE,
  createRootRoute: CREATE,
  createRootRouteWithContext: CREATE,
}
