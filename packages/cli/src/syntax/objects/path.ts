/** Errors that wrap errors and trees of children: the same name over and over tells nothing more. */
const MOST_OF_ONE_NAME = 3
/** No answer has so many levels. */
const MOST_NAMES = 16
const LISTS = /(?:\[\])+$/

/** The path of a member of what is at a path. A name that repeats itself leads back to where it stood. */
export function pathBelow(path: string, name: string): string {
  if (path === '') return name
  const before = path.replace(LISTS, '')
  if (before.endsWith(name) && isRepeated(before, name)) return before
  return isDeep(path) ? path : `${path}.${name}`
}

/** The path of an element of the list at a path. */
export function pathOfElement(path: string): string {
  return path.endsWith('[][][]') ? path : `${path}[]`
}

function isRepeated(path: string, name: string): boolean {
  const last = path.split('.').slice(-MOST_OF_ONE_NAME)
  return last.length === MOST_OF_ONE_NAME && last.every(one => one.replace(LISTS, '') === name)
}

function isDeep(path: string): boolean {
  return path.length > MOST_NAMES * 2 && path.split('.').length >= MOST_NAMES
}
