import type { BlueprintAction } from '../../../blueprint/blueprint.ts'
import { array, block, call, chain, code, type Doc, literal, type Member, object } from '../../source/index.ts'
import { listed, spoken, tableKey, upperFirst } from '../../words/names.ts'
import { fieldOf } from '../model.ts'
import { allowCode } from '../resource/allow.ts'
import type { Writer } from './write.ts'
import { readSchema } from './zod.ts'

type Search = Extract<BlueprintAction, { kind: 'search' }>

/** Rows of one table in the answer. */
const most = 10

/** The lists of several tables, searched together; each as the actor may see it. */
export function searchCode(action: Search, writer: Writer) {
  const { source } = writer
  const z = source.use('plinth/zod', 'z')
  const text = chain(code(z), [
    { name: 'string', values: [] },
    { name: 'trim', values: [] },
    { name: 'min', values: [code('1')] },
    { name: 'max', values: [code('200')] },
  ])
  const members: Member[] = [
    ['allow', allowCode(action.allow, source)],
    ['query', call(`${z}.object`, [object([[action.word, text]])])],
    ['returns', call(`${z}.object`, [object(answerOf(action, writer), { open: true })])],
    { method: ['async run({ query, resources }) ', block(body(action, writer))] },
  ]
  const doc = `${upperFirst(listed(Object.keys(action.of).map(spoken)))} with the text in them, ${most} of each at most.`
  return {
    doc,
    made: call(source.use('plinth', 'action'), [literal(`GET ${action.path}`), object(members, { open: true })]),
  }
}

function answerOf({ of }: Search, writer: Writer): Member[] {
  const z = writer.source.use('plinth/zod', 'z')
  return Object.entries(of).map(([name, { table, fields }]): Member => {
    const row = fields.map((field): Member => {
      const column = fieldOf(writer.model.table(table), field)
      return [field, readSchema(column, field, writer)]
    })
    return [name, call(`${z}.array`, [call(`${z}.object`, [object(row)])])]
  })
}

function body({ of, word }: Search, { source }: Writer): Doc[] {
  const names = Object.keys(of).map(name => [name, source.claim(name, 'Rows')] as const)
  const asked = Object.values(of).map(({ table }) => call(`resources.${tableKey(table)}.list`, [code('found')]))
  const found = object([
    ['search', code(`query.${word}`)],
    ['limit', code(String(most))],
  ])
  const answer = object(names.map(([name, rows]): Member => [name, code(`[...${rows}.items]`, 1)]))
  return [
    ['const found = ', found.doc],
    [`const [${names.map(([, rows]) => rows).join(', ')}] = await `, call('Promise.all', [array(asked)]).doc],
    ['return ', answer.doc],
  ]
}
