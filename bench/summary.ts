import type { Sample } from './contestant.ts'

/** One contestant at one subject: medians, and ratios to the base within each round, with their spread. */
export interface Row {
  readonly contestant: string
  /** Requests per second against the base: more is better. */
  readonly throughput: Ratio
  /** CPU time a request, server and database, against the base: less is better. */
  readonly cpu: Ratio
  readonly perSecond: number
  readonly serverMicroseconds: number
  readonly databaseMicroseconds: number | undefined
}

export interface Ratio {
  readonly median: number
  readonly spread: readonly [number, number]
}

/** Sums up what one contestant did, against the base in the same rounds. */
export function summarise(contestant: string, taken: readonly Sample[], base: readonly Sample[]): Row {
  const database = taken.flatMap(each => each.database ?? [])
  return {
    contestant,
    throughput: ratioOf(taken.map((each, round) => each.perSecond / (base[round]?.perSecond ?? 1))),
    cpu: ratioOf(taken.map((each, round) => work(each) / work(base[round] ?? each))),
    perSecond: Math.round(median(taken.map(each => each.perSecond))),
    serverMicroseconds: Math.round(median(taken.map(each => each.server))),
    databaseMicroseconds: database.length === 0 ? undefined : Math.round(median(database)),
  }
}

/** The row for people. */
export function textOf({ contestant, throughput, cpu, perSecond, ...row }: Row): string {
  return [
    contestant.padEnd(26),
    `${perSecond}/s`.padStart(8),
    shown(throughput),
    `CPU ${shown(cpu)}`,
    `${row.serverMicroseconds} + ${row.databaseMicroseconds ?? '?'} µs`.padStart(14),
  ].join('  ')
}

function shown({ median: middle, spread }: Ratio): string {
  return `${middle.toFixed(2)} x (${spread.map(each => each.toFixed(2)).join(' to ')})`.padEnd(22)
}

function work({ server, database = 0 }: Sample): number {
  return server + database
}

function ratioOf(ratios: readonly number[]): Ratio {
  const sorted = ratios.toSorted((a, b) => a - b).map(each => Math.round(each * 1000) / 1000)
  return { median: median(sorted), spread: [sorted[0] ?? 0, sorted.at(-1) ?? 0] }
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
