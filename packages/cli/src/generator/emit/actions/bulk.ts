import type { BlueprintAction } from '../../../blueprint/blueprint.ts'
import { block, call, code, type Doc, type Expression, literal, type Member, object } from '../../source/index.ts'
import { spoken, tableKey } from '../../words/names.ts'
import { fieldOf, idName } from '../model.ts'
import { allowCode } from '../resource/allow.ts'
import type { Writer } from './write.ts'
import { askedSchema, bodySchema, countReturns, listSchema, sentSchema } from './zod.ts'

type Bulk = Extract<BlueprintAction, { kind: 'bulk' }>

const done = { create: 'Makes', update: 'Changes', delete: 'Deletes' } as const

/** Several rows through their resource, in one transaction. */
export function bulkCode(action: Bulk, writer: Writer) {
  const { source } = writer
  const owner = action.verb === 'create' ? ownerOf(action, writer) : undefined
  const isAll = action.of === 'all'
  const given = [...(owner === undefined ? [] : ['actor']), ...(isAll ? [] : [action.from])]
  const members: Member[] = [
    ['allow', allowCode(action.allow, source)],
    ...(isAll ? [] : [[action.from, inputOf(action, writer)] as const]),
    ['returns', countReturns(action.answers, action.on, writer)],
    {
      method: [
        `async run({ ${[...given, 'resources', 'transaction'].join(', ')} }) `,
        block(isAll ? clearing(action, writer) : body(action, owner)),
      ],
    },
  ]
  const which = isAll ? 'every row that whoever asks sees' : 'all of them'
  const doc = `${done[action.verb]} several ${spoken(action.on)}: ${which}, or none where one is refused.`
  const route = literal(`${action.method} ${action.path}`)
  return { doc, made: call(source.use('plinth', 'action'), [route, object(members, { open: true })]) }
}

/** The body, or the query. */
function inputOf(action: Bulk, writer: Writer): Expression {
  const { source, model } = writer
  const z = source.use('plinth/zod', 'z')
  const id = call(`${z}.uuid`, [])
  const table = model.table(action.on)
  const single = action.of === 'ids' && action.within === undefined && action.fields.length === 1
  const fields = action.fields.flatMap((name): Member[] => {
    const field = fieldOf(table, name)
    if (field === undefined) return []
    const needed = action.verb === 'create' ? field.required && field.default === undefined : single
    return [[name, sentSchema(field, needed, writer)]]
  })
  const row = action.verb === 'create' ? fields : [['id', id] as const, ...fields]
  const list = listSchema(action.of === 'ids' ? id : bodySchema(row, writer), writer)
  if (action.from === 'query') {
    const split = code("value => String(value).split(',')", 9)
    return call(`${z}.object`, [
      object([[action.list, call(`${z}.preprocess`, [split, list])], ...askedFields(action, writer)]),
    ])
  }
  if (action.list === '') return list
  const beside: Member[] = action.within === undefined ? fields : [[action.within, bodySchema(fields, writer)]]
  return bodySchema([[action.list, list], ...(action.of === 'ids' ? beside : [])], writer)
}

/** The fields that the query sets. */
function askedFields({ on, fields }: Bulk, writer: Writer): Member[] {
  const table = writer.model.table(on)
  return fields.flatMap((name): Member[] => {
    const field = fieldOf(table, name)
    return field === undefined ? [] : [[name, askedSchema(field, writer)]]
  })
}

/** Page by page: there may be more rows than one page has. */
function clearing({ on, answers }: Bulk, { model }: Writer): Doc[] {
  const resource = `resources.${tableKey(on)}`
  const id = model.resourceOf(on)?.id ?? idName(model.table(on))
  const page: Doc[] = [
    `const { items } = await ${resource}.list({ limit: 1000, count: 'none' })`,
    'if (items.length === 0) break',
    `for (const row of items) await ${resource}.delete(row.${id})`,
    'count += items.length',
  ]
  return [
    'let count = 0',
    ['await transaction(async () => ', block([['for (;;) ', block(page)]]), ')'],
    answers === 'count' ? 'return { count }' : `return { ${answers}: count }`,
  ]
}

/** Rows belong to whoever makes them. */
function ownerOf({ on }: Bulk, { model }: Writer): string | undefined {
  return model.table(on).fields.find(({ server }) => server === 'owner')?.name
}

function body(action: Bulk, owner: string | undefined): Doc[] {
  const { verb, answers, from, list } = action
  const resource = `resources.${tableKey(action.on)}`
  const input = list === '' ? from : `${from}.${list}`
  const [before, loop, change] = {
    create: [
      [],
      `const row of ${input}`,
      `${resource}.create(${owner === undefined ? 'row' : `{ ...row, ${owner}: String(actor.id) }`})`,
    ] as const,
    update: updating(action, input, resource),
    delete: [[`const ids = new Set(${input})`], 'const id of ids', `${resource}.delete(id)`] as const,
  }[verb]
  const count = verb === 'delete' ? 'ids.size' : `${input}.length`
  if (answers !== '[]') {
    const each = [`for (${loop}) await ${change}`]
    return [...before, ['await transaction(async () => ', block(each), ')'], `return { ${answers}: ${count} }`]
  }
  const each = ['const items = []', `for (${loop}) items.push(await ${change})`, 'return { items }']
  return [...before, ['return transaction(async () => ', block(each), ')']]
}

function updating({ of, within, from, list, fields }: Bulk, input: string, resource: string) {
  if (of === 'rows') return [[], `const { id, ...changes } of ${input}`, `${resource}.update(id, changes)`] as const
  if (within !== undefined) return [[], `const id of ${input}`, `${resource}.update(id, body.${within})`] as const
  if (fields.length === 1) {
    const changes = `{ ${fields[0]}: ${from}.${fields[0]} }`
    return [[], `const id of ${input}`, `${resource}.update(id, ${changes})`] as const
  }
  return [
    [`const { ${list}, ...changes } = ${from}`],
    `const id of ${list}`,
    `${resource}.update(id, changes)`,
  ] as const
}
