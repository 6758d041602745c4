import {
  arg,
  type Call,
  callMember,
  type Frame,
  getMember,
  holding,
  invoke,
  join,
  type Library,
  literalTexts,
  makeThing,
  type Native,
  native,
  putFields,
  readSlot,
  siteOfCall,
  type Thing,
  text,
  UNDEFINED,
  unknown,
  type Value,
} from '../../../syntax/index.ts'
import { type MemberKind, storeMember } from '../../vuex/store.ts'
import { addTo, partOf } from './options.ts'

/** A member that is decorated. */
interface Target {
  options: Thing
  name: string
  frame: Frame
}

type Apply = (target: Target, given: Call) => void

/** A decorator of members, with brackets and without: `@Prop() id` and `@Prop id`. */
function decorator(name: string, apply: Apply): [string, Value] {
  const run: Native = call => {
    const bare = targetOf(call)
    if (bare) {
      apply(bare, { ...call, args: [] })
      return UNDEFINED
    }
    const told: Native = inner => {
      const target = targetOf(inner)
      if (target) apply(target, call)
      return UNDEFINED
    }
    return [holding(native(name, told, `${name}:${siteOfCall(call)}`), call.args.flat())]
  }
  return [name, [native(name, run, `vue.decorator.${name}`)]]
}

function targetOf(call: Call): Target | undefined {
  const [options] = arg(call, 0)
  const [name] = literalTexts(arg(call, 1))
  if (options?.kind !== 'object' || !options.slots.has('computed') || name === undefined) return undefined
  return { options, name, frame: call.frame }
}

const nameIn = (value: Value, otherwise: string): string => literalTexts(value)[0] ?? otherwise

/** A computed member that is another member of the instance, and tells the parent of what is written to it. */
function both(target: Target, member: string, event: string): void {
  const { options, name, frame } = target
  const pair = makeThing(frame, options.slots.size)
  const get: Native = call => getMember(call.self, member, { frame: call.frame })
  const set: Native = call => callMember(call.self, '$emit', { ...call, args: [text(event), arg(call, 0)] })
  const key = `${name}:${options.key}`
  putFields(frame, pair, { get: [native(name, get, `get:${key}`)], set: [native(name, set, `set:${key}`)] })
  addTo(options, 'computed', { name, value: [pair], frame })
}

function computes(target: Target, run: Native): void {
  const { options, name, frame } = target
  addTo(options, 'computed', { name, value: [native(name, run, `computed:${name}:${options.key}`)], frame })
}

/** `@Watch('path')`: the method that it stands at. */
const watches: Apply = ({ options, name, frame }, given) => {
  for (const path of literalTexts(arg(given, 0))) addTo(options, 'watch', { name: path, value: text(name), frame })
}

/** `@Emit('event')`: the parent is told of what the method gives, or else of what it was given. */
const emits: Apply = ({ options, name, frame }, given) => {
  const slot = partOf(options, 'methods').slots.get(name)
  const method = slot ? readSlot(slot) : []
  const event = nameIn(arg(given, 0), name.replace(/\B[A-Z]/g, letter => `-${letter}`).toLowerCase())
  const run: Native = call => {
    const gave = invoke(method, call)
    const told = gave.filter(atom => !(atom.kind === 'constant' && atom.value === undefined))
    const args = [text(event), ...(told.length > 0 ? [told] : []), ...call.args]
    callMember(call.self, '$emit', { ...call, args })
    return gave
  }
  const value: Value = [holding(native(name, run, `emit:${name}:${options.key}`), method)]
  addTo(options, 'methods', { name, value, frame })
}

/** `@Inject('key')` and `@Inject({ from: 'key' })`. */
const injects: Apply = ({ options, name, frame }, given) => {
  const first = arg(given, 0)
  const from = first.some(atom => atom.kind === 'object') ? getMember(first, 'from', { frame }) : first
  addTo(options, 'inject', { name, value: text(nameIn(from, name)), frame })
}

/** `@Provide('key')`: what the field holds. */
const provides: Apply = ({ options, name, frame }, given) => {
  const key = nameIn(arg(given, 0), name)
  const before = options.slots.get('provide')
  const run: Native = call => {
    const made = makeThing(call.frame, siteOfCall(call))
    putFields(call.frame, made, { [key]: getMember(call.self, name, { frame: call.frame }) })
    return join(before ? invoke(readSlot(before), call) : [], [made])
  }
  putFields(frame, options, { provide: [native('provide', run, `provide:${name}:${options.key}`)] })
}

/** `createDecorator((options, key) => …)`: a decorator of the program's own. */
const create: Native = call => {
  const run: Native = inner => invoke(arg(call, 0), { ...inner, args: [arg(inner, 0), arg(inner, 1)] })
  return [holding(native('decorator', run, `decorator:${siteOfCall(call)}`), arg(call, 0))]
}

const MEMBERS: Library = Object.fromEntries([
  decorator('Prop', ({ options, name, frame }, given) => {
    const [first = unknown(name)] = given.args
    addTo(options, 'props', { name, value: first, frame })
  }),
  decorator('PropSync', (target, given) => {
    const prop = nameIn(arg(given, 0), target.name)
    addTo(target.options, 'props', { name: prop, value: given.args[1] ?? unknown(prop), frame: target.frame })
    both(target, prop, `update:${prop}`)
  }),
  decorator('VModel', target => {
    addTo(target.options, 'props', { name: 'value', value: unknown('value'), frame: target.frame })
    both(target, 'value', 'input')
  }),
  decorator('Model', ({ options, name, frame }, given) => {
    addTo(options, 'props', { name, value: given.args[1] ?? unknown(name), frame })
  }),
  decorator('Ref', (target, given) => {
    const name = nameIn(arg(given, 0), target.name)
    computes(target, call => {
      const { frame } = call
      return getMember(getMember(call.self, '$refs', { frame }), name, { frame })
    })
  }),
  decorator('Watch', watches),
  decorator('Emit', emits),
  decorator('Inject', injects),
  decorator('InjectReactive', injects),
  decorator('Provide', provides),
  decorator('ProvideReactive', provides),
])

const STORES: readonly [string, MemberKind][] = [
  ['State', 'state'],
  ['Getter', 'getters'],
  ['Action', 'dispatch'],
  ['Mutation', 'commit'],
]

/** Members of the store: `@Action('load') load`, `@Getter count`, `@State(state => state.user) user`. */
function storeMembers(prefix: string): Library {
  return Object.fromEntries(
    STORES.map(([name, kind]) =>
      decorator(name, (target, given) => {
        const [first = text(target.name), options = []] = given.args
        const [space] = literalTexts(getMember(options, 'namespace', { frame: target.frame }))
        const within = space === undefined ? prefix : `${space.replace(/\/?$/, '/')}`
        const run: Native = inner => storeMember(kind, { prefix: within, target: first, inner })
        if (kind === 'state' || kind === 'getters') return computes(target, run)
        const value: Value = [native(target.name, run, `${kind}:${target.name}:${target.options.key}`)]
        addTo(target.options, 'methods', { name: target.name, value, frame: target.frame })
      }),
    ),
  )
}

/** `namespace('users')`: the same, for the members of one module. */
const namespace: Native = call => {
  const made = makeThing(call.frame, siteOfCall(call))
  for (const name of literalTexts(arg(call, 0))) putFields(call.frame, made, storeMembers(name.replace(/\/?$/, '/')))
  return [made]
}

/** What a component of several classes extends: all of them. */
const mixins: Native = call => call.args.flat()

/** What the packages for classes as components export, besides Vue itself. */
export const CLASSES: Library = {
  ...MEMBERS,
  Mixins: [native('Mixins', mixins, 'vue.mixins')],
  mixins: [native('mixins', mixins, 'vue.mixins')],
  createDecorator: [native('createDecorator', create, 'vue.createDecorator')],
}

/** Members of the store as decorators. */
export const STORE: Library = {
  ...storeMembers(''),
  namespace: [native('namespace', namespace, 'vuex.namespace')],
}
