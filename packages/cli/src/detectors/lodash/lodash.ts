import { type Library, makeGlobal, type Native, native, unknown, type Value } from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { chained } from './chain.ts'
import { FUNCTIONS } from './functions.ts'
import { LISTS } from './lists.ts'
import { OBJECTS } from './objects.ts'
import { TEXTS } from './texts.ts'

/** What lodash does by its names: lists, objects, texts and functions, each with what it works on first. */
export const LODASH: Readonly<Record<string, Native>> = { ...LISTS, ...OBJECTS, ...TEXTS, ...FUNCTIONS }

/** lodash, its single packages and its look-alikes: what goes through lists, objects and functions. */
export const lodashDetector: MakeDetector = () => {
  const all = Object.fromEntries(
    Object.entries(LODASH).map(([name, run]): [string, Value] => [name, [native(name, run, `lodash.${name}`)]]),
  )
  all.chain = [native('chain', chained(LODASH, true), 'lodash.chain')]
  const statics = makeGlobal('lodash', all)
  statics.lazy = name => unknown(name)
  const whole: Value = [{ ...native('_', chained(LODASH, false), 'lodash._'), statics }]
  const library: Library = { ...all, default: whole }
  const single = Object.entries(all).flatMap(([name, value]) =>
    [`lodash/${name}`, `lodash-es/${name}`, `lodash.${name.toLowerCase()}`, `es-toolkit/compat/${name}`].map(path => [
      path,
      { default: value },
    ]),
  )
  return {
    globals: { _: whole },
    libraries: {
      lodash: library,
      'lodash-es': library,
      underscore: library,
      'es-toolkit': library,
      'es-toolkit/compat': library,
      ...Object.fromEntries(single),
    },
  }
}
