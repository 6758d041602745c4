import type { Evidence } from '../../blueprint/endpoint.ts'
import type { SdkCall, SdkTable, SdkUse } from '../../blueprint/operation.ts'
import type { Place } from '../../syntax/index.ts'
import { Ledger } from '../requests/ledger.ts'
import { byCode } from '../requests/names.ts'
import { evidence } from '../signals/notes.ts'

/** A call of a package that speaks a protocol of its own. */
export interface Called {
  library: string
  /** What is called: `products.select`, `auth.signOut`. */
  name: string
  feature?: SdkCall['feature']
  /** The detector does not know this call. */
  strange?: true
  table?: string
  columns?: readonly string[]
  place: Place
}

type Seen = Called & { live: boolean }

/** The calls of packages with protocols of their own. */
export class Calls {
  readonly #seen = new Ledger<Seen>()
  #live: Seen[] | undefined

  /** What is seen from now on belongs to this task. */
  enter(task: number, fresh: boolean): void {
    this.#seen.enter(task, fresh)
  }

  /** What this task noted in the run before stays: the last one was cut off. */
  cutOff(task: number): void {
    this.#seen.cutOff(task)
  }

  /** What is seen from now on is dead. */
  rest(): void {
    this.#live = [...this.#seen.all()].map(([, seen]) => seen)
  }

  /** Notes a call. */
  add(called: Called): void {
    const { library, name, table = '', columns = [], place } = called
    const key = [library, name, table, columns, place.file, place.line].join(' ')
    this.#seen.set(key, { ...called, live: this.#live === undefined })
  }

  /** All packages with their calls and tables, sorted, as plain data. */
  all(): SdkUse[] {
    const seen = [...(this.#live ?? []), ...[...this.#seen.all()].map(([, one]) => one)]
    const libraries = [...new Set(seen.map(({ library }) => library))].sort(byCode)
    return libraries.map(library => {
      const own = seen.filter(one => one.library === library)
      const calls = callsOf(own)
      const unsupported = [...new Set(own.filter(one => one.strange).map(({ name }) => name))].sort(byCode)
      return { library, calls, tables: tablesOf(own), ...(unsupported.length > 0 ? { unsupported } : {}) }
    })
  }
}

function callsOf(seen: readonly Seen[]): SdkCall[] {
  const names = [...new Set(seen.filter(({ name }) => name !== '').map(({ name }) => name))].sort(byCode)
  return names.map(name => {
    const own = seen.filter(one => one.name === name)
    const alive = own.filter(one => one.live)
    const feature = own.find(one => one.feature !== undefined)?.feature
    const places = placesOf(alive.length > 0 ? alive : own)
    return { name, live: alive.length > 0, ...(feature ? { feature } : {}), evidence: places }
  })
}

function tablesOf(seen: readonly Seen[]): SdkTable[] {
  const columns = new Map<string, Set<string>>()
  for (const { table, columns: more = [] } of seen) {
    if (table === undefined) continue
    columns.set(table, new Set([...(columns.get(table) ?? []), ...more]))
  }
  return [...columns]
    .sort(([one], [other]) => byCode(one, other))
    .map(([name, own]) => ({ name, columns: [...own].sort(byCode) }))
}

function placesOf(seen: readonly Seen[]): Evidence[] {
  const places = new Map(seen.map(({ place }) => [`${place.file}:${place.line}`, evidence(place)]))
  return [...places.values()].sort((one, other) => byCode(one.file, other.file) || one.line - other.line)
}
