import type { BlueprintTable } from '../../../blueprint/blueprint.ts'
import { quoted } from '../../source/expression.ts'
import {
  array,
  arrow,
  call,
  chain,
  code,
  type Expression,
  literal,
  type Member,
  object,
  Source,
} from '../../source/index.ts'
import { snakeCase, tableKey } from '../../words/names.ts'
import { byReference, type Emitted, hasId, idName, type Model } from '../model.ts'
import { checksOf } from './checks.ts'
import { column, type Later } from './column.ts'
import { type Index, indexesOf } from './indexes.ts'

/** `schema.ts`: every table, with exactly the indexes that keys, filters, sorts and search use. */
export function emitSchema(model: Model): Emitted {
  const source = new Source()
  const tables = byReference(model.blueprint.tables)
  const written = new Set<string>()
  for (const table of tables) {
    source.add(`export const ${tableKey(table.name)} = `, tableCode(table, { model, source, written }).doc)
    written.add(table.name)
  }
  if (tables.length === 0) source.add('export {}')
  return { path: 'schema.ts', text: source.text() }
}

interface Ask extends Omit<Later, 'idOf'> {
  readonly model: Model
}

function tableCode(table: BlueprintTable, ask: Ask): Expression {
  const { source } = ask
  const columns: Member[] = table.fields.map(field => [
    field.name,
    column(field, table, { ...ask, idOf: name => idName(ask.model.table(name)) }),
  ])
  if (table.tenant === true) columns.unshift(['tenantId', code(`${source.use('plinth/schema', 'tenantId')}('uuid')`)])
  if (hasId(table)) columns.unshift([idName(table), code(`${source.use('plinth/schema', 'id')}()`)])
  if (table.timestamps) columns.push({ spread: code(`${source.use('plinth/schema', 'timestamps')}()`) })
  const extras = [
    ...keyOf(table, source),
    ...keysToItself(table, source),
    ...uniqueInTenant(table, source),
    ...indexesOf(table, ask.model).map(index => indexCode(index, source)),
    ...checksOf(table, source),
  ]
  const values = [code(quoted(snakeCase(table.name))), object(columns, { open: true })]
  if (extras.length > 0) values.push(arrow('t', array(extras)))
  return call(source.use('plinth/schema', 'pgTable'), values)
}

function keyOf(table: BlueprintTable, source: Source): Expression[] {
  const { keys, tenant } = table
  if (keys === undefined || hasId(table)) return []
  const named = tenant === true ? ['tenantId', ...keys] : keys
  const columns = array(named.map(key => code(`t.${key}`)))
  return [call(source.use('plinth/schema', 'primaryKey'), [object([['columns', columns]])])]
}

/** What must not stand twice, within a tenant: over all of them it would tell one what another has. */
function uniqueInTenant({ tenant, fields }: BlueprintTable, source: Source): Expression[] {
  if (tenant !== true) return []
  const single = fields.filter(({ unique }) => unique === true)
  return single.map(({ name }) =>
    call(`${source.use('plinth/schema', 'unique')}().on`, [code('t.tenantId'), code(`t.${name}`)]),
  )
}

/** A key to the same table stands below the columns, because a column cannot be inferred from its own table. */
function keysToItself(table: BlueprintTable, source: Source): Expression[] {
  const { name, fields } = table
  return fields.flatMap(field => {
    if (field.references?.table !== name) return []
    const columns = object([
      ['columns', array([code(`t.${field.name}`)])],
      ['foreignColumns', array([code(`t.${idName(table)}`)])],
    ])
    const key = call(source.use('plinth/schema', 'foreignKey'), [columns])
    const { onDelete } = field.references
    return [onDelete === 'restrict' ? key : chain(key, [{ name: 'onDelete', values: [literal(onDelete)] }], 1)]
  })
}

function indexCode({ columns, kind }: Index, source: Source): Expression {
  const words = columns.map(column => `t.${column}`)
  if (kind === 'search')
    return call(
      source.use('plinth/schema', 'search'),
      words.map(word => code(word)),
    )
  const index = `${source.use('plinth/schema', 'index')}()`
  return kind === 'gin'
    ? call(`${index}.using`, [code("'gin'"), code(words.join(''))])
    : call(
        `${index}.on`,
        words.map(word => code(word)),
      )
}
