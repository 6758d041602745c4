import {
  type Call,
  type Callable,
  classNode,
  decorationsOf,
  type Frame,
  getMember,
  homeOf,
  initialiseFields,
  invoke,
  join,
  makeThing,
  native,
  putFields,
  readSlot,
  spreadInto,
  type Thing,
  text,
  UNDEFINED,
  type Value,
} from '../../../syntax/index.ts'

/** The packages whose decorators make a component of a class. */
export const PACKAGES = [
  'vue-class-component',
  'vue-property-decorator',
  'vue-facing-decorator',
  'nuxt-property-decorator',
]
const COMPONENT = new Set(['default', 'Component', 'Options'])

/** The parts of options that decorators of members write to. */
const PARTS = ['props', 'methods', 'computed', 'watch', 'inject'] as const

/** One of those parts. */
export type PartName = (typeof PARTS)[number]

/** What Vue calls by its name: it is an option, and no method. */
const HOOKS = new Set([
  ...['beforeCreate', 'created', 'beforeMount', 'mounted', 'beforeUpdate', 'updated', 'activated', 'deactivated'],
  ...['beforeDestroy', 'destroyed', 'beforeUnmount', 'unmounted', 'errorCaptured', 'serverPrefetch', 'render', 'data'],
  ...['beforeRouteEnter', 'beforeRouteUpdate', 'beforeRouteLeave', 'asyncData', 'fetch', 'middleware', 'head'],
])

const known = new WeakMap<Callable, Thing>()

/** Options as they are, and classes as the options that they stand for; what is neither is left out. */
export function described(options: Value): Thing[] {
  return options.flatMap(atom =>
    atom.kind === 'object' ? [atom] : atom.kind === 'function' ? (optionsOf(atom) ?? []) : [],
  )
}

/**
 * The options that a class of a component stands for: its fields are the data, its getters what is computed, its methods are
 * methods or hooks, and what stands in its decorator comes on top (https://class-component.vuejs.org).
 */
export function optionsOf(owner: Callable): Thing | undefined {
  const before = known.get(owner)
  if (before) return before
  const home = homeOf(owner)
  const node = classNode(owner)
  if (!home || !node) return undefined
  const made = makeThing(home, node.start)
  known.set(owner, made)
  for (const name of PARTS) putFields(home, made, { [name]: [makeThing(home, node.start)] })
  const given = givenTo(owner)
  spreadInto(partOf(made, 'props'), getMember(given, 'props', { frame: home }), home)
  for (const atom of given)
    for (const [name, slot] of atom.kind === 'object' ? atom.slots : [])
      if (!isPart(name) && !HOOKS.has(name)) putFields(home, made, { [name]: readSlot(slot) })
  const above = (owner.parent ?? []).filter(one => one.kind === 'object' || (one.kind === 'function' && one.code))
  const mixed = getMember(given, 'mixins', { frame: home }).filter(atom => atom.kind === 'object')
  putFields(home, made, { extends: [...above, ...given], mixins: mixed })
  addMembers(made, owner, home)
  addFields(made, owner, home)
  decorateMembers(made, owner, home)
  return made
}

/** The part of options that stands under a name. */
export function partOf(options: Thing, name: PartName): Thing {
  const slot = options.slots.get(name)
  return (slot && readSlot(slot)[0]) as Thing
}

function isPart(name: string): name is PartName {
  return (PARTS as readonly string[]).includes(name)
}

/** What stands in the brackets of the decorator of a class. */
function givenTo(owner: Callable): Value {
  return decorationsOf(owner)
    .filter(one => one.member === undefined && PACKAGES.includes(one.from) && COMPONENT.has(one.name))
    .flatMap(one => one.args()[0] ?? [])
    .filter(atom => atom.kind === 'object')
}

/** A class that is decorated has the options as members of its own: who shows it asks for `components` and `props`. */
export function describeClass(owner: Callable, _frame: Frame): void {
  const isComponent = decorationsOf(owner).some(
    one => one.member === undefined && PACKAGES.includes(one.from) && COMPONENT.has(one.name),
  )
  if (!isComponent || !owner.statics) return
  owner.statics.lazy = name => {
    const slot = optionsOf(owner)?.slots.get(name)
    return slot && readSlot(slot)
  }
}

function addMembers(options: Thing, { prototype }: Callable, home: Frame): void {
  for (const [name, slot] of prototype?.slots ?? []) {
    if (slot.getter) {
      const setter = prototype?.slots.get(`set ${name}`)
      const pair = makeThing(home, slot.getter.code?.site ?? 0)
      putFields(home, pair, { get: [slot.getter], ...(setter ? { set: readSlot(setter) } : {}) })
      putFields(home, partOf(options, 'computed'), { [name]: [pair] })
    } else if (HOOKS.has(name)) putFields(home, options, { [name]: readSlot(slot) })
    else if (!name.startsWith('set ')) putFields(home, partOf(options, 'methods'), { [name]: readSlot(slot) })
  }
}

/** Its fields, filled in on the instance. What a decorator gives and nothing else is not written down there. */
function addFields(options: Thing, owner: Callable, home: Frame): void {
  const bare = new Set(
    (classNode(owner)?.body.body ?? []).flatMap(one =>
      one.type === 'PropertyDefinition' && !one.value && one.decorators.length > 0 && one.key.type === 'Identifier'
        ? [one.key.name]
        : [],
    ),
  )
  const fill = (call: Call): Value => {
    for (const atom of call.self) {
      if (atom.kind !== 'object') continue
      const before = new Set(atom.slots.keys())
      initialiseFields(owner, atom, call)
      for (const name of bare) if (!before.has(name)) atom.slots.delete(name)
    }
    return UNDEFINED
  }
  const own = options.slots.get('data')
  const data = native(
    'data',
    call => [fill(call), own ? invoke(readSlot(own), call) : []][1] ?? [],
    `data:${owner.key}`,
  )
  putFields(home, options, { data: [data] })
}

/**
 * Each decorator of a member is told of the options and of the name:
 * https://class-component.vuejs.org/guide/custom-decorators.html
 */
function decorateMembers(options: Thing, owner: Callable, home: Frame): void {
  for (const element of classNode(owner)?.body.body ?? []) {
    if (!('decorators' in element) || !('key' in element) || element.key.type !== 'Identifier') continue
    for (const { expression } of (element.decorators ?? []).toReversed()) {
      const decorator = home.machine.evaluate(expression, home).filter(atom => atom.kind === 'function')
      const args = [[options], text(element.key.name)]
      if (decorator.length > 0) invoke(decorator, { node: expression, frame: home, args, self: [], types: [] })
    }
  }
}

/** Adds to what stands in a part of the options under a name. */
export function addTo(
  options: Thing,
  part: PartName,
  { name, value, frame }: { name: string; value: Value; frame: Frame },
): void {
  const into = partOf(options, part)
  const slot = into.slots.get(name)
  putFields(frame, into, { [name]: slot && part === 'watch' ? join(readSlot(slot), value) : value })
}
