import { wake } from '../machine/task.ts'
import type { Frame } from '../values/frame.ts'
import { join } from '../values/join.ts'
import { answer } from '../values/make.ts'
import type { Answer, Atom, Value } from '../values/value.ts'
import { MOST_OVER } from './crowd.ts'
import { pathBelow, pathOfElement } from './path.ts'

/** A part of an answer, and what the program wrote there or over the whole. */
export function withWritten({ source, path: from }: Answer, path: string, { part, machine }: Over): Value {
  const own: Value = [answer(source, path)]
  const { over } = source
  if (!over) return own
  const whole = machine.over < MOST_OVER ? over.get(from) : undefined
  if (!whole) return join(own, over.get(path) ?? [])
  // Taken out while it is looked at: what is written may lead back here.
  over.delete(from)
  machine.over += 1
  try {
    return join(own, join(part(whole), over.get(path) ?? []))
  } finally {
    machine.over -= 1
    over.set(from, whole)
  }
}

/** How what is written over an answer is looked at. */
export interface Over {
  part: (over: Value) => Value
  machine: Frame['machine']
}

/** Notes that the program writes over a part of an answer. */
export function writeOver({ source, path }: Answer, value: Value, frame: Frame): void {
  if (!frame.machine.live) return
  noteWritten({ source, path }, value)
  const worth = value.flatMap(atom => withoutItself(atom, source))
  if (worth.length === 0) return
  source.over ??= new Map()
  const before = source.over.get(path) ?? []
  const after = join(before, worth)
  source.over.set(path, after)
  if (after.length !== before.length) wake(frame.machine, source)
}

/** What somebody types, and plain words and numbers: they lead nowhere, and go along when the answer is sent back. */
function noteWritten({ source, path }: Pick<Answer, 'source' | 'path'>, value: Value): void {
  const plain = value.filter(atom => atom.kind === 'unknown' || atom.kind === 'text' || atom.kind === 'constant')
  if (plain.length === 0) return
  source.written ??= new Map()
  source.written.set(path, join(source.written.get(path) ?? [], plain))
}

/** A part of a refused answer under a key that the code does not know: `errors.{}`. */
export function keyedPart({ source, path }: Answer, key: string): Value {
  const isIndex = /^(?:i|j|n|idx|index|\d+|number)$/.test(key)
  return [answer(source, isIndex || path === '' ? pathOfElement(path) : pathBelow(path, '{}'))]
}

/** What a changed copy of an answer adds to it: the copy's own fields. */
function withoutItself(atom: Atom, source: Answer['source']): Value {
  if (atom.kind === 'answer') return atom.source === source ? [] : [atom]
  if (atom.kind !== 'object') return []
  const bases = atom.bases.filter(base => !base.value.some(one => one.kind === 'answer' && one.source === source))
  return [bases.length === atom.bases.length ? atom : { ...atom, key: atom.key, bases }]
}
