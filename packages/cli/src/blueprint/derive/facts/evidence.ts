import type { Certainty, Evidence } from '../../endpoint.ts'

const strength: readonly Certainty[] = ['sure', 'likely', 'guess']

/** All places once, sorted by file and line. */
export function joinEvidence(lists: readonly (readonly Evidence[])[]): Evidence[] {
  const places = new Map(
    lists.flat().map(place => [`${place.file}:${place.line}`, { file: place.file, line: place.line }]),
  )
  return [...places.values()].sort(byPlace)
}

/** As `joinEvidence`, the first few only: a field is seen in a hundred places. */
export function someEvidence(lists: readonly (readonly Evidence[])[], most = 3): Evidence[] {
  return joinEvidence(lists).slice(0, most)
}

/** The least certain of all; `sure` of none. */
export function weakest(certainties: readonly Certainty[]): Certainty {
  return strength[Math.max(0, ...certainties.map(certainty => strength.indexOf(certainty)))] ?? 'guess'
}

/** Sorts places by file, then line. Compares code units, so that every machine gives the same order. */
export function byPlace(a: Evidence, b: Evidence): number {
  return compareText(a.file, b.file) || a.line - b.line
}

/** Compares code units. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
