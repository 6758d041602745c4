import {
  arg,
  type Call,
  callback,
  type Frame,
  holding,
  isFunction,
  keysOf,
  makeArray,
  makeGlobal,
  type Native,
  namePart,
  native,
  pageQuery,
  paramsOf,
  siteOfCall,
  textsOf,
  UNDEFINED,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import { parseAddress } from '../requests/address.ts'

/** `useSearchParams()` of React Router: the query of the page, and how to write it. */
export const useSearchParams: Native = call => {
  const { frame } = call
  const params = paramsOf(call)
  const write: Native = inner => {
    const made = callback(inner, arg(inner, 0).filter(isFunction), [params])
    const written = [...made, ...arg(inner, 0)].filter(atom => atom.kind === 'object')
    for (const name of keysOf(written).names) namePart(pageQuery(frame), name, frame)
    return UNDEFINED
  }
  return makeArray(frame, siteOfCall(call), [
    params,
    [holding(native('setSearchParams', write, `setSearchParams:${siteOfCall(call)}:${frame.context}`), params)],
  ])
}

/** `useSearchParams()`, `useRouter().query` and `useRouter().push('?page=2')` of Next. */
export function pageOfNext(from: string, call: Call): Value | undefined {
  if (from === 'next/navigation useSearchParams') return paramsOf(call)
  if (from === 'next/navigation useRouter') return [NAVIGATION]
  return from === 'next/router useRouter' ? [ROUTER] : undefined
}

const ROUTER = routerOfPages()
const NAVIGATION = navigationOfApp()

function navigationOfApp() {
  const go: Native = call => {
    use(arg(call, 0))
    const pairs = textsOf(arg(call, 0), 'url').flatMap(url => parseAddress(url)?.pairs ?? [])
    for (const { name } of pairs) namePart(pageQuery(call.frame), name, call.frame)
    return UNDEFINED
  }
  const members = ['push', 'replace'].map(name => [name, [native(name, go, `next.navigation.${name}`)]] as const)
  const router = makeGlobal('next.navigation', Object.fromEntries(members))
  router.lazy = (name: string) => unknown(name)
  router.holds = []
  return router
}

/**
 * The `searchParams` that Next gives to a page, which may hand them on as a whole: their names are those that the page reads,
 * and those that what it shows reads and writes.
 */
export function queryOfShown(frame: Frame): Value {
  const query = pageQuery(frame)
  query.lazyNames = () => {
    const shown = shownBy(frame)
    const names = shown.filter(asksForPage).flatMap(module => keysOf([pageQuery({ ...frame, module })]).names)
    // A field to search in, which many pages show, is told by each of them what it is called.
    return names.filter(name => [frame.module, ...shown].some(({ source }) => isQuoted(name, source.text)))
  }
  return [query]
}

function asksForPage({ imports }: Frame['module']): boolean {
  return [...imports.values()].some(({ specifier }) => specifier === 'next/navigation')
}

function isQuoted(name: string, text: string): boolean {
  return ['"', "'", '`'].some(quote => text.includes(`${quote}${name}${quote}`))
}

/** The modules that a page imports, and what these import. */
function shownBy({ machine, module }: Frame): Frame['module'][] {
  const known = new Set([module])
  for (const from of known) {
    for (const { specifier } of from.imports.values()) {
      const target = machine.host.resolve(specifier, from.path)
      const next = 'path' in target ? machine.modules.get(target.path) : undefined
      if (next) known.add(next)
    }
  }
  known.delete(module)
  return [...known]
}

function routerOfPages() {
  const router = makeGlobal('next.router')
  router.lazy = (name: string, frame: Frame) => (name === 'query' ? [pageQuery(frame)] : unknown(name))
  router.holds = []
  return router
}
