import {
  arg,
  type Call,
  callLater,
  constant,
  join,
  keysOf,
  literalText,
  literalTexts,
  makeThing,
  type Native,
  native,
  putFields,
  siteOfCall,
  type Thing,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { waitingFor } from '../clients/waiting.ts'
import type { MakeDetector } from '../detector.ts'
import type { Called, Calls } from '../sdk/calls.ts'
import { answerOf, columnsOf, nameOf, noteCall, thingOf } from '../sdk/members.ts'
import { selectedColumns } from './select.ts'

const MAKERS = [
  'createClient createBrowserClient createServerClient createClientComponentClient createServerComponentClient',
  'createRouteHandlerClient createMiddlewareClient createPagesBrowserClient createPagesServerClient useSupabaseClient',
].flatMap(names => names.split(' '))

/** supabase-js: tables with their columns, calls of functions, accounts, files and channels. */
export const supabaseDetector: MakeDetector = ({ calls }) => {
  const library = Object.fromEntries(
    MAKERS.map(name => [name, [native(name, call => [client(calls, call)], `supabase.${name}`)]]),
  )
  const { useSupabaseClient = [] } = library
  const helpers = ['nextjs', 'react', 'sveltekit', 'remix', 'shared'].map(name => `@supabase/auth-helpers-${name}`)
  const names = ['@supabase/supabase-js', '@supabase/ssr', ...helpers]
  return { globals: { useSupabaseClient }, libraries: Object.fromEntries(names.map(name => [name, library])) }
}

function client(calls: Calls, call: Call): Thing {
  const note = (name: string, more: Partial<Called>, inner: Call) =>
    noteCall(calls, { library: 'supabase', name, ...more }, inner)
  const channel: Native = inner => {
    note(`channel.${nameOf(arg(inner, 0))}`, { feature: 'realtime' }, inner)
    return [channelOf(inner)]
  }
  const rpc: Native = inner => {
    note(`rpc.${nameOf(arg(inner, 0))}`, {}, inner)
    return [builder(calls, { table: undefined, verb: 'rpc' }, inner)]
  }
  return thingOf(
    name => {
      if (name === 'from') return inner => [builder(calls, { table: nameOf(arg(inner, 0)) }, inner)]
      if (name === 'schema') return inner => [client(calls, inner)]
      if (name === 'rpc') return rpc
      if (name === 'channel') return channel
      if (name === 'auth') return [authOf(calls, 'auth', call)]
      if (name === 'storage') return [storageOf(calls, call)]
      if (name === 'functions') return [functionsOf(calls, call)]
      return name.startsWith('remove') || name === 'getChannels' ? () => unknown(name) : undefined
    },
    [],
    call,
  )
}

/** `auth.signInWithPassword(…)`, `auth.mfa.enroll(…)`. */
function authOf(calls: Calls, path: string, call: Call): Thing {
  return thingOf(
    name => {
      if (name === 'mfa' || name === 'admin') return [authOf(calls, `${path}.${name}`, call)]
      return inner => {
        noteCall(calls, { library: 'supabase', name: `${path}.${name}`, feature: 'auth' }, inner)
        for (const one of inner.args) callLater(one, inner.frame, [unknown('event'), unknown('session')])
        return answered(inner)
      }
    },
    [],
    call,
  )
}

function storageOf(calls: Calls, call: Call): Thing {
  const bucket: Native = outer => {
    const name = nameOf(arg(outer, 0))
    const run = (method: string): Native => {
      const feature = /^upload|^createSignedUpload/.test(method) ? { feature: 'uploads' as const } : {}
      return inner => {
        noteCall(calls, { library: 'supabase', name: `storage.${name}.${method}`, ...feature }, inner)
        return answered(inner)
      }
    }
    return [thingOf(run, [], outer)]
  }
  return thingOf(name => (name === 'from' ? bucket : undefined), [], call)
}

function functionsOf(calls: Calls, call: Call): Thing {
  const invoke: Native = inner => {
    noteCall(calls, { library: 'supabase', name: `functions.${nameOf(arg(inner, 0))}` }, inner)
    return answered(inner)
  }
  return thingOf(name => (name === 'invoke' ? invoke : undefined), [], call)
}

function channelOf(call: Call): Thing {
  const made = thingOf(
    () => inner => {
      for (const one of inner.args) callLater(one, inner.frame, [unknown('payload')])
      return [made]
    },
    [],
    call,
  )
  return made
}

function answered(call: Call): Value {
  return answerOf({ data: unknown('data'), error: join(unknown('error'), constant(null)) }, call)
}

interface Asked {
  table: string | undefined
  verb?: string
}

const VERBS = new Set(['select', 'insert', 'update', 'upsert', 'delete'])
const COMPARES = new Set(
  'eq neq gt gte lt lte like ilike is in contains containedBy overlaps order filter not textSearch rangeGt'.split(' '),
)
const PLAIN = new Set(
  'or limit range single maybeSingle csv geojson returns throwOnError abortSignal overrideTypes explain match'.split(
    ' ',
  ),
)
const FEATURES: Readonly<Record<string, Called['feature']>> = { range: 'pagination', textSearch: 'search' }

/** A statement as it is built: its first verb says what it does, the rest narrows it. */
function builder(calls: Calls, asked: Asked, call: Call): Thing {
  const result = makeThing(call.frame, siteOfCall(call), 'instance')
  putFields(call.frame, result, {
    data: unknown('data'),
    error: join(unknown('error'), constant(null)),
    count: unknown('count', { is: 'number' }),
  })
  const made = waitingFor([result], {}, call)
  const settle = made.lazy
  const next = (name: string): Native => {
    return inner => {
      const isVerb = VERBS.has(name)
      noteStep(calls, { ...asked, name }, inner)
      return [builder(calls, isVerb && !asked.verb ? { ...asked, verb: name } : asked, inner)]
    }
  }
  made.lazy = (name, frame) => settle?.(name, frame) ?? [native(name, next(name), `${name}:${made.key}`)]
  return made
}

function noteStep(calls: Calls, { table, verb, name }: Asked & { name: string }, call: Call): void {
  const base = { library: 'supabase', ...(table === undefined ? {} : { table }) }
  const feature = FEATURES[name]
  const known = VERBS.has(name) || COMPARES.has(name) || PLAIN.has(name)
  if (!known) noteCall(calls, { ...base, name: `${table ?? 'rpc'}.${name}`, strange: true }, call)
  else if (VERBS.has(name) && !verb) {
    noteCall(calls, { ...base, name: `${table}.${name}`, columns: writtenColumns(name, call) }, call)
  } else if (table !== undefined) {
    const own = verb === undefined || !feature ? '' : `${table}.${verb}`
    noteCall(calls, { ...base, name: own, ...(feature ? { feature } : {}), columns: comparedColumns(name, call) }, call)
  }
  if (name !== 'select' || table === undefined) return
  for (const text of literalTexts(arg(call, 0))) {
    for (const one of selectedColumns(text, table))
      noteCall(calls, { ...base, ...one, name: '' }, { ...call, args: [] })
  }
}

function writtenColumns(name: string, call: Call): string[] {
  return name === 'select' || name === 'delete' ? [] : columnsOf(arg(call, 0), call)
}

function comparedColumns(name: string, call: Call): string[] {
  if (name === 'match') return keysOf(arg(call, 0)).names
  const column = COMPARES.has(name) ? literalText(arg(call, 0)) : undefined
  return column && /^\w+$/.test(column) ? [column] : []
}
