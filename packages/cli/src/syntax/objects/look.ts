import type { Machine } from '../machine/machine.ts'
import type { AnswerSource, Thing, Value } from '../values/value.ts'

/** A look for a member, as long as the program does not go on: what it found so far, by object and by part of an answer. */
export interface Look {
  name: string
  called: boolean | undefined
  steps: number
  /** Outside and inside of what was written over answers. */
  found: readonly [Found, Found]
}

interface Found {
  things: Map<Thing, Value>
  parts: Map<AnswerSource, Map<string, Value>>
}

/** What is looked for, and where: an object, or a part of an answer by its path. */
export interface Looking {
  name: string
  called: boolean | undefined
  thing?: Thing
  source?: AnswerSource
  path?: string
}

/**
 * Looks in an object or an answer once in a look for a member. Stores that spread what they hold into what they keep make webs
 * in which many ways lead to the same place: a frontend of 40,000 lines came to 200,000 for one member.
 */
export function lookOnce(machine: Machine, looking: Looking, run: () => Value): Value {
  return lookFor(machine, looking, look => {
    const found = look.found[machine.over > 0 ? 1 : 0]
    const before = foundIn(found, looking)
    if (before) return before
    keep(found, looking, [])
    const value = run()
    keep(found, looking, value)
    return value
  })
}

/** A look for a member, or the one that goes on: what it finds is found once. */
export function lookFor(machine: Machine, { name, called }: Looking, run: (look: Look) => Value): Value {
  const outer = machine.look
  const { steps } = machine
  const goesOn = outer?.name === name && outer.called === called && outer.steps === steps
  const look = goesOn ? outer : { name, called, steps, found: [nothing(), nothing()] as const }
  machine.look = look
  try {
    return run(look)
  } finally {
    machine.look = outer
  }
}

function nothing(): Found {
  return { things: new Map(), parts: new Map() }
}

function foundIn({ things, parts }: Found, { thing, source, path = '' }: Looking): Value | undefined {
  return thing ? things.get(thing) : source && parts.get(source)?.get(path)
}

function keep({ things, parts }: Found, { thing, source, path = '' }: Looking, value: Value): void {
  if (thing) things.set(thing, value)
  if (!source) return
  const known = parts.get(source) ?? new Map()
  parts.set(source, known.set(path, value))
}
