import type { BlueprintAction } from '../../../blueprint/blueprint.ts'
import { block, call, code, type Doc, literal, object, when } from '../../source/index.ts'
import { spoken, tableKey, upperFirst, withArticle } from '../../words/names.ts'
import { fieldOf, idName } from '../model.ts'
import { allowCode } from '../resource/allow.ts'
import { singularName } from '../singular.ts'
import type { Writer } from './write.ts'

type Transition = Extract<BlueprintAction, { kind: 'transition' }>

/** Moves a status on, from some values to one; 409 from any other. */
export function transitionCode(action: Transition, { source, model }: Writer) {
  const table = source.use('../../schema.ts', tableKey(action.on), 'Table')
  const options = object(
    [
      ['on', code(table)],
      ['allow', allowCode(action.allow, source)],
      ['returns', code(table)],
      { method: ['async run({ row, trusted }) ', block(body(action, { source, model }))] },
    ],
    { open: true },
  )
  return {
    doc: undefined,
    made: call(source.use('plinth', 'action'), [literal(`${action.method ?? 'POST'} ${action.path}`), options]),
  }
}

function body({ on, field, from, to }: Transition, { source, model }: Writer): Doc[] {
  const update = call(`trusted.resources.${tableKey(on)}.update`, [
    code(`row.${model.resourceOf(on)?.id ?? idName(model.table(on))}`),
    object([[field, literal(to)]]),
  ])
  const answer: Doc = ['return ', update.doc]
  const [only, ...more] = from
  if (only === undefined) return [answer]
  const item = withArticle(spoken(singularName(model.table(on), model)))
  const refusal = `\`${upperFirst(item)} that is \${row.${field}} cannot be ${to.replace(/[`\\$]/g, '')}.\``
  const refuse: Doc = ['throw ', call(source.use('plinth', 'conflict'), [code(refusal)]).doc]
  const required = fieldOf(model.table(on), field)?.required === true
  const known = call('.includes', [code(required ? `row.${field}` : `row.${field} ?? ''`)])
  const outside: Doc =
    more.length === 0 ? [`row.${field} !== `, literal(only).doc] : ['!', literal(from).doc, known.doc]
  return [when(outside, refuse), answer]
}
