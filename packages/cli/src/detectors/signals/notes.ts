import type { Evidence } from '../../blueprint/endpoint.ts'
import type { Place } from '../../syntax/index.ts'
import { Ledger } from '../requests/ledger.ts'

/** Something that was seen, with the place; a detector turns notes into signals at the end. */
export interface Note {
  kind: string
  name: string
  place: Place
}

/** What detectors noted. Each fact is kept once for a place. */
export class Notes {
  readonly #notes = new Ledger<Note>()
  #resting = false

  /** What is noted from now on belongs to this task. */
  enter(task: number, fresh: boolean): void {
    this.#notes.enter(task, fresh)
  }

  /** What this task noted in the run before stays: the last one was cut off. */
  cutOff(task: number): void {
    this.#notes.cutOff(task)
  }

  /** What nothing reaches says nothing of what is needed; what it reads of the surroundings still counts. */
  rest(): void {
    this.#resting = true
  }

  /** Notes a fact: its kind, its name or value, and where it was seen. */
  add(kind: string, name: string, place: Place): void {
    if (this.#resting && kind !== 'variable') return
    this.#notes.set(`${kind}|${name}|${place.file}:${place.line}`, { kind, name, place })
  }

  /** The facts of a kind. */
  of(kind: string): Note[] {
    const notes = new Map([...this.#notes.all()].filter(([, note]) => note.kind === kind))
    return [...notes.values()]
  }
}

/** The place of a note as evidence. */
export function evidence({ file, line }: Place): Evidence {
  return { file, line }
}
