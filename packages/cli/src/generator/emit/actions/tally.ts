import type { BlueprintAction } from '../../../blueprint/blueprint.ts'
import { block, call, code, type Doc, literal, type Member, object } from '../../source/index.ts'
import { spoken, tableKey } from '../../words/names.ts'
import { idName } from '../model.ts'
import { allowCode } from '../resource/allow.ts'
import type { Writer } from './write.ts'

type Tally = Extract<BlueprintAction, { kind: 'tally' }>

/** Counts one more of a row, or adds whoever asks to a list of those who did, and takes them out the next time. */
export function tallyCode(action: Tally, { source, model }: Writer) {
  const { on, field, of } = action
  const table = code(source.use('../../schema.ts', tableKey(on), 'Table'))
  const update = `return trusted.resources.${tableKey(on)}.update(row.${model.resourceOf(on)?.id ?? idName(model.table(on))}, `
  // The row is told again under a lock: of two at one moment both count.
  const body: Doc[] =
    of === 'calls'
      ? [[update, `row => ({ ${field}: row.${field} + 1 }))`]]
      : [
          'const own = String(actor.id)',
          [
            update,
            `({ ${field} }) => `,
            block([
              `const others = ${field}.filter(one => one !== own)`,
              `return { ${field}: others.length < ${field}.length ? others : [...others, own] }`,
            ]),
            ')',
          ],
        ]
  const given = of === 'calls' ? 'row, trusted' : 'row, actor, trusted'
  const members: Member[] = [
    ['on', table],
    ['allow', allowCode(action.allow, source)],
    ['returns', table],
    { method: [`async run({ ${given} }) `, block(body)] },
  ]
  const doc =
    of === 'calls'
      ? `Counts one more: ${spoken(field)}.`
      : `Adds whoever asks to the ${spoken(field)}, and takes them out the next time.`
  const route = literal(`${action.method} ${action.path}`)
  return { doc, made: call(source.use('plinth', 'action'), [route, object(members, { open: true })]) }
}
