import {
  arg,
  assign,
  assignInto,
  type Call,
  callback,
  callMember,
  countLook,
  elementsOf,
  getAnyMember,
  getMember,
  invoke,
  isFunction,
  joinAll,
  keysOf,
  literalTexts,
  makeThing,
  type Native,
  putField,
  readSlot,
  setMember,
  siteOfCall,
  spreadInto,
  text,
  turn,
  type Value,
} from '../../syntax/index.ts'

/** The steps of a path: `a.b[0]` or a list of names. What is not known is undefined. */
function stepsOf(path: Value, call: Call): (string | undefined)[] {
  const written = literalTexts(path).flatMap(one => one.split(/[.[\]]+/).filter(Boolean))
  if (written.length > 0) return written
  const listed = path.some(atom => atom.kind === 'object') ? elementsOf(path, call.frame) : [path]
  return listed.map(one => {
    const [name] = literalTexts(one)
    const [number] = one
    return name ?? (number?.kind === 'constant' && typeof number.value === 'number' ? String(number.value) : undefined)
  })
}

function memberAt(owner: Value, steps: readonly (string | undefined)[], call: Call): Value {
  const { frame } = call
  return steps.reduce<Value>(
    (at, step) => (step === undefined ? getAnyMember(at, 'value', frame) : getMember(at, step, { frame })),
    owner,
  )
}

function get(call: Call): Value {
  const found = memberAt(arg(call, 0), stepsOf(arg(call, 1), call), call)
  const isMissing = found.every(atom => atom.kind === 'constant' && atom.value === undefined)
  return call.args.length > 2 && isMissing ? arg(call, 2) : found
}

/** `result(object, path)`: a function that is found there is called. */
function result(call: Call): Value {
  const found = get(call)
  return found.flatMap(atom =>
    atom.kind === 'function' ? invoke([atom], { ...call, args: [], self: arg(call, 0) }) : [atom],
  )
}

/** `invoke(object, path, …args)`. */
function invokeAt(call: Call): Value {
  const steps = stepsOf(arg(call, 1), call)
  const name = steps.pop()
  const owner = memberAt(arg(call, 0), steps, call)
  return name === undefined ? [] : callMember(owner, name, { ...call, args: call.args.slice(2) })
}

function copyOf(value: Value, call: Call): Value {
  const made = makeThing(call.frame, siteOfCall(call))
  spreadInto(made, value, call.frame)
  return [made]
}

/** Writes behind a path; objects on the way are made where there are none. `keep` writes to the object itself. */
function write(keep: boolean, gives: (before: Value, call: Call) => Value): Native {
  return call => {
    const root = keep ? arg(call, 0) : copyOf(arg(call, 0), call)
    const steps = stepsOf(arg(call, 1), call)
    const last = steps.pop()
    let owner = root
    for (const step of steps) {
      if (step === undefined) return root
      const inner = getMember(owner, step, call).filter(atom => atom.kind === 'object' || atom.kind === 'answer')
      const next = keep && inner.length > 0 ? inner : copyOf(inner, call)
      if (next !== inner) setMember(owner, { name: step, value: next }, call.frame)
      owner = next
    }
    if (last !== undefined)
      setMember(owner, { name: last, value: gives(getMember(owner, last, call), call) }, call.frame)
    return root
  }
}

const changedBy = (before: Value, call: Call): Value =>
  callback(
    turn(call, 3),
    arg(call, 2).filter(atom => atom.kind === 'function'),
    [before],
  )

/** Members that are kept or left out by name. */
function chosen(keep: boolean): Native {
  return call => {
    const { frame } = call
    const named = call.args
      .slice(1)
      .flatMap(one => [
        ...literalTexts(one),
        ...keysOf(one.filter(atom => atom.kind === 'object' && atom.tag === 'array')).names.flatMap(index =>
          literalTexts(getMember(one, index, { frame })),
        ),
      ])
    const made = makeThing(frame, siteOfCall(call))
    const known = keysOf(arg(call, 0))
    for (const name of keep ? named : known.names.filter(one => !named.includes(one)))
      putField(frame, made, { name, value: getMember(arg(call, 0), name, { frame }) })
    if (!keep && known.open)
      spreadInto(
        made,
        arg(call, 0).filter(atom => atom.kind !== 'object'),
        frame,
      )
    return [made]
  }
}

/** `mapValues`, `mapKeys`: an object of the same size. */
function changed(keys: boolean): Native {
  return call => {
    const { frame } = call
    const made = makeThing(frame, siteOfCall(call))
    for (const [index, name] of keysOf(arg(call, 0)).names.entries()) {
      const value = getMember(arg(call, 0), name, { frame })
      const given = callback(turn(call, index), arg(call, 1), [value, text(name), arg(call, 0)])
      for (const key of keys ? literalTexts(given) : [name])
        putField(frame, made, { name: key, value: keys ? value : given })
    }
    return [made]
  }
}

/** `transform(object, (result, value, key) => …, {})`. */
function transform(call: Call): Value {
  const { frame } = call
  const target = call.args.length > 2 ? arg(call, 2) : copyOf([], call)
  for (const [index, name] of keysOf(arg(call, 0)).names.entries())
    callback(turn(call, index), arg(call, 1), [target, getMember(arg(call, 0), name, { frame }), text(name)])
  return target
}

const isPlain = (atom: Value[number]) => atom.kind === 'object' && atom.tag === 'plain'
const DEEPEST = 6

/**
 * What objects have under a name by themselves. What they were spread from stays beside it, and is asked when somebody reads
 * it: asked here, for each name of a state of 1,200 objects that is merged again and again, it was half of a run.
 */
const ownMember = (layer: Value, name: string): Value =>
  joinAll(
    layer.map(atom => {
      const slot = atom.kind === 'object' && isPlain(atom) ? atom.slots.get(name) : undefined
      return slot ? readSlot(slot) : []
    }),
  )

/** Objects one over the other, the last on top, and so are the objects in them. */
export function mergeDeep(layers: readonly Value[], call: Call, depth = 0): Value {
  const { frame } = call
  const made = makeThing(frame, siteOfCall(call))
  countLook(made)
  for (const layer of layers) spreadInto(made, layer, frame)
  const names = new Set(layers.flatMap(layer => keysOf(layer.filter(isPlain)).names))
  for (const name of depth < DEEPEST ? names : []) {
    const inner = layers.map(layer => ownMember(layer, name)).filter(one => one.some(isPlain))
    if (inner.length > 1) setMember([made], { name, value: mergeDeep(inner, call, depth + 1) }, frame)
  }
  return [made]
}

/** `merge(target, …sources)`: the target gets all of it. */
function merge(call: Call): Value {
  const [target = [], ...sources] = call.args.filter((one, index) => index === 0 || !one.some(isFunction))
  const whole = mergeDeep([target, ...sources], call)
  for (const atom of target) if (atom.kind === 'object') assignInto(atom, whole, call.frame)
  return target.some(atom => atom.kind === 'object') ? target : whole
}

const deep: Native = call => mergeDeep(call.args, call)
const shallow: Native = call =>
  call.args.reduce<Value>((whole, one) => [...assign({ ...call, args: [whole, one] })], copyOf([], call))
/** A list of objects, or objects one by one. */
const layersOf = (call: Call): readonly Value[] => {
  const isList = arg(call, 0).some(atom => atom.kind === 'object' && atom.tag === 'array')
  return isList ? elementsOf(arg(call, 0), call.frame) : call.args
}

const copied: Native = call => arg(call, 0)
const ofObject = (name: string): Native => {
  return call => callMember(call.frame.machine.world.globals.Object ?? [], name, call)
}

function invert(call: Call): Value {
  const { frame } = call
  const made = makeThing(frame, siteOfCall(call))
  for (const key of keysOf(arg(call, 0)).names)
    for (const name of literalTexts(getMember(arg(call, 0), key, { frame })))
      putField(frame, made, { name, value: text(key) })
  return [made]
}

const all = (names: string, run: Native) => names.split(' ').map(name => [name, run])

/** What reads, makes and changes objects, with the object first. */
export const OBJECTS: Readonly<Record<string, Native>> = Object.fromEntries([
  ...all('cloneDeep clone omitBy pickBy cloneDeepWith', copied),
  ...all('assign extend assignIn defaults assignWith', assign),
  ...all('merge mergeWith', merge),
  ['defaultsDeep', (call => merge({ ...call, args: call.args })) as Native],
  ['mergeDeep', deep],
  ['mergeAll', (call => shallow({ ...call, args: layersOf(call) })) as Native],
  ['mergeAllDeep', (call => mergeDeep(layersOf(call), call)) as Native],
  ['mergeShallow', shallow],
  ['get', get],
  ['result', result],
  ['invoke', invokeAt],
  ...all(
    'set setWith',
    write(true, (_, call) => arg(call, 2)),
  ),
  ['update', write(true, changedBy)],
  ['assoc', write(false, (_, call) => arg(call, 2))],
  ['modify', write(false, changedBy)],
  ['pick', chosen(true)],
  ['omit', chosen(false)],
  ['mapValues', changed(false)],
  ['mapKeys', changed(true)],
  ['transform', transform],
  ['invert', invert],
  ['fromPairs', ofObject('fromEntries')],
  ...all('toPairs entries', ofObject('entries')),
  ['keys', ofObject('keys')],
  ['values', ofObject('values')],
  ['evolve', evolve],
])

/** `evolve(object, { name: change })`. */
function evolve(call: Call): Value {
  const { frame } = call
  const made = copyOf(arg(call, 0), call)
  for (const [index, name] of keysOf(arg(call, 1)).names.entries()) {
    const before = getMember(arg(call, 0), name, { frame })
    const change = getMember(arg(call, 1), name, { frame }).filter(isFunction)
    if (change.length > 0) setMember(made, { name, value: callback(turn(call, index), change, [before]) }, frame)
  }
  return made
}
