import type { Endpoint } from '../../endpoint.ts'
import type { Detection } from '../detection.ts'
import { topOf } from './names.ts'
import { noFields } from './shape.ts'

/** Fewer calls than this say nothing of all. */
const FEWEST = 4

/**
 * The calls without what a client's interceptor looks for in every answer, and lists cannot have: `snackbar` of
 * `[{ name }]`. Code that reads it of those does without it. `unresolved` names what is left out.
 */
export function withoutPassing(detection: Detection): Detection {
  const reading = detection.endpoints.filter(({ live, reads }) => live && reads.length > 0)
  const counts = new Map<string, number>()
  for (const { reads } of reading)
    for (const name of new Set(reads.map(topOf))) counts.set(name, (counts.get(name) ?? 0) + 1)
  const isList = ({ reads }: Endpoint) => reads.some(name => topOf(name) === '')
  const isPassing = (name: string) =>
    name !== '' &&
    (counts.get(name) ?? 0) >= Math.max(FEWEST, reading.length / 2) &&
    reading.some(endpoint => isList(endpoint) && endpoint.reads.some(read => topOf(read) === name))
  const passing = [...counts.keys()].filter(isPassing).sort()
  if (passing.length === 0) return detection
  const left = passing.map(name => {
    const first = reading.find(({ reads }) => reads.some(read => topOf(read) === name))
    const [evidence = { file: '', line: 1 }] = first?.evidence ?? []
    return {
      evidence,
      reason: 'It is looked for in every answer, lists too, which cannot have it: none gives it.',
      text: name,
    }
  })
  return {
    ...detection,
    endpoints: detection.endpoints.map(endpoint => without(endpoint, new Set(passing))),
    unresolved: [...(detection.unresolved ?? []), ...left],
  }
}

function without(endpoint: Endpoint, names: ReadonlySet<string>): Endpoint {
  const { answerShape, reads } = endpoint
  const kept = { ...endpoint, reads: reads.filter(name => !names.has(topOf(name))) }
  if (answerShape?.kind !== 'object') return kept
  const fields = Object.entries(answerShape.fields).filter(([name]) => !names.has(name))
  if (fields.length === 0) return { ...kept, answerShape: { kind: 'unknown' } }
  return { ...kept, answerShape: { kind: 'object', fields: Object.assign(noFields(), Object.fromEntries(fields)) } }
}
