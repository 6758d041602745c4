import type { PolicyNode } from '../../access/index.ts'
import type { ColumnModel } from '../../data/schema/index.ts'
import type { AnyTable } from '../register.ts'
import type { ResourceOptions } from '../resource.ts'
import { columnNamed } from './fail.ts'
import type { Field, Wire } from './model.ts'
import { snakeCase } from './names.ts'
import type { Table } from './table.ts'

type Rules = NonNullable<ResourceOptions<AnyTable>['fields']>

/** What the fields of a resource are made from. */
export interface FieldsAsk {
  readonly resource: string
  readonly table: Table
  readonly options: ResourceOptions<AnyTable>
  readonly owners: readonly string[]
  readonly wire: Wire
}

/** Every column of the table as this resource shows it, with its rules. */
export function fieldsOf(ask: FieldsAsk): Map<string, Field> {
  const { resource, table, options } = ask
  const rules: Rules = options.fields ?? {}
  for (const key of Object.keys(rules)) columnNamed(table, key, { resource, option: 'fields' })
  for (const key of options.only ?? []) columnNamed(table, key, { resource, option: 'only' })
  const only = options.only as readonly string[] | undefined
  const fields = [...table.columns.values()].map((column): [string, Field] => {
    const rule = rules[column.key]
    const field = {
      ...column,
      wire: wireName(column.key, ask.wire),
      shown: only === undefined || only.includes(column.key),
      server: serverOwned(column.model, ask.owners) || (isRole(column.key) && rule?.write === undefined),
      read: rule?.read?.node ?? null,
      write: rule?.write?.node ?? null,
    }
    return [column.key, field]
  })
  return new Map(fields)
}

/** A key as the dialect writes it. */
export function wireName(key: string, wire: Wire): string {
  return wire.casing === 'snake' ? snakeCase(key) : key
}

/** A role decides what its holder may do, so no body writes one unless the resource says who may. */
function isRole(key: string): boolean {
  return key === 'role' || key === 'roles'
}

function serverOwned(column: ColumnModel, owners: readonly string[]): boolean {
  if (column.role !== undefined || column.generated || owners.includes(column.key)) return true
  return column.primary && (column.hasDefault || column.makeDefault !== undefined)
}

/** Fields that a body may carry when the row is made or changed, for somebody at least. */
export function writable(field: Field): boolean {
  return field.shown && !field.server && !isNobody(field.write)
}

function isNobody(rule: PolicyNode | null): boolean {
  return rule?.kind === 'nobody'
}
