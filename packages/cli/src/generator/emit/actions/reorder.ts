import type { BlueprintAction } from '../../../blueprint/blueprint.ts'
import { block, call, code, type Doc, literal, type Member, object } from '../../source/index.ts'
import { spoken, tableKey } from '../../words/names.ts'
import { allowCode } from '../resource/allow.ts'
import type { Writer } from './write.ts'
import { bodySchema, countReturns, listSchema } from './zod.ts'

type Reorder = Extract<BlueprintAction, { kind: 'reorder' }>

/** The place of each row, written through its resource in one transaction. */
export function reorderCode(action: Reorder, writer: Writer) {
  const { source } = writer
  const z = source.use('plinth/zod', 'z')
  const id = call(`${z}.uuid`, [])
  const row: Member[] = [
    ['id', id],
    [action.field, call(`${z}.int`, [])],
  ]
  const list = listSchema(action.of === 'ids' ? id : bodySchema(row, writer), writer)
  const members: Member[] = [
    ['allow', allowCode(action.allow, source)],
    ['body', action.list === '' ? list : bodySchema([[action.list, list]], writer)],
    ['returns', countReturns(action.answers, action.on, writer)],
    { method: ['async run({ body, resources, transaction }) ', block(body(action))] },
  ]
  const by = action.of === 'ids' ? 'of the ids' : 'that is sent'
  const doc = `Puts ${spoken(action.on)} into the order ${by}, which ${action.field} holds.`
  const route = literal(`${action.method} ${action.path}`)
  return { doc, made: call(source.use('plinth', 'action'), [route, object(members, { open: true })]) }
}

function body({ on, field, list, of, answers }: Reorder): Doc[] {
  const input = list === '' ? 'body' : `body.${list}`
  const loop = of === 'ids' ? `const [${field}, id] of ${input}.entries()` : `const { id, ${field} } of ${input}`
  const change = code(`resources.${tableKey(on)}.update(id, { ${field} })`).doc
  if (answers !== '[]') {
    const each: Doc[] = [[`for (${loop}) await `, change]]
    return [['await transaction(async () => ', block(each), ')'], `return { ${answers}: ${input}.length }`]
  }
  const each: Doc[] = ['const items = []', [`for (${loop}) items.push(await `, change, ')'], 'return { items }']
  return [['return transaction(async () => ', block(each), ')']]
}
