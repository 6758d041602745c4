import type { BlueprintAction, BlueprintStat } from '../../../blueprint/blueprint.ts'
import { call, code, type Expression, literal, type Member, object } from '../../source/index.ts'
import { tableKey } from '../../words/names.ts'
import { allowCode } from '../resource/allow.ts'
import type { Writer } from './write.ts'

/** Numbers, each of the rows that the actor may list. */
export function statsCode(action: Extract<BlueprintAction, { kind: 'stats' }>, { source }: Writer) {
  const numbers = Object.entries(action.values).map(
    ([name, stat]): Member => [name, numberCode(stat, source.use('../../schema.ts', tableKey(stat.of), 'Table'))],
  )
  const options = object([
    ['allow', allowCode(action.allow, source)],
    ['values', object(numbers, { open: true })],
  ])
  const doc = 'Every number is of the rows that the actor may list.'
  return { doc, made: call(source.use('plinth', 'stats'), [literal(`GET ${action.path}`), options]) }
}

function numberCode({ of: _, ...rest }: BlueprintStat, table: string): Expression {
  const said = Object.entries(rest).flatMap(([name, value]): Member[] =>
    value === undefined ? [] : [[name, literal(value)]],
  )
  return object([['of', code(table)], ...said])
}
