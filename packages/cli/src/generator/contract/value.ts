/** A value of a request: data, or something from before. In texts, `{n}` is another number in each request. */
export type ContractValue =
  | string
  | number
  | boolean
  | null
  | readonly ContractValue[]
  | { readonly [name: string]: ContractValue }

/** The first field of this name in what a step was answered last. */
export function answered(step: string, field: string): ContractValue {
  return { $answer: step, field }
}

/** The same, after asking again: for what the request takes away. */
export function answeredAnew(step: string, field: string): ContractValue {
  return { $new: step, field }
}

/** The first field of this name in what a step sent last. */
export function sentBy(step: string, field: string): ContractValue {
  return { $sent: step, field }
}

/** One request of the frontend, and what its code reads from the answer. */
export interface ContractStep {
  /** Method and path, `{name}` for parameters. */
  readonly ask: string
  /** The places in the frontend that ask. */
  readonly at: readonly string[]
  readonly as: string
  /** What this backend answers: success, or 501 where nobody has written it yet. */
  readonly gives: 'success' | 501
  readonly params?: Readonly<Record<string, ContractValue>>
  readonly query?: Readonly<Record<string, ContractValue>>
  readonly body?: ContractValue
  readonly reads: Readonly<Record<string, string>>
}

/** `test/contract.json`. */
export interface Contract {
  /** How people sign in: the request, the name of the token in its answer, and each one's body. */
  readonly login?: {
    readonly ask: string
    readonly token: string
    readonly people: Readonly<Record<string, ContractValue>>
  }
  readonly steps: readonly ContractStep[]
}
