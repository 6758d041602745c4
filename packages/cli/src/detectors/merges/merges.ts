import {
  arg,
  type Call,
  callback,
  elementsOf,
  getMember,
  keysOf,
  type Library,
  makeGlobal,
  makeThing,
  type Native,
  native,
  putField,
  setMember,
  siteOfCall,
  spreadInto,
  turn,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { made } from '../lodash/functions.ts'
import { LODASH } from '../lodash/lodash.ts'
import { mergeDeep } from '../lodash/objects.ts'

/** Packages that put objects together or change copies of them: deepmerge, defu, immer and their like. */
export const mergesDetector: MakeDetector = () => {
  const define = (name: string, run: Native): Value => [native(name, run, `merges.${name}`)]
  const deep = define('merge', call => mergeDeep(call.args.slice(0, 2), call))
  const all = define('all', call => mergeDeep(elementsOf(arg(call, 0), call.frame), call))
  const layers = define('mergeAll', call => mergeDeep(call.args, call))
  const under = define('defu', call => mergeDeep([...call.args].reverse(), call))
  const assign = define('assign', call => LODASH.assign?.(call) ?? [])
  const deepmerge: Value = deep.map(atom =>
    atom.kind === 'function' ? { ...atom, statics: makeGlobal('deepmerge', { all }) } : atom,
  )
  const change = define('produce', produce)
  const immer: Library = {
    produce: change,
    default: change,
    produceWithPatches: change,
    current: FIRST,
    original: FIRST,
  }
  const several = { default: layers, merge: layers, deepmerge: layers }
  return {
    libraries: {
      deepmerge: { default: deepmerge, all },
      '@fastify/deepmerge': { default: define('factory', () => deep) },
      'deepmerge-ts': { deepmerge: layers },
      'ts-deepmerge': several,
      'merge-anything': several,
      'merge-deep': several,
      'merge-options': { default: layers },
      'lodash.merge': { default: define('merge', call => LODASH.merge?.(call) ?? []) },
      defu: { defu: under, default: under, createDefu: define('createDefu', () => under) },
      'object-assign': { default: assign },
      extend: { default: layers },
      xtend: { default: layers },
      immer,
      mutative: { create: change },
      'immutability-helper': { default: define('update', call => updated([arg(call, 0), arg(call, 1)], call)) },
    },
  }
}

const FIRST: Value = [native('first', call => arg(call, 0), 'merges.first')]

/** `produce(state, draft => …)`, and `produce(draft => …)` as a function of the state. */
function produce(call: Call): Value {
  const recipe = (value: Value): Value => value.filter(atom => atom.kind === 'function')
  const own = recipe(arg(call, 0))
  if (own.length === 0) return drafted(recipe(arg(call, 1)), [arg(call, 0)], call)
  return made('produce', inner => drafted(own, inner.args, inner), { call, holds: [own] })
}

function drafted(recipe: Value, [state = [], ...rest]: readonly Value[], call: Call): Value {
  const isPlain = state.length > 0 && state.every(atom => atom.kind === 'object' && atom.tag === 'plain')
  const draft = isPlain ? copyOf(state, call) : state
  const given = callback(turn(call, 0), recipe, [draft, ...rest]).filter(atom => atom.kind !== 'constant')
  return given.length > 0 ? given : draft
}

function copyOf(state: Value, call: Call): Value {
  const copy = makeThing(call.frame, siteOfCall(call))
  spreadInto(copy, state, call.frame)
  return [copy]
}

const DEEPEST = 6

/** `update(object, { name: { $set: value } })`. */
function updated([before, spec]: readonly [Value, Value], call: Call, depth = 0): Value {
  const { frame } = call
  const command = (name: string) =>
    getMember(spec, name, { frame }).filter(atom => atom.kind !== 'constant' || atom.value !== undefined)
  const names = keysOf(spec).names
  if (names.includes('$set')) return command('$set')
  if (names.includes('$merge')) return mergeDeep([before, command('$merge')], call)
  if (names.includes('$apply')) return callback(turn(call, depth), command('$apply'), [before])
  if (depth > DEEPEST || names.some(name => name.startsWith('$'))) return before
  const copy = copyOf(before, call)
  for (const name of names) {
    const value = updated([getMember(before, name, { frame }), getMember(spec, name, { frame })], call, depth + 1)
    const [only] = copy
    if (only?.kind === 'object' && !only.slots.has(name)) putField(frame, only, { name, value })
    else setMember(copy, { name, value }, frame)
  }
  return copy
}
