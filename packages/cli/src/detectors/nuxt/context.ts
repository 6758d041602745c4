import { NUXT_CONFIG } from '../../project/index.ts'
import {
  arg,
  type Call,
  callback,
  callLater,
  type Frame,
  getMember,
  invoke,
  join,
  literalText,
  makeThing,
  type Native,
  native,
  providedValue,
  setMember,
  spreadInto,
  type Thing,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { plugged, prototypeIn, rootIn, sharedIn } from '../vue/plugins.ts'

/** `nuxt.config`; nothing where a frontend has none. */
export function configIn(frame: Frame): Value {
  return providedValue(NUXT_CONFIG, frame) ?? []
}

/** `runtimeConfig` as the configuration states it; the environment may replace what stands there. */
export function runtimeConfig(frame: Frame): Value {
  const config = configIn(frame)
  const part = (name: string) => getMember(config, name, { frame }).filter(atom => atom.kind === 'object')
  const written = [...part('publicRuntimeConfig'), ...part('privateRuntimeConfig')]
  if (config.length === 0) return unknown('config')
  if (written.length === 0) return getMember(config, 'runtimeConfig', { frame })
  const both = makeThing(frame, -2, 'instance')
  spreadInto(both, part('privateRuntimeConfig'), frame)
  spreadInto(both, part('publicRuntimeConfig'), frame)
  return [both]
}

/** What plugins provide is a member of every instance, of the context and of the store, under its name with `$`. */
export function keep(name: string, value: Value, frame: Frame): void {
  setMember([prototypeIn(frame)], { name: `$${name.replace(/^\$/, '')}`, value }, frame)
}

const provide: Native = call => {
  const name = literalText(arg(call, 0))
  if (name) keep(name, arg(call, 1), call.frame)
  return UNDEFINED
}

/** What plugins of the second version are given beside the context. */
export const INJECT: Value = [native('inject', provide, 'nuxt.inject')]

const MEMBERS: Readonly<Record<string, (frame: Frame) => Value>> = {
  provide: () => [native('provide', provide, 'nuxt.provide')],
  hook: () => [native('hook', call => [callLater(arg(call, 1), call.frame), UNDEFINED][1] ?? [], 'nuxt.hook')],
  runWithContext: () => [native('runWithContext', call => callback(call, arg(call, 0), []), 'nuxt.runWithContext')],
  $config: runtimeConfig,
  $fetch: frame => frame.machine.world.globals.$fetch ?? [],
  app: frame => [contextIn(frame)],
  $root: frame => [rootIn(frame)],
  context: frame => [contextIn(frame)],
  store: frame => plugged('$store', frame) ?? unknown('store'),
  env: frame => getMember(configIn(frame), 'env', { frame }),
  vueApp: vueApp,
}

/** What plugins, middleware and pages are given, and what `useNuxtApp()` gives: of both versions, with what plugins provide. */
export function contextIn(frame: Frame): Thing {
  return sharedIn(frame, 'nuxt.context', (name, at) => {
    if (name.startsWith('$')) return plugged(name, at) ?? MEMBERS[name]?.(at) ?? unknown(name)
    return MEMBERS[name]?.(at) ?? unknown(name)
  })
}

/** The application of Vue, for plugins that tell it of components and of others' plugins. */
function vueApp(frame: Frame): Value {
  const { createApp = [] } = frame.machine.world.libraries('vue') ?? {}
  const call: Call = { args: [], self: [], frame, node: frame.node ?? { start: 0, end: 0 }, types: [] }
  return invoke(createApp, call)
}

/** Nothing but the objects of a value. */
export function objectsOf(...values: readonly Value[]): Value {
  return values.reduce(
    (all, value) =>
      join(
        all,
        value.filter(atom => atom.kind === 'object'),
      ),
    [],
  )
}
