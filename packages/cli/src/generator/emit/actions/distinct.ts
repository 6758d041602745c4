import type { BlueprintAction } from '../../../blueprint/blueprint.ts'
import { call, code, literal, object } from '../../source/index.ts'
import { spoken, tableKey } from '../../words/names.ts'
import { allowCode } from '../resource/allow.ts'
import type { Writer } from './write.ts'

/** The distinct values of a field. */
export function distinctCode(action: Extract<BlueprintAction, { kind: 'distinct' }>, { source }: Writer) {
  const options = object([
    ['of', code(source.use('../../schema.ts', tableKey(action.of), 'Table'))],
    ['field', literal(action.field)],
    ['allow', allowCode(action.allow, source)],
  ])
  const doc = `Every value of ${action.field} that ${spoken(action.of)} have, most used first.`
  return { doc, made: call(source.use('plinth', 'distinct'), [literal(`GET ${action.path}`), options]) }
}
