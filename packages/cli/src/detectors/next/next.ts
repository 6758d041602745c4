import {
  awaited,
  type Call,
  type Frame,
  getMember,
  invoke,
  makeThing,
  mount,
  putFields,
  spreadInto,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { queryOfShown } from '../addresses/page-query.ts'
import type { MakeDetector } from '../detector.ts'

/** Next's pages: what `getServerSideProps`, `getStaticProps` and `getInitialProps` give are their properties. */
export const nextDetector: MakeDetector = () => ({ entered: showPage })

const GIVERS = ['getServerSideProps', 'getStaticProps']

function showPage(get: (name: string) => Value, frame: Frame): void {
  const page = get('default')
  if (page.length === 0) return
  const call: Call = {
    frame,
    node: frame.node ?? { start: 0, end: 0 },
    args: [unknown('context')],
    self: [],
    types: [],
  }
  const initial = getMember(page, 'getInitialProps', { frame }).filter(atom => atom.kind === 'function')
  const given = [
    ...GIVERS.flatMap(name => getMember(resultOf(get(name), call), 'props', { frame })),
    ...resultOf(initial, call),
  ]
  if (given.length === 0) {
    if (OF_APP.test(frame.module.path) && frame.module.source.text.includes('searchParams')) showWithQuery(page, call)
    return
  }
  const props = makeThing(frame, -1)
  spreadInto(props, given, frame)
  putFields(frame, props, { pageProps: given, router: unknown('router') })
  mount(page, [props], { ...call, args: [[props]] })
}

/** `app/tours/page.tsx` */
const OF_APP = /(?:^|\/)app\/(?:.*\/)?page\.[jt]sx?$/

function showWithQuery(page: Value, call: Call): void {
  const props = makeThing(call.frame, -1)
  putFields(call.frame, props, { params: unknown('params'), searchParams: queryOfShown(call.frame) })
  mount(page, [props], { ...call, args: [[props]] })
}

/** What a function gives, after it was waited for; nothing where there is none. */
function resultOf(value: Value, call: Call): Value {
  const functions = value.filter(atom => atom.kind === 'function')
  return functions.length === 0 ? [] : awaited(invoke(functions, call), call.frame, call.node)
}
