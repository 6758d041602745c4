import type { ColumnState, Snapshot, TableState } from './snapshot.ts'

/** The `--rename` answers for what goes and comes in one plan and looks alike: the best for each thing that goes. */
export function renameHints(before: Snapshot, after: Snapshot): string[] {
  const gone = before.tables.filter(old => !after.tables.some(now => now.name === old.name))
  const come = after.tables.filter(now => !before.tables.some(old => old.name === now.name))
  const tables = match(gone, come, tableLikeness).map(([old, now]) => `--rename ${old.name}=${now.name}`)
  const columns = after.tables.flatMap(now => {
    const old = before.tables.find(each => each.name === now.name)
    return old === undefined ? [] : columnHints(old, now)
  })
  return [...tables, ...columns]
}

function columnHints(before: TableState, after: TableState): string[] {
  const gone = before.columns.filter(old => !after.columns.some(now => now.name === old.name))
  const come = after.columns.filter(now => !before.columns.some(old => old.name === now.name))
  return match(gone, come, columnLikeness).map(([old, now]) => `--rename ${after.name}.${old.name}=${now.name}`)
}

/** Pairs the most alike first; each stands in one pair at most. */
function match<T>(gone: readonly T[], come: readonly T[], likeness: (old: T, now: T) => number): [T, T][] {
  const pairs = gone.flatMap(old => come.map(now => ({ old, now, like: likeness(old, now) })))
  const taken = new Set<T>()
  return pairs
    .filter(pair => pair.like > 0)
    .sort((a, b) => b.like - a.like)
    .flatMap(({ old, now }): [T, T][] => {
      if (taken.has(old) || taken.has(now)) return []
      taken.add(old).add(now)
      return [[old, now]]
    })
}

/** Alike from half of the columns on. */
function tableLikeness(old: TableState, now: TableState): number {
  const names = new Set(now.columns.map(column => `${column.name} ${column.type}`))
  const shared = old.columns.filter(column => names.has(`${column.name} ${column.type}`)).length
  const share = shared / Math.max(old.columns.length, now.columns.length)
  return share >= 0.5 ? share + sharedLetters(old.name, now.name) / 100 : 0
}

/** Alike when of one type; the more so, the more the names share. */
function columnLikeness(old: ColumnState, now: ColumnState): number {
  if (old.type !== now.type || now.expression !== undefined) return 0
  return 1 + sharedLetters(old.name, now.name) + (old.notNull === now.notNull ? 0.1 : 0)
}

/** Share of the pairs of letters that two names have in common, 0 to 1. */
function sharedLetters(a: string, b: string): number {
  const pairs = (name: string) => new Set(Array.from({ length: name.length - 1 }, (_, at) => name.slice(at, at + 2)))
  const [left, right] = [pairs(a), pairs(b)]
  const shared = [...left].filter(pair => right.has(pair)).length
  return (2 * shared) / Math.max(1, left.size + right.size)
}
