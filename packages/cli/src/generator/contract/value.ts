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

/** Whether a value is something from an earlier request. */
export function isEarlier(value: object): boolean {
  return '$answer' in value || '$new' in value || '$sent' in value
}

/** A request by which it is seen what another one did. */
export interface ContractFollow {
  readonly ask: string
  readonly params?: Readonly<Record<string, ContractValue>>
  readonly query?: Readonly<Record<string, ContractValue>>
  readonly gives?: 404
  /** What the answer has: the values of fields by name, the ones nearest to the top. */
  readonly is?: Readonly<Record<string, ContractValue>>
}

/** One request of the frontend, and what its code reads from the answer. */
export interface ContractStep {
  /** Method and path, `{name}` for parameters. */
  readonly ask: string
  /** The first place in the frontend that asks. */
  readonly at: string
  /** One of those who sign in; undefined is a guest. */
  readonly as: string | undefined
  /** 501 where nobody has written it yet, 401, 404 and 409 where it takes what no test has; undefined is success. */
  readonly gives: 401 | 403 | 404 | 409 | 501 | undefined
  readonly params: Readonly<Record<string, ContractValue>>
  readonly query: Readonly<Record<string, ContractValue>>
  readonly body: ContractValue | undefined
  /** The type that is expected, by dotted name: `data[].id`. */
  readonly reads: Readonly<Record<string, string>>
  /** Media type of the answer, where it is a file. */
  readonly type?: string | undefined
  readonly is?: Readonly<Record<string, ContractValue>> | undefined
  readonly afterwards?: readonly ContractFollow[] | undefined
}

/** `test/contract.ts`, before it is written. */
export interface Contract {
  /** How people sign in: the request, the name of the token in its answer, and each one's body. */
  readonly login?: {
    readonly ask: string
    readonly token: string
    readonly people: Readonly<Record<string, ContractValue>>
  }
  readonly steps: readonly ContractStep[]
}
