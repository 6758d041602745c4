import type { Frame } from '../values/frame.ts'
import type { Value } from '../values/value.ts'

/** What was written over answers leads to other answers: more steps than these cost a power of the answers there are. */
export const MOST_OVER = 1

/**
 * So many answers together come out of a store that all of them are merged into: what was written over each of them are the
 * others, so that what is known of one is known by then.
 */
const CROWD = 8

/** Looks into values; where answers are so many, not into what was written over them. */
export function inCrowd(values: readonly Value[], { machine }: Frame, look: () => void): void {
  const plainly = values.some(isCrowd) ? MOST_OVER : 0
  machine.over += plainly
  try {
    look()
  } finally {
    machine.over -= plainly
  }
}

function isCrowd(value: Value): boolean {
  return value.length > CROWD && value.filter(atom => atom.kind === 'answer').length > CROWD
}
