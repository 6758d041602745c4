import type { MethodTables } from '../machine/machine.ts'
import { HEADERS, MAPS } from './collections.ts'
import { groupsOfPattern } from './groups.ts'
import { LISTS, LISTS_OF_UNKNOWN } from './lists.ts'
import { FUNCTIONS, PROMISES } from './promises.ts'
import { matches, TEXTS, TEXTS_OF_ANSWER, TEXTS_OF_UNKNOWN } from './texts.ts'
import { printedAddress } from './urls.ts'

/** Every method that the language and the browser give, by kind of value. */
export const METHODS: MethodTables = {
  array: LISTS,
  text: TEXTS,
  promise: PROMISES,
  function: FUNCTIONS,
  answer: { ...TEXTS_OF_ANSWER, ...LISTS },
  unknown: { ...LISTS_OF_UNKNOWN, ...TEXTS_OF_UNKNOWN, ...PROMISES },
  params: MAPS,
  form: MAPS,
  map: MAPS,
  headers: HEADERS,
  json: TEXTS,
  url: { toString: printedAddress, toJSON: printedAddress },
  pattern: {
    test: matches,
    exec: groupsOfPattern,
  },
}
