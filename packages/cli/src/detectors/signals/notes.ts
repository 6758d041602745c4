import type { Evidence } from '../../blueprint/endpoint.ts'
import type { Place } from '../../syntax/index.ts'

/** Something that was seen, with the place; a detector turns notes into signals at the end. */
export interface Note {
  kind: string
  name: string
  place: Place
}

/** What detectors noted in this round. Each fact is kept once for a place. */
export class Notes {
  #notes = new Map<string, Note>()

  /** Begins a round. */
  begin(live: boolean): void {
    if (live) this.#notes.clear()
  }

  /** Notes a fact: its kind, its name or value, and where it was seen. */
  add(kind: string, name: string, place: Place): void {
    this.#notes.set(`${kind}|${name}|${place.file}:${place.line}`, { kind, name, place })
  }

  /** The facts of a kind. */
  of(kind: string): Note[] {
    return [...this.#notes.values()].filter(note => note.kind === kind)
  }
}

/** The place of a note as evidence. */
export function evidence({ file, line }: Place): Evidence {
  return { file, line }
}
