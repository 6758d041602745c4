import type { Closure, Frame } from '../values/frame.ts'

const MOST_RECURSION = 2
/** Twenty classes of a syntax tree that make one another are a power of twenty: a call may only do so much within itself. */
const MOST_STEPS_WITHIN = 5000
const SPENT = 'It calls itself in too many ways: not all of them were followed.'

/** True when a call within itself is not followed any further: it gives what the other ways give. */
export function isRepeating(code: Closure, frame: Frame): boolean {
  let times = 0
  let first: Frame | undefined
  for (let at: Frame | undefined = frame; at; at = at.caller) {
    if (at.running !== code.site) continue
    first = at
    times += 1
  }
  if (!first || (times <= MOST_RECURSION && !isSpent(code, first))) return false
  frame.machine.cut = Math.min(frame.machine.cut, first.begun ?? 0)
  return true
}

function isSpent({ module, node }: Closure, { active, machine, begun = 0 }: Frame): boolean {
  if (!active || machine.steps - begun <= MOST_STEPS_WITHIN) return false
  const place = { file: module.source.file, line: module.source.lineAt(node.start) }
  const known = machine.problems.some(({ place: { file, line } }) => file === place.file && line === place.line)
  if (!known) machine.problems.push({ place, message: SPENT, task: machine.task })
  return true
}
