import {
  addToCell,
  arg,
  awaited,
  type Call,
  callback,
  callLater,
  cellOf,
  elementsOf,
  getMember,
  holding,
  join,
  type Library,
  makeArray,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  readCell,
  recall,
  release,
  siteOfCall,
  type Thing,
  truth,
  turn,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { makeRef } from '../vue/reactive.ts'

/** Where a hook of a package has what it calls, and what it gives. */
interface Hook {
  /** Members of the result that hold what was asked for, and those that ask again. */
  data: readonly string[]
  runs: readonly string[]
  /** The argument with the options. Default: 1. */
  options?: number
  /** Options whose functions are called, in place of the first argument. */
  named?: readonly string[]
  /** It asks by itself. Default: unless the options say otherwise. */
  asks?: false
  /** Arguments of the first call: a list behind the function, or what the packages give. */
  first?: (call: Call) => readonly Value[]
  /** Values are refs. */
  refs?: true
  /** The result as a list: the state, then the function. */
  pair?: true
  /** Arguments of `run` before those that are handed on. */
  skips?: number
}

const AHOOKS: Hook = { data: ['data'], runs: ['run', 'runAsync', 'refresh', 'refreshAsync'] }
const PAGE: Hook = { ...AHOOKS, first: call => [pageOf(call), unknown('form')] }
const ASYNC: Hook = { data: ['value'], runs: ['retry'] }
const REFS: Hook = { ...AHOOKS, refs: true }

/** Hooks that are given a function, call it, and give what it gives. */
const HOOKS: Readonly<Record<string, Readonly<Record<string, Hook>>>> = {
  'ahooks @umijs/hooks @ahooksjs/use-request': {
    useRequest: AHOOKS,
    useAntdTable: PAGE,
    usePagination: PAGE,
    useInfiniteScroll: { ...AHOOKS, runs: ['loadMore', 'reload', 'loadMoreAsync'], first: () => [unknown('last')] },
  },
  'umi @umijs/max @umijs/plugin-request': { useRequest: AHOOKS },
  'vue-request vue-hooks-plus': {
    useRequest: REFS,
    usePagination: { ...REFS, first: call => [pageOf(call)] },
    useLoadMore: REFS,
  },
  'react-use react-use/lib/useAsync react-use/esm/useAsync': { useAsync: ASYNC, useAsyncRetry: ASYNC, default: ASYNC },
  'react-use react-use/lib/useAsyncFn': {
    useAsyncFn: { data: ['value'], runs: [], asks: false, pair: true },
    default: { data: ['value'], runs: [], asks: false, pair: true },
  },
  'react-async-hook': {
    useAsync: { data: ['result'], runs: ['execute'], options: 2, first: call => elementsOf(arg(call, 1), call.frame) },
    useAsyncCallback: { data: ['result'], runs: ['execute'], asks: false },
  },
  'react-async': {
    useAsync: { data: ['data'], runs: ['run', 'reload'], options: 0, named: ['promiseFn', 'deferFn'] },
    useFetch: { data: ['data'], runs: ['run'] },
  },
  'react-promise-suspense @react-hookz/web': { useAsync: { data: ['result'], runs: ['execute'], asks: false } },
  '@vueuse/core @vueuse/shared': {
    useAsyncState: { data: ['state'], runs: ['execute', 'executeImmediate'], options: 2, refs: true, skips: 1 },
    computedAsync: { data: [], runs: [], refs: true },
    asyncComputed: { data: [], runs: [], refs: true },
  },
}

/** Hooks that call a function again and again. */
const AGAIN = [
  ['@vueuse/core @vueuse/shared', 'useIntervalFn'],
  ['@vueuse/core', 'useTimeoutPoll'],
  ['ahooks @umijs/hooks react-use usehooks-ts @mantine/hooks @uidotdev/usehooks', 'useInterval'],
  ['ahooks', 'useRafInterval'],
  ['@react-hookz/web', 'useIntervalEffect'],
] as const

/** Hooks that ask: ahooks, umi, vue-request, react-use, react-async, VueUse. */
export const asksDetector: MakeDetector = () => {
  const libraries: Record<string, Library> = {}
  for (const [packages, hooks] of Object.entries(HOOKS)) {
    for (const name of packages.split(' ')) {
      const own = Object.entries(hooks).map(([hook, spec]): [string, Value] => [
        hook,
        [native(hook, call => asked(spec, call), `asks.${name}.${hook}`)],
      ])
      libraries[name] = { ...libraries[name], ...Object.fromEntries(own) }
    }
  }
  const runner: Value = [native('useDebounceFn', runnerOf, 'asks.runner')]
  const mounted: Value = [native('useMount', mountedOf, 'asks.mounted')]
  for (const name of ['ahooks', '@umijs/hooks'])
    libraries[name] = {
      ...libraries[name],
      useDebounceFn: runner,
      useThrottleFn: runner,
      useMount: mounted,
      useUpdateEffect: mounted,
    }
  for (const [packages, hook] of AGAIN)
    for (const name of packages.split(' '))
      libraries[name] = { ...libraries[name], [hook]: [native(hook, againOf, `asks.again.${name}.${hook}`)] }
  return { libraries }
}

function pageOf(call: Call): Value {
  const page = makeThing(call.frame, siteOfCall(call))
  const number = (name: string) => unknown(name, { is: 'number' })
  putFields(call.frame, page, { current: number('current'), pageSize: number('pageSize') })
  return [page]
}

/** `useDebounceFn(run)` gives `{ run }`. */
function runnerOf(call: Call): Value {
  const made = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, made, { run: arg(call, 0), cancel: [NOTHING], flush: [NOTHING] })
  return [made]
}

function mountedOf(call: Call): Value {
  callLater(arg(call, 0), call.frame)
  return UNDEFINED
}

/** What it gives starts and stops it. */
function againOf(call: Call): Value {
  callLater(arg(call, 0), { ...call.frame, polls: true })
  return unknown('interval')
}

const NOTHING = native('nothing', () => UNDEFINED, 'asks.nothing')

/** The functions of a hook; a promise or an address that is given stands for what it gives. */
function functionsOf(hook: Hook, call: Call): Value {
  const given = hook.named ? hook.named.flatMap(name => getMember(arg(call, 0), name, call)) : arg(call, 0)
  return given.filter(atom => atom.kind === 'function')
}

function isManual(options: Value, call: Call): boolean {
  const says = (name: string, wanted: boolean) =>
    truth(getMember(options, name, call)) === wanted && isGiven(options, name, call)
  return says('manual', true) || says('immediate', false)
}

function isGiven(options: Value, name: string, call: Call): boolean {
  return getMember(options, name, call).some(atom => atom.kind === 'constant' && typeof atom.value === 'boolean')
}

function asked(hook: Hook, call: Call): Value {
  const { frame } = call
  const options = arg(call, hook.options ?? 1).filter(atom => atom.kind === 'object' && atom.tag === 'plain')
  const functions = functionsOf(hook, call)
  const made = makeThing(frame, siteOfCall(call), 'instance')
  const cell = cellOf(frame.machine, `asks:${made.key}`)
  const keep = (data: Value, inner: Call): Value => {
    addToCell(
      frame.machine,
      cell,
      data.filter(atom => atom.kind !== 'constant'),
    )
    tell(options, data, inner)
    return promise(data)
  }
  const run: Native = inner =>
    keep(awaited(callback(inner, functions, inner.args.slice(hook.skips ?? 0)), inner.frame, inner.node), inner)
  const polled = getMember(options, 'pollingInterval', call).some(
    atom => atom.kind === 'constant' && typeof atom.value === 'number',
  )
  const own = { ...call, frame: polled ? { ...frame, polls: true } : frame }
  const waits = hook.asks === false || isManual(options, call)
  const first = () =>
    functions.length > 0 ? recall(own, functions, hook.first?.(call) ?? firstOf(options, call)) : arg(call, 0)
  if (!waits) keep(awaited(first(), frame, call.node), call)
  const runner: Value = [holding(native('run', run, `run:${made.key}`), functions)]
  return resultOf(hook, { made, data: readCell(cell), runner }, call)
}

function firstOf(options: Value, call: Call): readonly Value[] {
  const listed = getMember(options, 'defaultParams', call).filter(atom => atom.kind === 'object')
  return listed.length > 0 ? elementsOf(listed, call.frame) : []
}

function tell(options: Value, data: Value, call: Call): void {
  for (const [index, name] of ['onSuccess', 'onFinally', 'onFinish', 'onCompleted'].entries())
    callback(
      turn(call, 20 + index),
      getMember(options, name, call).filter(atom => atom.kind === 'function'),
      [data, unknown('params')],
    )
  release(
    getMember(options, 'onError', call).filter(atom => atom.kind === 'function'),
    call.frame,
  )
}

interface Result {
  made: Thing
  data: Value
  runner: Value
}

function resultOf(hook: Hook, { made, data, runner }: Result, call: Call): Value {
  const shown = join(data, UNDEFINED)
  const held: Value = hook.refs ? [makeRef(shown, call)] : shown
  if (hook.data.length === 0) return held
  for (const name of hook.data) putFields(call.frame, made, { [name]: held })
  for (const name of hook.runs) putFields(call.frame, made, { [name]: runner })
  made.holds = data
  made.lazy = name => (name === 'tableProps' || name === 'pagination' ? [tableOf(data, call)] : unknown(name))
  return hook.pair ? makeArray(call.frame, siteOfCall(call), [[made], runner]) : [made]
}

/** What a table of antd is given: the rows of `list`. */
function tableOf(data: Value, call: Call): Thing {
  const table = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, table, { dataSource: getMember(data, 'list', call) })
  table.lazy = name => unknown(name)
  return table
}
