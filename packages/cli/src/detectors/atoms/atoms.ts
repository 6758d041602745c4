import {
  arg,
  awaited,
  type Call,
  callback,
  callLater,
  getMember,
  holding,
  isFunction,
  join,
  makeArray,
  makeThing,
  type Native,
  native,
  openField,
  putFields,
  setFields,
  siteOfCall,
  type Thing,
  turn,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'

const READ = '#read'
const WRITE = '#write'
const HELD = '#value'
const MOUNTED = 'onMount'

/** What an atom is made of: what it holds at first, or what reads it of others; and what writes it. */
export interface Parts {
  held?: Value
  read?: Value
  write?: Value
}

/** A piece of state that components read and write by hooks. */
export function makeAtom(parts: Parts, call: Call): Value {
  const { frame } = call
  const atom = makeThing(frame, siteOfCall(call), 'instance')
  putFields(frame, atom, { [HELD]: parts.held ?? [], [READ]: parts.read ?? [], [WRITE]: parts.write ?? [] })
  openField(frame, atom, HELD)
  openField(frame, atom, MOUNTED)
  return [atom]
}

const atomsIn = (value: Value): Thing[] =>
  value.filter((one): one is Thing => one.kind === 'object' && one.slots.has(READ) && one.slots.has(WRITE))

/** What an atom gives: what it holds, or what its function reads of others. */
export function valueOfAtom(value: Value, call: Call): Value {
  return atomsIn(value).reduce<Value>((all, atom, at) => {
    const read = getMember([atom], READ, call).filter(isFunction)
    const given = read.length > 0 ? callback(turn(call, 60 + at), read, [GET, unknown('options')]) : []
    return join(join(all, given), getMember([atom], HELD, call))
  }, [])
}

function writeAtom(value: Value, args: readonly Value[], call: Call): Value {
  return atomsIn(value).reduce<Value>((all, atom, at) => {
    const write = getMember([atom], WRITE, call).filter(isFunction)
    if (write.length > 0) return join(all, callback(turn(call, 80 + at), write, [GET, SET, ...args]))
    const [given = []] = args
    const changes = given.filter(isFunction)
    const made = changes.length > 0 ? callback(turn(call, 80 + at), changes, [valueOfAtom([atom], call)]) : given
    setFields(call.frame, atom, { [HELD]: made })
    return all
  }, [])
}

/** Reads any atom: the `get` that functions of atoms are given. */
export const GET: Value = [native('get', call => valueOfAtom(arg(call, 0), call), 'atoms.get')]
/** Writes any atom. */
export const SET: Value = [native('set', call => writeAtom(arg(call, 0), call.args.slice(1), call), 'atoms.set')]

/** What writes these atoms. */
export function setterOf(atoms: Value): Value {
  const key = atomsIn(atoms)
    .map(atom => atom.key)
    .join()
  return [
    holding(
      native('setAtom', call => writeAtom(atoms, call.args, call), `atoms.set:${key}`),
      atomsIn(atoms),
    ),
  ]
}

/** What a component sees of an atom: it waits for promises, and is what mounts it. */
export const readAtom: Native = call => {
  for (const atom of atomsIn(arg(call, 0)))
    callLater(getMember([atom], MOUNTED, call).filter(isFunction), call.frame, [setterOf([atom])])
  return awaited(valueOfAtom(arg(call, 0), call), call.frame, call.node)
}

/** What a component writes an atom with. */
export const useSetter: Native = call => setterOf(arg(call, 0))

/** Both of them. */
export const useBoth: Native = call => makeArray(call.frame, siteOfCall(call), [readAtom(call), useSetter(call)])

/** An atom for each parameter: the function of a family is called with it. */
export function familyOf(make: (parameter: Value, call: Call) => Value, call: Call): Value {
  const site = siteOfCall(call)
  return [
    holding(
      native('family', inner => make(arg(inner, 0), inner), `atoms.family:${site}`),
      call.args.flat(),
    ),
  ]
}

/** Calls what a component does with atoms, when it does: `useAtomCallback((get, set, id) => …)`. */
export function whenCalled(run: Value, first: readonly Value[], call: Call): Value {
  const key = `atoms.callback:${siteOfCall(call)}:${call.frame.context}`
  return [
    holding(
      native('callback', inner => callback(inner, run.filter(isFunction), [...first, ...inner.args]), key),
      run,
    ),
  ]
}

/** Nothing that anybody reads. */
export const nothing: Native = () => UNDEFINED
