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
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'

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

/** `useSearchParams()` and `useRouter().query` of Next. */
export function pageOfNext(from: string, call: Call): Value | undefined {
  if (from === 'next/navigation useSearchParams') return paramsOf(call)
  return from === 'next/router useRouter' ? [ROUTER] : undefined
}

const ROUTER = routerOfPages()

function routerOfPages() {
  const router = makeGlobal('next.router')
  router.lazy = (name: string, frame: Frame) => (name === 'query' ? [pageQuery(frame)] : unknown(name))
  router.holds = []
  return router
}
