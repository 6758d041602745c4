import {
  arg,
  type Call,
  callLater,
  type Frame,
  getMember,
  holding,
  invoke,
  keysOf,
  makeThing,
  native,
  putFields,
  siteOfCall,
  spreadInto,
  type Thing,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'

const LIFE = [
  'beforeCreate',
  'created',
  'beforeMount',
  'mounted',
  'activated',
  'beforeUnmount',
  'beforeDestroy',
  'destroyed',
  'unmounted',
]

/** The instance of a component that is described by options: data, properties, computed members and methods in one object. */
export function instanceOf(options: Value, call: Call): Value {
  const described = options.filter(atom => atom.kind === 'object')
  if (described.length === 0) return []
  const { frame } = call
  const instance = makeThing(frame, siteOfCall(call), 'instance')
  const self: Value = [instance]
  const part = (name: string) => getMember(described, name, { frame })
  spreadInto(instance, arg(call, 0), frame)
  addHelpers(instance, arg(call, 0), frame)
  addMethods(instance, part('methods'), { ...call, self })
  const data = part('data')
  const isFunction = data.some(atom => atom.kind === 'function')
  spreadInto(instance, isFunction ? invoke(data, { ...call, self, args: [self] }) : data, frame)
  addComputed(instance, part('computed'), { ...call, self })
  const setup = part('setup').filter(atom => atom.kind === 'function')
  if (setup.length > 0) spreadInto(instance, invoke(setup, { ...call, args: [arg(call, 0), [instance]] }), frame)
  for (const name of LIFE) run(part(name), { ...call, self, args: [] })
  for (const name of keysOf(part('watch')).names) {
    const watcher = getMember(part('watch'), name, { frame })
    const handler = watcher.some(atom => atom.kind === 'function') ? watcher : getMember(watcher, 'handler', { frame })
    run(handler, { ...call, self, args: [getMember(self, name, { frame })] })
  }
  use(run(part('render'), { ...call, self, args: [] }))
  return self
}

function run(value: Value, call: Call): Value {
  const functions = value.filter(atom => atom.kind === 'function')
  return functions.length > 0 ? invoke(functions, call) : []
}

function addMethods(instance: Thing, methods: Value, call: Call): void {
  for (const name of keysOf(methods).names) {
    const method = getMember(methods, name, call).filter(atom => atom.kind === 'function')
    const key = `${name}:${instance.key}`
    const bound = holding(
      native(name, inner => invoke(method, { ...inner, self: call.self }), key),
      method,
    )
    putFields(call.frame, instance, { [name]: [bound] })
  }
}

function addComputed(instance: Thing, computed: Value, call: Call): void {
  const members = new Map<string, Value>()
  for (const name of keysOf(computed).names) {
    const given = getMember(computed, name, call)
    const getter = given.some(atom => atom.kind === 'function') ? given : getMember(given, 'get', call)
    members.set(
      name,
      getter.filter(atom => atom.kind === 'function'),
    )
  }
  const before = instance.lazy
  instance.holds = [...(instance.holds ?? []), ...[...members.values()].flat()]
  instance.lazy = (name, frame) => {
    const getter = members.get(name)
    return getter ? invoke(getter, { ...call, frame, args: [call.self] }) : before?.(name, frame)
  }
}

function addHelpers(instance: Thing, props: Value, frame: Frame): void {
  putFields(frame, instance, { $props: props })
  const soon = holding(
    native(
      '$nextTick',
      call => {
        callLater(arg(call, 0), call.frame)
        return unknown('tick')
      },
      `$nextTick:${instance.key}`,
    ),
    [],
  )
  putFields(frame, instance, { $nextTick: [soon] })
}
