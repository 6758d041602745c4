import { addToCell, cellOf, readCell } from '../machine/slots.ts'
import type { Frame } from '../values/frame.ts'
import type { Cell, Unknown, Value } from '../values/value.ts'
import type { Written } from './write.ts'

/**
 * Functions that the program puts on something that is not among the files: `socket.get = url => …`, where `socket` comes from
 * a package. Whatever comes from there under the same names has them.
 */
export function addOutside({ outside }: Unknown, { name, value }: Written, frame: Frame): void {
  const own = value.filter(atom => atom.kind === 'function' && atom.code)
  if (outside !== undefined && own.length > 0) addToCell(frame.machine, cellAt(outside, name, frame), own)
}

/** What the program put there under a name. */
export function addedOutside({ outside }: Unknown, name: string, frame: Frame): Value {
  return outside === undefined ? [] : readCell(cellAt(outside, name, frame))
}

function cellAt(outside: string, name: string, { machine }: Frame): Cell {
  return cellOf(machine, `added:${outside}.${name}`)
}
