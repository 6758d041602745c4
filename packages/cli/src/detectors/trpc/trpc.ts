import {
  arg,
  type Call,
  callLater,
  getMember,
  holding,
  join,
  type Library,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  siteOfCall,
  type Thing,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { waitingFor } from '../clients/waiting.ts'
import type { MakeDetector } from '../detector.ts'
import type { Calls } from '../sdk/calls.ts'
import { noteCall, thingOf } from '../sdk/members.ts'

const CLIENTS = ['createTRPCClient', 'createTRPCProxyClient', 'createTRPCNuxtClient', 'createTRPCClientProxy']
const HOOKS = [
  'createTRPCReact',
  'createTRPCNext',
  'createReactQueryHooks',
  'createTRPCContext',
  'createTRPCOptionsProxy',
]

/** tRPC: procedures by the path that leads to them, `dish.list.query`. */
export const trpcDetector: MakeDetector = ({ calls }) => {
  const define = (name: string): [string, Value] => [
    name,
    [native(name, call => [proxy(calls, [], call)], `trpc.${name}`)],
  ]
  const all: Library = Object.fromEntries([...CLIENTS, ...HOOKS].map(define))
  const names = ['client', 'react-query', 'next', 'tanstack-react-query', 'server'].map(name => `@trpc/${name}`)
  return { libraries: Object.fromEntries([...names, 'trpc-nuxt/client', 'trpc-svelte'].map(name => [name, all])) }
}

const QUERIES = new Set(
  [
    'query useQuery useSuspenseQuery useInfiniteQuery useSuspenseInfiniteQuery usePrefetchQuery fetch prefetch ensureData',
    'fetchInfinite prefetchInfinite queryOptions infiniteQueryOptions useLazyQuery',
  ].flatMap(line => line.split(' ')),
)
const SUBSCRIPTIONS = new Set(['subscribe', 'useSubscription', 'subscriptionOptions'])
const PLAIN = new Set(
  [
    'invalidate refetch cancel reset setData getData setInfiniteData getInfiniteData isFetching isMutating queryKey',
    'pathFilter queryFilter mutationKey pathKey',
  ].flatMap(line => line.split(' ')),
)
const ROOTS = new Set(['Provider', 'createClient', 'withTRPC'])
const AGAIN = new Set(['useUtils', 'useContext', 'useTRPC', 'useTRPCClient', 'createCaller', 'client', 'TRPCProvider'])

/** A router, or a procedure: that is only known by what is called on it. */
function proxy(calls: Calls, path: readonly string[], call: Call): Thing {
  const note = (kind: string, inner: Call) =>
    noteCall(
      calls,
      {
        library: 'trpc',
        name: [...path, kind].join('.'),
        ...(kind === 'subscription' ? { feature: 'realtime' as const } : {}),
      },
      inner,
    )
  return thingOf(
    name => {
      if (path.length === 0) {
        if (ROOTS.has(name)) return () => unknown(name)
        if (AGAIN.has(name)) return inner => [proxy(calls, [], inner)]
      }
      if (path.length > 0) {
        if (QUERIES.has(name)) return inner => [note('query', inner), answered(inner)][1] ?? []
        if (SUBSCRIPTIONS.has(name)) return inner => [note('subscription', inner), heard(inner)][1] ?? []
        if (name === 'mutate') return inner => [note('mutation', inner), promise(unknown('data'))][1] ?? []
        if (name === 'useMutation') return inner => [mutation(note, inner)]
        if (name === 'mutationOptions') return inner => [mutationOptions(note, inner)]
        if (PLAIN.has(name)) return inner => [called(inner), promise(UNDEFINED)][1] ?? []
      }
      return name === 'then' ? undefined : [proxy(calls, [...path, name], call)]
    },
    [],
    call,
  )
}

/** What is given may be called: updates of what is kept. */
function called(call: Call): void {
  for (const one of call.args) callLater(one, call.frame, [unknown('data')])
}

function heard(call: Call): Value {
  called(call)
  for (const one of call.args) {
    for (const name of ['onData', 'onStarted', 'onError'])
      callLater(getMember(one, name, call), call.frame, [unknown('data')])
  }
  return unknown('subscription')
}

function answered(call: Call): Value {
  const result = makeThing(call.frame, siteOfCall(call), 'instance')
  putFields(call.frame, result, { data: join(unknown('data'), UNDEFINED), error: join(unknown('error'), UNDEFINED) })
  const waiting = waitingFor(unknown('data'), { refetch: () => promise([result]) }, call)
  const settle = waiting.lazy
  waiting.lazy = (name, frame) => settle?.(name, frame) ?? getMember([result], name, { frame })
  return [waiting]
}

type Note = (kind: string, call: Call) => void

function mutation(note: Note, call: Call): Thing {
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  const options = arg(call, 0)
  const mutate: Native = inner => {
    note('mutation', inner)
    for (const name of ['onMutate', 'onSuccess', 'onSettled', 'onError']) {
      for (const one of [options, arg(inner, 1)]) callLater(getMember(one, name, inner), inner.frame, [unknown('data')])
    }
    return promise(unknown('data'))
  }
  for (const name of ['mutate', 'mutateAsync']) {
    putFields(call.frame, made, { [name]: [holding(native(name, mutate, `${name}:${made.key}`), options)] })
  }
  putFields(call.frame, made, { data: unknown('data'), error: unknown('error') })
  return made
}

/** Options for `useMutation`, with the function that asks. */
function mutationOptions(note: Note, call: Call): Thing {
  const made = makeThing(call.frame, siteOfCall(call))
  const ask: Native = inner => [note('mutation', inner), promise(unknown('data'))][1] ?? []
  for (const name of ['onMutate', 'onSuccess', 'onSettled', 'onError']) {
    putFields(call.frame, made, { [name]: getMember(arg(call, 0), name, call) })
  }
  putFields(call.frame, made, { mutationFn: [native('mutationFn', ask, `mutationFn:${made.key}`)] })
  return made
}
