import {
  arg,
  type Call,
  callLater,
  ELEMENT,
  getMember,
  type Library,
  makeArray,
  type Native,
  native,
  placeOf,
  promise,
  siteOfCall,
  text,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import type { Findings, MakeDetector } from '../detector.ts'
import { nameOf, thingOf } from '../sdk/members.ts'
import { makeRef } from '../vue/reactive.ts'
import { apolloResult, mutationOf, reactTuple, urqlVue } from './results.ts'
import { documentsIn } from './sources.ts'

/** GraphQL clients: Apollo, urql and graphql-request. Documents are operations; what sends them makes them live. */
export const graphqlDetector: MakeDetector = findings => {
  const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `graphql.${name}`)]]
  const gql = define('gql', call => document(findings, call))
  const make = (name: string, run: Native): [string, Value] => {
    return [name, [{ ...native(name, run, `graphql.${name}`), construct: run }]]
  }
  const link = (name: string) => make(name, call => linkTo(findings, getMember(arg(call, 0), 'uri', call)))
  const client = (call: Call): Value => [clientOf(findings, call)]
  const apollo: Library = Object.fromEntries([
    gql,
    ...['useQuery', 'useSuspenseQuery', 'useBackgroundQuery', 'useReadQuery'].map(name =>
      define(name, call => apolloResult(sent(findings, arg(call, 0), call), call)),
    ),
    define('useLazyQuery', call => lazily(findings, call)),
    define('useMutation', call => reactTuple(stated(findings, arg(call, 0), call), call)),
    define('useSubscription', call => apolloResult(sent(findings, arg(call, 0), call), call)),
    ...['HttpLink', 'createHttpLink', 'BatchHttpLink', 'createUploadLink', 'UploadHttpLink'].map(link),
    ...['ApolloClient', 'ApolloLink'].map(name => make(name, client)),
    define('ApolloProvider', () => ELEMENT),
  ])
  const request = define('request', call => requested(findings, call))
  const urql = urqlOf(findings, { gql, client: ['createClient', 'Client'].map(name => make(name, client)) })
  const composable: Library = { ...apollo, ...Object.fromEntries(composables(findings, define)) }
  const socket = make('createClient', call => linkTo(findings, getMember(arg(call, 0), 'url', call)))
  const names = (library: Library, list: string) => Object.fromEntries(list.split(' ').map(name => [name, library]))
  return {
    libraries: {
      ...names(apollo, '@apollo/client @apollo/client/core @apollo/client/react @apollo/client/link/http'),
      ...names(apollo, '@apollo/react-hooks apollo-client apollo-link-http apollo-upload-client apollo-boost'),
      ...names({ gql: gql[1], default: gql[1] }, 'graphql-tag graphql.macro @urql/core/gql'),
      ...names(composable, '@vue/apollo-composable'),
      ...names(urql, 'urql @urql/core @urql/vue @urql/svelte @urql/preact @urql/next @urql/solid'),
      'graphql-ws': Object.fromEntries([socket]),
      'graphql-request': Object.fromEntries([gql, request, ['default', request[1]], make('GraphQLClient', client)]),
    },
  }
}

type Define = (name: string, run: Native) => [string, Value]

/** What a tag gives: the text of the document, with the fragments in it. */
function document({ operations }: Findings, call: Call): Value {
  for (const one of documentsIn(arg(call, 0), call.frame)) operations.add(one, placeOf(call.frame, call.node), false)
  return arg(call, 0).some(atom => atom.kind === 'object') ? text('') : arg(call, 0)
}

function linkTo({ operations }: Findings, url: Value): Value {
  operations.client(nameOf(url))
  return unknown('link')
}

/** Notes an operation that is sent now. */
function sent({ operations }: Findings, value: Value, call: Call): Value {
  for (const one of documentsIn(value, call.frame)) operations.add(one, placeOf(call.frame, call.node), true)
  handlersIn(call)
  return value
}

/** Handlers among the options are called, and variables are used. */
function handlersIn(call: Call): void {
  for (const one of call.args) {
    use(one)
    for (const name of ['onCompleted', 'onError', 'onData', 'onSubscriptionData', 'update', 'next', 'updateQuery']) {
      callLater(
        getMember(
          one.filter(atom => atom.kind === 'object'),
          name,
          call,
        ),
        call.frame,
        [unknown('data')],
      )
    }
  }
}

/** A function that sends an operation when it is called. */
function stated(findings: Findings, value: Value, call: Call): Native {
  for (const one of documentsIn(value, call.frame)) {
    findings.operations.add(one, placeOf(call.frame, call.node), false)
  }
  return inner => {
    for (const one of documentsIn(value, call.frame)) {
      findings.operations.add(one, placeOf(call.frame, call.node), true)
    }
    handlersIn({ ...inner, args: [...call.args.slice(1), ...inner.args] })
    return promise([thingOf(name => unknown(name), [], inner)])
  }
}

function lazily(findings: Findings, call: Call): Value {
  const run = stated(findings, arg(call, 0), call)
  const trigger: Value = [native('trigger', run, `graphql.lazy:${siteOfCall(call)}:${call.frame.context}`)]
  return makeArray(call.frame, siteOfCall(call), [trigger, apolloResult([], call)])
}

const OPTIONS = ['query', 'mutation', 'subscription', 'document']
const ASKS = new Set(
  'query mutate mutation subscribe subscription watchQuery request rawRequest readQuery executeQuery'.split(' '),
)

/** A client: its methods take a document, or options with one. */
function clientOf(findings: Findings, call: Call) {
  const first = arg(call, 0)
  const urls = first.some(atom => atom.kind === 'text' || atom.kind === 'unknown')
    ? first
    : [...getMember(first, 'uri', call), ...getMember(first, 'url', call)]
  findings.operations.client(nameOf(urls.filter(atom => atom.kind !== 'constant')))
  return thingOf(
    name => (ASKS.has(name) ? inner => asked(findings, inner) : name === 'readQuery' ? unknown(name) : undefined),
    [],
    call,
  )
}

function asked(findings: Findings, call: Call): Value {
  const [first = []] = call.args
  const options = first.filter(atom => atom.kind === 'object' && !atom.slots.has('definitions'))
  const named = OPTIONS.flatMap(name => getMember(options, name, call))
  sent(findings, named.length > 0 ? named : first, call)
  const result = thingOf(name => (name === 'toPromise' ? () => promise(result_) : undefined), [], call)
  const result_: Value = [thingOf(name => unknown(name), [], call)]
  return [...promise(result_), result]
}

/** `request(url, document, variables)`, and the same as one object. */
function requested(findings: Findings, call: Call): Value {
  const options = arg(call, 0).filter(atom => atom.kind === 'object')
  const own = getMember(options, 'document', call)
  const url = options.length > 0 ? getMember(options, 'url', call) : arg(call, 0)
  findings.operations.client(nameOf(url))
  sent(findings, options.length > 0 ? own : arg(call, 1), call)
  return promise(unknown('data'))
}

interface Parts {
  gql: [string, Value]
  client: [string, Value][]
}

function urqlOf(findings: Findings, { gql, client }: Parts): Library {
  const define: Define = (name, run) => [name, [native(name, run, `urql.${name}`)]]
  const install: Native = call => linkTo(findings, getMember(arg(call, 1), 'url', call))
  const members = Object.fromEntries([
    gql,
    ...client,
    ...['useQuery', 'useSubscription', 'queryStore', 'subscriptionStore'].map(name =>
      define(name, call => {
        const value = getMember(arg(call, 0), 'query', call)
        sent(findings, value, call)
        return urqlVue(call)
      }),
    ),
    define('useMutation', call => mutationOf(stated(findings, arg(call, 0), call), call)),
    define('mutationStore', call => {
      sent(findings, getMember(arg(call, 0), 'query', call), call)
      return unknown('store')
    }),
    define('Provider', () => ELEMENT),
    define('install', install),
  ])
  const plugin = { ...native('urql', install, 'urql.plugin') }
  return { ...members, default: [plugin] }
}

function composables(findings: Findings, define: Define): [string, Value][] {
  const query: Native = call => {
    sent(findings, arg(call, 0), call)
    const result = [makeRef(unknown('result'), call)]
    return [thingOf(name => (name === 'result' ? result : name.startsWith('on') ? later : undefined), [], call)]
  }
  return [
    ...['useQuery', 'useSubscription', 'useLazyQuery'].map(name => define(`vue.${name}`, query)),
    define('vue.useMutation', call => mutationOf(stated(findings, arg(call, 0), call), call)),
  ].map(([name, value]) => [name.replace('vue.', ''), value])
}

const later: Native = call => {
  callLater(arg(call, 0), call.frame, [unknown('result')])
  return unknown('stop')
}
