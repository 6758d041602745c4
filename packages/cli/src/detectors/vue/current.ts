import {
  type Call,
  componentFrame,
  type Frame,
  getMember,
  makeGlobal,
  makeRefs,
  makeThing,
  putFields,
  readSlot,
  siteOfCall,
  UNDEFINED,
  type Value,
} from '../../syntax/index.ts'
import { plugged, prototypeIn } from './plugins.ts'

/**
 * `getCurrentInstance()`: its `proxy` is what `this` is elsewhere, with what plugins gave to every instance.
 * https://vuejs.org/api/composition-api-helpers.html
 */
export function currentInstance(call: Call): Value {
  const { frame } = call
  const made = makeThing(frame, siteOfCall(call), 'instance')
  const home = componentFrame(frame)
  const refs: Value = [makeRefs(frame, made.key)]
  const proxy = makeGlobal(`proxy:${made.key}`)
  proxy.lazy = (name, at) => {
    if (name === '$refs') return refs
    return plugged(name, at) ?? boundTo(home, name) ?? getMember(home.self, name, { frame: at })
  }
  proxy.holds = []
  const globals = makeGlobal(`app:${made.key}`, { globalProperties: [prototypeIn(frame)] })
  const app = makeGlobal(`context:${made.key}`, { config: [globals] })
  const emit = boundTo(home, '$emit') ?? UNDEFINED
  const props = boundTo(home, '$props') ?? UNDEFINED
  putFields(frame, made, { proxy: [proxy], ctx: [proxy], appContext: [app], refs, emit, props, attrs: props })
  return [made]
}

/** What the macros of a setup script bind: `$emit`, `$props`, `$router`. */
function boundTo({ scope }: Frame, name: string): Value | undefined {
  const slot = name.startsWith('$') ? scope.names.get(name) : undefined
  return slot && readSlot(slot)
}
