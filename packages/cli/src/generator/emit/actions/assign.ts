import type { BlueprintAction } from '../../../blueprint/blueprint.ts'
import { arrow, call, code, literal, type Member, object } from '../../source/index.ts'
import { tableKey } from '../../words/names.ts'
import { fieldOf, idName } from '../model.ts'
import { allowCode } from '../resource/allow.ts'
import type { Writer } from './write.ts'
import { askedSchema, bodySchema, querySchema, sentSchema } from './zod.ts'

type Assign = Extract<BlueprintAction, { kind: 'assign' }>

/** Sets fields of the row in the path. Whoever may is decided by then, so fields that no body may have are set too. */
export function assignCode(action: Assign, writer: Writer) {
  const { source, model } = writer
  const { on, fields, from = 'body', to } = action
  const table = source.use('../../schema.ts', tableKey(on), 'Table')
  const sent = fields.flatMap((name): Member[] => {
    const field = fieldOf(model.table(on), name)
    if (field === undefined) return []
    return [[name, from === 'query' ? askedSchema(field, writer) : sentSchema(field, true, writer)]]
  })
  const values = to === undefined ? code(from) : object([[to.field, literal(to.value)]])
  const update = call(`trusted.resources.${tableKey(on)}.update`, [
    code(`row.${model.resourceOf(on)?.id ?? idName(model.table(on))}`),
    values,
  ])
  const members: Member[] = [
    ['on', code(table)],
    ['allow', allowCode(action.allow, source)],
    ...(sent.length === 0
      ? []
      : [[from, from === 'query' ? querySchema(sent, writer) : bodySchema(sent, writer)] as const]),
    ['returns', code(table)],
    ['run', arrow(to === undefined ? `({ row, ${from}, trusted })` : '({ row, trusted })', update)],
  ]
  const route = literal(`${action.method} ${action.path}`)
  return { doc: undefined, made: call(source.use('plinth', 'action'), [route, object(members, { open: true })]) }
}
