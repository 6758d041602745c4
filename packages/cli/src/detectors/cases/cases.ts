import {
  arg,
  type Case,
  convertNames,
  type Library,
  makeGlobal,
  type Native,
  native,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'

/** Packages that change the names of members between the program and the wire. */
export const casesDetector: MakeDetector = () => {
  const define = (name: string, to: Case): Value => {
    const run: Native = call => convertNames(arg(call, 0), to, call)
    return [native(name, run, `cases.${name}`)]
  }
  const camel = define('camelizeKeys', 'camel')
  const snake = define('decamelizeKeys', 'snake')
  const humps: Library = { camelizeKeys: camel, decamelizeKeys: snake }
  return {
    libraries: {
      humps: { ...humps, default: [makeGlobal('humps', humps)] },
      'camelcase-keys': { default: camel },
      'camelcase-keys-deep': { default: camel },
      'snakecase-keys': { default: snake },
      'decamelize-keys': { default: snake },
      'lodash-humps': { default: camel },
      'ts-case-convert': { objectToCamel: camel, objectToSnake: snake, toCamel: camel, toSnake: snake },
    },
  }
}
