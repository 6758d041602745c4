import {
  type Atom,
  addToCell,
  arg,
  type Call,
  type Callable,
  callback,
  cellOf,
  classNode,
  contextNamed,
  dependenciesOf,
  elementsOf,
  type Frame,
  getMember,
  homeOf,
  join,
  literalText,
  makeGlobal,
  makeInstance,
  makeThing,
  type Native,
  putFields,
  readCell,
  runTask,
  siteOfCall,
  type Thing,
  unknown,
  type Value,
} from '../../syntax/index.ts'

/** Instances that are being made, for services that ask for each other. */
const making = new WeakMap<object, Map<string, Thing>>()

/** Classes and tokens are told apart by where they are made. */
function keyOfToken(atom: Atom): string | undefined {
  if (atom.kind === 'function' || atom.kind === 'object') return atom.key
  if (atom.kind === 'unknown') return atom.name
  return atom.kind === 'text' ? literalText([atom]) : undefined
}

/** What is provided for a token, several for one that is `multi`. */
export function providedFor(token: Atom, { machine }: Frame): Value {
  const key = keyOfToken(token)
  return key === undefined ? [] : readCell(cellOf(machine, `angular:provided:${key}`))
}

/** What whoever opens a component hands to it: data, what closes it, and all options together. */
export interface Handed {
  data: Value
  ref: Value
  options: Value
}

/** The tokens for what a component is handed by whoever opens it. */
export const TOKENS: Readonly<Record<keyof Handed, Value>> = {
  data: [makeGlobal('angular.dialogs.data')],
  ref: [makeGlobal('angular.dialogs.ref')],
  options: [makeGlobal('angular.dialogs.options')],
}
const PARTS: readonly (keyof Handed)[] = ['data', 'ref', 'options']
const slotOf = (part: keyof Handed): string => `#handed ${part}`

const handed = new WeakMap<object, Handed[]>()

/** Properties that bring along what a component is handed. */
export function handedWith(given: Handed, call: Call): Thing {
  const props = makeThing(call.frame, siteOfCall(call))
  for (const part of PARTS) putFields(call.frame, props, { [slotOf(part)]: given[part] })
  return props
}

/** What properties bring along; undefined where nobody opened the component. */
export function handedIn(props: Value, frame: Frame): Handed | undefined {
  const brought = props.filter(atom => atom.kind === 'object' && atom.slots.has(slotOf('data')))
  const part = (name: keyof Handed): Value => getMember(brought, slotOf(name), { frame })
  return brought.length === 0 ? undefined : { data: part('data'), ref: part('ref'), options: part('options') }
}

/** What was opened hands on what it was handed: all that its view shows is made below its injector. */
export function handOn(from: Value, to: Thing, frame: Frame): void {
  const handing = handedIn(from, frame)
  if (handing) for (const part of PARTS) putFields(frame, to, { [slotOf(part)]: handing[part] })
}

/** Makes something with what its properties bring along. */
export function withHanded<T>(given: Handed | undefined, { machine }: Frame, run: () => T): T {
  if (!given) return run()
  const all = handed.get(machine) ?? []
  handed.set(machine, all)
  all.push(given)
  try {
    return run()
  } finally {
    all.pop()
  }
}

/** What a token stands for: what is provided for it, else the one instance of its class. */
export function resolveToken(token: Value, call: Call): Value {
  let result: Value = []
  for (const atom of token) result = join(result, resolveAtom(atom, call))
  return result.length > 0 ? result : unknown('service')
}

function resolveAtom(atom: Atom, call: Call): Value {
  const part = PARTS.find(one => TOKENS[one][0] === atom)
  if (part) return handed.get(call.frame.machine)?.at(-1)?.[part] ?? unknown(part)
  const provided = providedFor(atom, call.frame)
  if (provided.length > 0) return provided
  if (atom.kind === 'function') {
    if (classNode(atom)) return singleton(atom, call)
    return atom.construct && !atom.code ? atom.construct({ ...call, args: [] }) : unknown(atom.name)
  }
  if (atom.kind === 'object') {
    const factory = getMember([atom], '#factory', call).filter(one => one.kind === 'function')
    return factory.length > 0 ? callback(call, factory, []) : unknown('token')
  }
  return atom.kind === 'unknown' ? unknown(atom.name) : []
}

/** The one instance of a service. */
export function singleton(owner: Callable, call: Call): Value {
  const { machine } = call.frame
  const waiting = making.get(machine) ?? new Map<string, Thing>()
  making.set(machine, waiting)
  const begun = waiting.get(owner.key)
  if (begun) return [begun]
  const again = (): void => void singleton(owner, call)
  return runTask(machine, { name: `service ${owner.key}`, inputs: [[owner]], again }, () => {
    try {
      return instanceOf(owner, call, made => waiting.set(owner.key, made))
    } finally {
      waiting.delete(owner.key)
    }
  })
}

function instanceOf(owner: Callable, call: Call, begun: (made: Thing) => void): Value {
  const home = homeOf(owner)
  const node = classNode(owner)
  if (!home || !node) return unknown(owner.name)
  const outer: Frame = { ...home, active: true, depth: call.frame.depth + 1, caller: call.frame, context: 0 }
  // It is the same in each round, however many instances others made by then.
  const frame: Frame = { ...outer, context: contextNamed(outer, `service ${owner.key}`) }
  const inner: Call = { ...call, args: [], self: [], types: [], frame, node }
  const args = dependenciesOf(owner).map(token => resolveToken(token, inner))
  const made = makeInstance(owner, { ...inner, args }, begun)
  frame.active = false
  return [made]
}

/** `inject(Token)`. */
export const inject: Native = call => resolveToken(arg(call, 0), call)

const MOST_NESTED = 8

/** Notes what a list of providers provides. */
export function provide(providers: Value, call: Call, depth = 0): void {
  const { frame } = call
  if (depth > MOST_NESTED) return
  for (const item of elementsOf(
    providers.filter(atom => atom.kind === 'object'),
    frame,
  )) {
    for (const atom of item) {
      if (atom.kind !== 'object') continue
      if (atom.tag === 'array') provide([atom], call, depth + 1)
      else provideOne(atom, call)
    }
  }
}

function provideOne(provider: Thing, call: Call): void {
  const { frame } = call
  const part = (name: string): Value => (provider.slots.has(name) ? getMember([provider], name, { frame }) : [])
  const factory = part('useFactory').filter(atom => atom.kind === 'function')
  for (const token of part('provide')) {
    const key = keyOfToken(token)
    if (key === undefined) continue
    let value = part('useValue')
    const other = [...part('useClass'), ...part('useExisting')].filter(atom => keyOfToken(atom) !== key)
    if (other.length > 0) value = join(value, resolveToken(other, call))
    if (factory.length > 0) {
      const args = elementsOf(part('deps'), frame).map(one => resolveToken(one, call))
      value = join(value, callback(call, factory, args))
    }
    addToCell(frame.machine, cellOf(frame.machine, `angular:provided:${key}`), value)
  }
}
