/** Something that a person should have seen before it happens to rows that exist. */
export interface Loss {
  readonly table: string
  readonly column?: string
  /** What happens, for people: `drops the column products.price`. */
  readonly what: string
}

/**
 * When a statement runs. What stands in the way of a change is taken away first, in the reverse of the order in which
 * it is built up: keys lean on constraints, constraints on columns, columns on types.
 */
export const phases = [
  'rename',
  'values',
  'types',
  'unlink',
  'lift',
  'drop',
  'create',
  'alter',
  'generate',
  'constrain',
  'link',
  'guard',
  'tidy',
] as const

/** The name of a phase. */
export type Phase = (typeof phases)[number]

/** A migration while it is being planned. */
export class Draft {
  readonly losses: Loss[] = []
  /** Indexes that are built without blocking writes, outside of the transaction. */
  readonly concurrent: string[] = []
  private readonly statements = new Map<Phase, string[]>(phases.map(phase => [phase, []]))

  add(phase: Phase, ...sql: string[]): void {
    this.statements.get(phase)?.push(...sql)
  }

  lose(loss: Loss): void {
    this.losses.push(loss)
  }

  of(phase: Phase): readonly string[] {
    return this.statements.get(phase) ?? []
  }
}
