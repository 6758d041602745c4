import type { Task } from '../machine/task.ts'
import type { Type } from '../types/type.ts'
import type { Frame } from './frame.ts'
import type { Base, Callable, Slot, Tag, Thing, Value } from './value.ts'

/** Where and how something was made: the place, the calls that led there, and how often before. The same in every round. */
export interface Birth {
  site: number
  context: number
  count: number
  /** The task that made it: it runs again when somebody writes to it late for the first time. */
  task?: Task | undefined
}

/** The name of a birth. It is long: it is only made when somebody asks. */
export function nameOfBirth({ site, context, count }: Birth): string {
  return `${site}:${context}:${count}`
}

const NONE: readonly Base[] = []

/** An object of the program. Hundreds of thousands are made, so that it is a class with a late key (measured: 15 % of a run). */
export class MadeThing implements Thing {
  readonly kind = 'object'
  readonly slots = new Map<string, Slot>()
  bases: readonly Base[] = NONE
  readonly birth: Birth
  readonly round: number
  readonly since: number
  tag: Tag
  born: Frame
  declare element?: Slot
  declare class?: Callable
  declare type?: Type
  declare lazy?: NonNullable<Thing['lazy']>
  declare lazyNames?: NonNullable<Thing['lazyNames']>
  declare inner?: Value
  declare holds?: NonNullable<Thing['holds']>
  declare unfold?: NonNullable<Thing['unfold']>
  declare written?: NonNullable<Thing['written']>
  #key: string | undefined

  constructor(birth: Birth, tag: Tag, frame: Frame) {
    this.birth = birth
    this.tag = tag
    this.born = frame
    this.round = frame.machine.stamp
    this.since = frame.machine.clock
  }

  get key(): string {
    this.#key ??= nameOfBirth(this.birth)
    return this.#key
  }
}
