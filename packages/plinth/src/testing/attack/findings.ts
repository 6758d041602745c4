import type { Answer } from './ask.ts'
import { leaksIn } from './judge.ts'
import type { Target } from './surface.ts'
import type { Person, World } from './world.ts'

/** One thing that was tried, and whether the app stood. */
export interface Finding {
  readonly operation: string
  /** `admin`, `member`, `viewer`, `guest` or `key`. */
  readonly who: string
  /** What was tried: `id of b`, `filter title`, `sets tenantId`. */
  readonly tried: string
  readonly ok: boolean
  /** Of what is not: what should have come, and what came. */
  readonly problem?: string
}

/** Collects findings; everything that comes back goes through `answered`. */
export class Findings {
  readonly all: Finding[] = []
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  /** Looks an answer through: a fault of the server and a value that is not this person's are never right. */
  answered(tried: string, answer: Answer, { target, person, problem }: Answered): boolean {
    const [leak] = leaksIn(answer, { target, person }, this.#world)
    const fault = answer.status >= 500 && !(answer.status === 501 && target.operation.status === 501)
    const found =
      leak !== undefined
        ? `shows ${leak.field} of a row of ${leak.row.table.name} that is not theirs`
        : fault
          ? `answers ${answer.status}: ${answer.text.slice(0, 200)}`
          : problem
    return this.note(tried, { target, person }, found)
  }

  note(tried: string, { target, person }: Omit<Answered, 'problem'>, problem: string | undefined): boolean {
    const ok = problem === undefined
    this.all.push({ operation: target.name, who: person.name, tried, ok, ...(ok ? {} : { problem }) })
    return ok
  }
}

/** Who asked for what, and what is wrong besides. */
export interface Answered {
  readonly target: Target
  readonly person: Person
  readonly problem?: string | undefined
}
