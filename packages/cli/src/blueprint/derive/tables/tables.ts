import type { BlueprintComputed, BlueprintField, BlueprintTable } from '../../blueprint.ts'
import { singletonTable } from '../actions/singleton.ts'
import type { Toggle } from '../actions/toggle.ts'
import { authNames } from '../auth/names.ts'
import { usersFields } from '../auth/users.ts'
import { keyTo } from '../columns/field.ts'
import { inOrder } from '../columns/order.ts'
import { compareText, someEvidence } from '../facts/evidence.ts'
import { isSameName } from '../facts/names.ts'
import { fieldsOf } from '../facts/shape.ts'
import { allowOf } from '../policy/allow.ts'
import { type Draft, linesOf } from './draft.ts'
import { tableOf, type World } from './world.ts'

/** A table that has no module yet. */
export type HomelessTable = Omit<BlueprintTable, 'module'>

/** Every table: users, those of collections, of rows written with them, and of pairs. Tables stand after those they point at. */
export function makeTables(world: World, drafts: readonly Draft[]): HomelessTable[] {
  const people = world.people.present ? [{ name: 'users', fields: usersTable(world, drafts), timestamps: true }] : []
  const names = [...new Set(drafts.map(({ table }) => table))].filter(name => name !== 'users' || !world.people.present)
  const own = names.map(name => ({ name, fields: mergedFields(world, drafts, name), timestamps: true }))
  const lines = linesOf(drafts)
  const children = lines.map(({ child }) => ({ name: child.table, fields: [...child.fields], timestamps: false }))
  const pairs = world.toggles.map(toggle => pairTable(world, toggle))
  const singletons = world.singletons.map(singleton => singletonTable(singleton, world.facts.casing))
  return inDependence([...people, ...own, ...children, ...pairs, ...singletons])
}

/** Users as auth knows them, with what collections of people add. */
function usersTable(world: World, drafts: readonly Draft[]): BlueprintField[] {
  const known = usersFields(world)
  const added = drafts.filter(({ table }) => table === 'users').flatMap(draft => draft.fields)
  // Hashes are the platform's, whatever a form begins with.
  const open = added.filter(({ name }) => !authNames.secret.test(name))
  const fresh = open.filter(
    (field, at) => ![...known, ...open.slice(0, at)].some(({ name }) => isSameName(name, field.name)),
  )
  // Who registers sends none of these: they cannot be demanded.
  return inOrder([...known, ...fresh.map(field => ({ ...field, required: field.default !== undefined }))])
}

function mergedFields(world: World, drafts: readonly Draft[], table: string): BlueprintField[] {
  const merged = new Map<string, BlueprintField>()
  const made = (draft: Draft) => (draft.collection.verbs.has('create') ? 0 : 1)
  const own = drafts.filter(one => one.table === table).toSorted((a, b) => made(a) - made(b))
  for (const draft of own) {
    for (const field of draft.fields) {
      const known = merged.get(field.name)
      merged.set(field.name, known === undefined ? withRule(world, draft, field) : together(known, field))
    }
  }
  const makers = own.filter(({ collection }) => collection.verbs.has('create'))
  const demanded = (field: BlueprintField) => makers.length < 2 || makers.every(maker => fills(maker, field))
  return inOrder([...merged.values()].map(field => (demanded(field) ? field : { ...field, required: false })))
}

/** Whether whoever makes rows under one path, of several that one table has, gives each row a value of the field. */
function fills({ collection, fields }: Draft, { name, required, default: initial, server }: BlueprintField): boolean {
  if (!required || initial !== undefined || server !== undefined) return true
  const sent = fieldsOf(collection.created)[name]
  const isSent = sent !== undefined && (!sent.optional || sent.required === true)
  // The path says what the row stands under.
  return isSent || fields.some(own => own.name === name && own.references !== undefined)
}

/** The first as it is; where nothing but its name was known there, with the type that another path of the rows shows. */
function together(known: BlueprintField, other: BlueprintField): BlueprintField {
  const isSurer = known.certainty === 'guess' && other.certainty !== 'guess' && known.type !== other.type
  // Who makes rows under the first path writes it, though the other path's calls do not.
  const { write: _write, ...open } = other
  if (!isSurer || known.references !== undefined || other.references !== undefined) return { ...open, ...known }
  const { required, default: initial, type: _, ...rest } = known
  const { default: made = other.type === 'boolean' ? false : undefined, ...plain } = open
  const isMade = made !== undefined
  return {
    ...plain,
    ...rest,
    type: other.type,
    required: isMade ? true : required && initial === undefined,
    ...(isMade ? { default: made } : {}),
  }
}

/** A field that changes and that its maker does not send is for those to write who change rows. */
function withRule(world: World, draft: Draft, field: BlueprintField): BlueprintField {
  const { created, changed, verbs } = draft.collection
  const verb = verbs.has('update') ? 'update' : 'replace'
  const later = Object.hasOwn(fieldsOf(changed), field.name) && !Object.hasOwn(fieldsOf(created), field.name)
  if (!later || !verbs.has('create') || field.server !== undefined) return field
  const [makes, changes] = [allowOf(world, draft, 'create'), allowOf(world, draft, verb)]
  return JSON.stringify(makes) === JSON.stringify(changes) || !isStaff(changes) ? field : { ...field, write: changes }
}

function isStaff(allow: unknown): boolean {
  return typeof allow === 'object' && allow !== null && 'can' in allow
}

function pairTable(world: World, toggle: Toggle): HomelessTable {
  const target = tableOf(world, toggle.on)
  const evidence = someEvidence([toggle.add.endpoint.evidence, toggle.remove.endpoint.evidence])
  const key = (name: string, table: string) => ({ ...keyTo(name, { table, onDelete: 'cascade' }, true), evidence })
  return {
    name: toggle.through,
    fields: [{ ...key(toggle.actorKey, 'users'), server: 'owner' }, key(toggle.rowKey, target)],
    keys: [toggle.actorKey, toggle.rowKey],
    timestamps: false,
  }
}

/** Users first; then each table after those it points at, by name. A circle is broken by name. */
function inDependence(tables: readonly HomelessTable[]): HomelessTable[] {
  const first = (table: HomelessTable) => (table.name === 'users' ? 0 : 1)
  const waiting = tables.toSorted((a, b) => first(a) - first(b) || compareText(a.name, b.name))
  const sorted: HomelessTable[] = []
  while (waiting.length > 0) {
    const free = waiting.findIndex(
      table => table.name === 'users' || pointsAt(table).every(name => !waiting.some(other => other.name === name)),
    )
    sorted.push(...waiting.splice(Math.max(0, free), 1))
  }
  return sorted
}

function pointsAt({ name, fields }: HomelessTable): string[] {
  return fields.flatMap(field => field.references?.table ?? []).filter(table => table !== name)
}

/** The computed fields of all tables. */
export function makeComputed(drafts: readonly Draft[]): BlueprintComputed[] {
  const found = new Map<string, BlueprintComputed>()
  for (const draft of drafts) {
    for (const computation of draft.computed) {
      const evidence = someEvidence([...draft.collection.verbs.values()].map(ask => ask.endpoint.evidence))
      const entry = { table: draft.table, ...computation, certainty: 'likely' as const, evidence }
      if (!found.has(`${draft.table}.${computation.name}`)) found.set(`${draft.table}.${computation.name}`, entry)
    }
  }
  return [...found.values()].sort((a, b) => compareText(a.table, b.table) || compareText(a.name, b.name))
}
