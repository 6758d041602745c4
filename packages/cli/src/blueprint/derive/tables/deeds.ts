import { camelCase } from '../facts/words.ts'

/** What is done, where a path begins a word with it: `move-files`, `syncUsers`. */
const deeds = new Set(
  [
    'add apply approve archive assign bind block calculate cancel change check clean clear clone close complete compute',
    'configure confirm connect convert copy create deactivate delete deny destroy detect disable disconnect download',
    'edit enable execute export fetch find generate get import insert install invite join kick leave load lock login',
    'logout mark merge migrate modify move notify open parse pause ping preview process promote publish purge read',
    'rebuild recover refresh register reject release reload remove rename reorder reset resolve restart restore resume',
    'retry revoke rotate run save scan search send set share start stop submit subscribe swap sync test toggle transfer',
    'trigger unarchive unblock unlink unlock unpublish unsubscribe update upload upsert validate verify view',
  ]
    .join(' ')
    .split(' '),
)

/** True for a word of several parts that begins with what is done: no thing is called so. */
export function saysDeed(word: string): boolean {
  const [first = '', ...rest] = camelCase(word).split(/(?=[A-Z])/)
  return rest.length > 0 && deeds.has(first.toLowerCase())
}
