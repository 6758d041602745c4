import type { BlueprintComputed } from '../../blueprint/blueprint.ts'
import { call, code, type Expression, literal, type Member, object, Source } from '../source/index.ts'
import { tableKey } from '../words/names.ts'
import type { Emitted, Model } from './model.ts'

/** `computed.ts`: fields that the database computes, where there are any. */
export function emitComputed(model: Model): Emitted[] {
  const { computed } = model.blueprint
  if (computed.length === 0) return []
  const source = new Source()
  source.useAs('./schema.ts', '*', { wish: 'schema' })
  const tables = [...new Set(computed.map(({ table }) => table))]
  const members = tables.map((table): Member => {
    const fields = computed.filter(field => field.table === table)
    return [
      tableKey(table),
      object(
        fields.map((field): Member => [field.name, fieldCode(field, source)]),
        { open: true },
      ),
    ]
  })
  const made = call(source.use('plinth', 'computed'), [code('schema'), object(members, { open: true })])
  source.add('export default ', made.doc)
  return [{ path: 'computed.ts', text: source.text() }]
}

function fieldCode({ kind, of, by }: BlueprintComputed, source: Source): Expression {
  const options: Member[] = kind === 'exists' ? [['of', literal('actor')]] : []
  if (by !== undefined) options.push(['by', literal(by)])
  const table = code(`schema.${tableKey(of)}`)
  return call(source.use('plinth', kind), options.length === 0 ? [table] : [table, object(options)])
}
