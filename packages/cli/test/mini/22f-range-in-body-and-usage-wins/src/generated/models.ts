// generated, do not edit
export interface Bin {
  id: string
  label: string
}

/** The generator says a plain list. */
export type BinSearchAnswer = Bin[]
