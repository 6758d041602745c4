import type { BlueprintField, BlueprintTable } from '../../blueprint/blueprint.ts'
import { byReference, fieldOf, hasId, type Model } from '../emit/model.ts'
import { nestedUnder } from '../emit/nested.ts'
import { copiesOf } from '../emit/resource/copies.ts'
import { linesOf } from '../emit/resource/lines.ts'
import { singularName } from '../emit/singular.ts'
import { spoken } from '../words/names.ts'
import { alwaysTexts } from './always.ts'
import { type Cell, type DemoRow, dataOf, value } from './cell.ts'
import { demoLogins } from './logins.ts'
import { partsOf } from './parts.ts'
import { pick, slugOf, valueFor } from './value.ts'
import { type Vocabulary, vocabularyOf } from './vocabulary.ts'

/** Demo rows by table, parents before children. */
export type DemoRows = ReadonlyMap<string, readonly DemoRow[]>

interface World {
  readonly model: Model
  readonly logins: number
  readonly always: ReadonlySet<string>
  readonly rows: Map<string, DemoRow[]>
}

/** Demo rows for every table but the users, the same at every call. */
export function demoRows(model: Model): DemoRows {
  const always = alwaysTexts(model.blueprint)
  const world: World = { model, logins: demoLogins(model).length, always, rows: new Map() }
  // Their one row is made when it is first asked for.
  const single = new Set(model.blueprint.actions.map(action => (action.kind === 'singleton' ? action.of : '')))
  for (const table of byReference(model.blueprint.tables)) {
    // Rows of tenants are made by people who are in one.
    if (table.name === model.users || table.tenant === true || single.has(table.name)) continue
    const rows = hasId(table) ? plainRows(table, world) : pairRows(table, world)
    world.rows.set(table.name, rows)
  }
  for (const resource of model.blueprint.resources) sumUp(resource.name, world)
  return world.rows
}

function plainRows(table: BlueprintTable, world: World): DemoRow[] {
  const words = vocabularyOf(table.name, spoken(singularName(table, world.model)))
  const taken = new Map<string, Set<string>>()
  const rows: DemoRow[] = []
  for (let n = 0; n < countOf(table, words, world); n++) {
    const row: DemoRow = new Map()
    for (const field of table.fields) {
      const place = { words, n, always: world.always.has(field.name) }
      const parts = field.type === 'json' ? partsOf(field, { table, model: world.model, place }) : undefined
      const plain = () => (parts === undefined ? valueFor(field, place) : value(parts))
      const cell = field.references === undefined ? plain() : keyFor(field, { table, words, n, world })
      if (cell === 'missing') return []
      // Each row points at another one: where there are no more, there are no more rows.
      if (field.unique === true && field.references !== undefined && isTaken(field, cell, rows)) return rows
      if (cell !== undefined) row.set(field.name, field.unique === true ? distinct(field, cell, taken) : cell)
    }
    complete(table, row, world)
    rows.push(row)
  }
  return rows
}

function isTaken({ name }: BlueprintField, cell: Cell | undefined, rows: readonly DemoRow[]): boolean {
  const text = JSON.stringify(cell)
  return cell !== undefined && rows.some(row => JSON.stringify(row.get(name)) === text)
}

/** As many as there are words for, twice as many as parents where rows belong to one, and few of what people own. */
function countOf(table: BlueprintTable, words: Vocabulary, { model, rows }: World): number {
  const parent = parentOf(table, model)
  if (parent !== undefined) return Math.min(8, 2 * (rows.get(parent)?.length ?? 0))
  const personal =
    table.fields.some(({ server }) => server === 'owner') && /order|cart|booking|payment|invoice/i.test(table.name)
  return personal ? 3 : words.titles.length
}

/** The table whose rows these are written with, or stand under in the path. */
function parentOf(table: BlueprintTable, model: Model): string | undefined {
  const { resources } = model.blueprint
  const written = resources.find(({ children }) => Object.values(children).includes(table.name))
  const nested = resources.find(resource => resource.table === table.name && nestedUnder(resource, model) !== undefined)
  return written?.table ?? (nested === undefined ? undefined : nestedUnder(nested, model)?.parent.table)
}

interface KeyPlace {
  readonly table: BlueprintTable
  readonly words: Vocabulary
  readonly n: number
  readonly world: World
}

function keyFor(field: BlueprintField, { table, words, n, world }: KeyPlace): Cell | undefined | 'missing' {
  const target = field.references?.table ?? ''
  if (target === world.model.users) return personFor(table, n, world)
  const there = world.rows.get(target)?.length ?? (target === table.name && n > 0 ? 1 : 0)
  if (there === 0) return field.required ? 'missing' : value(null)
  if (target === table.name) return field.required ? { kind: 'row', table: target, at: 0 } : value(null)
  if (target === parentOf(table, world.model)) return { kind: 'row', table: target, at: Math.floor(n / 2) % there }
  const shelves = /categor|collection|department|genre|shel[fv]|section/i.test(target)
  const own = ownRows(target, personFor(table, n, world), world)
  const at = shelves ? pick(words.shelves, n) : n * 2
  const chosen = hasOwner(table) && own.length > 0 ? (own[at % own.length] ?? 0) : at % there
  return { kind: 'row', table: target, at: chosen }
}

function hasOwner({ fields }: BlueprintTable): boolean {
  return fields.some(({ server }) => server === 'owner')
}

/** Where the rows of one person stand: nobody's point at those of others, which they do not see. */
function ownRows(target: string, person: Cell | 'missing', { model, rows }: World): number[] {
  const key = model.table(target).fields.find(({ server }) => server === 'owner')?.name
  if (key === undefined || person === 'missing') return []
  const all = rows.get(target) ?? []
  return all.flatMap((row, at) => (JSON.stringify(row.get(key)) === JSON.stringify(person) ? [at] : []))
}

/** Orders are the customer's; where nobody has a role, people take turns. */
function personFor(table: BlueprintTable, n: number, { model, logins }: World): Cell | 'missing' {
  if (logins === 0) return 'missing'
  const roles = Object.keys(model.blueprint.auth?.roles ?? {}).length > 0
  const turn = parentOf(table, model) === undefined ? n : n + 1
  return { kind: 'login', at: roles ? logins - 1 : turn % logins }
}

/** Rows that join two tables: each of the first with some of the second, nobody with themselves. */
function pairRows(table: BlueprintTable, { model, logins, rows }: World): DemoRow[] {
  const sizes = (table.keys ?? []).map(key => {
    const target = fieldOf(table, key)?.references?.table ?? ''
    return { key, target, size: target === model.users ? logins : (rows.get(target)?.length ?? 0) }
  })
  const [one, other] = sizes
  if (one === undefined || other === undefined || sizes.length !== 2 || one.size === 0 || other.size === 0) return []
  const cell = ({ target }: { target: string }, at: number): Cell =>
    target === model.users ? { kind: 'login', at } : { kind: 'row', table: target, at }
  const pairs: DemoRow[] = []
  for (let at = 0; at < Math.min(one.size, 4); at++) {
    for (const step of one.target === other.target ? [1] : [0, 1]) {
      const second = (at + step) % other.size
      if (one.target === other.target && second === at) continue
      pairs.push(
        new Map([
          [one.key, cell(one, at)],
          [other.key, cell(other, second)],
        ]),
      )
    }
  }
  return pairs
}

/** Unique texts that would come twice get a number. */
function distinct({ name, maxLength }: BlueprintField, cell: Cell, taken: Map<string, Set<string>>): Cell {
  const data = dataOf(cell)
  if (typeof data !== 'string') return cell
  const seen = taken.get(name) ?? new Set()
  taken.set(name, seen)
  let text = data
  for (let n = 2; seen.has(text); n++) text = numbered(data, n, maxLength)
  seen.add(text)
  return value(text)
}

/** `oak-2`, within the length that the field allows; `ada2@example.com`. */
function numbered(text: string, n: number, maxLength = Number.POSITIVE_INFINITY): string {
  if (text.includes('@')) return text.replace('@', `${n}@`)
  const ending = `-${n}`
  return text.slice(0, Math.max(0, maxLength - ending.length)) + ending
}

/** What is made from other fields: slugs, and copies of the row that a key points to. */
function complete(table: BlueprintTable, row: DemoRow, { rows, model }: World): void {
  for (const { name, server } of table.fields) {
    if (typeof server !== 'object' || !('slugOf' in server)) continue
    row.set(name, value(slugOf(String(dataOf(row.get(server.slugOf)) ?? ''))))
  }
  for (const { key, copies } of copiesOf(table, model)) {
    const cell = row.get(key)
    const from = cell?.kind === 'row' ? rows.get(cell.table)?.[cell.at] : undefined
    for (const [to, name] of copies) {
      const copied = from?.get(name)
      if (copied !== undefined) row.set(to, copied)
    }
  }
}

/** The total of a row is what its lines come to. */
function sumUp(name: string, { model, rows }: World): void {
  const resource = model.blueprint.resources.find(each => each.name === name)
  const lines = resource === undefined ? undefined : linesOf(resource, model)
  if (resource === undefined || lines?.total === undefined) return
  const { total, quantity, child } = lines
  const key = child.fields.find(({ references }) => references?.table === resource.table)?.name ?? ''
  rows.get(resource.table)?.forEach((row, at) => {
    const own = (rows.get(child.name) ?? []).filter(line => {
      const cell = line.get(key)
      return cell?.kind === 'row' && cell.at === at
    })
    const worth = (line: DemoRow): number =>
      Number(dataOf(line.get(total.price))) * Number(quantity === undefined ? 1 : dataOf(line.get(quantity)))
    row.set(total.field, value(own.reduce((sum, line) => sum + worth(line), 0)))
  })
}
