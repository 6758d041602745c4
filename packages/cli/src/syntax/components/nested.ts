import type { Frame } from '../values/frame.ts'

const MOST_NESTED = 3
const DEEPEST = 60
/** Twenty kinds of fields that show one another are a power of twenty: 4,700 of them were all the work of one frontend. */
const MOST_STEPS_WITHIN = 5_000

/** Whether a component is shown within itself so often, or does so much there, that it is not shown once more. */
export function isNested(frame: Frame, running: number): boolean {
  let nested = 0
  for (let at: Frame | undefined = frame; at; at = at.caller) if (at.running === running) nested += 1
  if (nested >= MOST_NESTED || frame.depth > DEEPEST) return true
  const outer = nested > 0 ? writtenWithin(frame, running) : undefined
  return outer !== undefined && frame.machine.steps - (outer.begun ?? 0) > MOST_STEPS_WITHIN
}

/** The outermost run of a component whose own parts come to here: what somebody else puts into it is not its work. */
function writtenWithin(frame: Frame, running: number): Frame | undefined {
  let found: Frame | undefined
  for (let at: Frame | undefined = frame.scope.frame; at; at = at.caller?.scope.frame) {
    if (at.running === running) found = at
    if (at.caller?.scope.frame === at) return found
  }
  return found
}
