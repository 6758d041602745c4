import { callLater } from '../machine/release.ts'
import { findName } from '../machine/scope.ts'
import { addToCell, addToSlot, cellOf, makeGlobal, readCell, readSlot, slotOf } from '../machine/slots.ts'
import type { Frame } from '../values/frame.ts'
import { join } from '../values/join.ts'
import { unknown } from '../values/make.ts'
import { literalTexts } from '../values/text.ts'
import type { Cell, Thing, Value } from '../values/value.ts'

/** Where a component puts what it shows of itself, for whoever holds it by `ref="name"`; undefined where nobody does. */
function exposedBy(props: Value, frame: Frame): Cell | undefined {
  const [given] = props
  if (given?.kind !== 'object' || !given.slots.has('ref')) return undefined
  return cellOf(frame.machine, `exposed:${given.key}`)
}

/** Says what a component shows of itself: `defineExpose({ open })`, or the whole instance where options describe it. */
export function expose(props: Value, value: Value, frame: Frame): void {
  const cell = exposedBy(props, frame)
  if (cell) addToCell(frame.machine, cell, value)
}

/** The component whose template is shown: its refs are kept by its file and the calls that led there. */
export interface Home {
  frame: Frame
  /** The frame's context when the template began: lists have contexts of their own. */
  context: number
}

function cellOfRef({ frame: { machine, module }, context }: Home, name: string): Cell {
  return cellOf(machine, `ref:${module.path}:${context}:${name}`)
}

/** Fills what the program holds an element by: `ref="dialog"` fills the ref `dialog`, `:ref="take"` calls `take`. */
export function fillRef(props: Thing, element: Value, home: Home): void {
  const slot = props.slots.get('ref')
  if (!slot) return
  const { frame } = home
  const held = join(element, exposedIn(props, frame))
  const given = readSlot(slot)
  callLater(
    given.filter(atom => atom.kind === 'function'),
    frame,
    [held],
  )
  for (const name of literalTexts(given)) {
    addToCell(frame.machine, cellOfRef(home, name), held)
    for (const atom of namedBy(name, frame)) {
      if (atom.kind === 'object' && atom.tag === 'ref' && atom.slots.has('value'))
        addToSlot(frame.machine, slotOf(frame.machine, atom, 'value'), held)
    }
  }
}

function exposedIn(props: Thing, frame: Frame): Value {
  const cell = exposedBy([props], frame)
  return cell ? readCell(cell) : []
}

function namedBy(name: string, frame: Frame): Value {
  const found = findName(frame.scope, name)
  return found ? readSlot(found.slot) : []
}

/** What is held by a name in the template of the component that runs. */
export function heldBy(name: string, frame: Frame): Cell {
  return cellOfRef(homeOf(frame), name)
}

function homeOf(frame: Frame): Home {
  const home = componentFrame(frame)
  return { frame: home, context: home.context }
}

/** The frame of the component that runs; the frame itself where none does. */
export function componentFrame(frame: Frame): Frame {
  for (let at: Frame | undefined = frame; at; at = at.caller) if (at.running === -at.module.index) return at
  return frame
}

/** `this.$refs`: what the template holds under each name. */
export function makeRefs(frame: Frame, key: string): Thing {
  const refs = makeGlobal(`refs:${key}`)
  const home = homeOf(frame)
  refs.lazy = name => {
    const held = readCell(cellOfRef(home, name))
    return held.length > 0 ? held : unknown(name)
  }
  refs.holds = []
  return refs
}
