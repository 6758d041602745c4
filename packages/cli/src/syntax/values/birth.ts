import type { Type } from '../types/type.ts'
import type { Frame } from './frame.ts'
import type { Callable, Slot, Tag, Thing, Value } from './value.ts'

/** Where and how something was made: the place, the calls that led there, and how often before. The same in every round. */
export interface Birth {
  site: number
  context: number
  count: number
}

/** The name of a birth. It is long: it is only made when somebody asks. */
export function nameOfBirth({ site, context, count }: Birth): string {
  return `${site}:${context}:${count}`
}

/** An object of the program. Hundreds of thousands are made, so that it is a class with a late key (measured: 15 % of a run). */
export class MadeThing implements Thing {
  readonly kind = 'object'
  readonly slots = new Map<string, Slot>()
  readonly bases: { value: Value; order: number }[] = []
  readonly birth: Birth
  readonly round: number
  readonly since: number
  tag: Tag
  born: Frame
  declare element?: Slot
  declare class?: Callable
  declare type?: Type
  declare lazy?: NonNullable<Thing['lazy']>
  declare inner?: Value
  declare written?: NonNullable<Thing['written']>
  #key: string | undefined

  constructor(birth: Birth, tag: Tag, frame: Frame) {
    this.birth = birth
    this.tag = tag
    this.born = frame
    this.round = frame.machine.round
    this.since = frame.machine.clock
  }

  get key(): string {
    this.#key ??= nameOfBirth(this.birth)
    return this.#key
  }
}
