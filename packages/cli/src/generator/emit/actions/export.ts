import type { BlueprintAction } from '../../../blueprint/blueprint.ts'
import { call, code, literal, object } from '../../source/index.ts'
import { spoken, tableKey, upperFirst } from '../../words/names.ts'
import { allowCode } from '../resource/allow.ts'
import type { Writer } from './write.ts'

/** The list as a file. */
export function exportCode(action: Extract<BlueprintAction, { kind: 'export' }>, { source }: Writer) {
  const options = object([
    ['of', code(source.use('../../schema.ts', tableKey(action.of), 'Table'))],
    ['as', literal(action.as)],
    ['allow', allowCode(action.allow, source)],
  ])
  const doc = `${upperFirst(spoken(action.of))} as a file, with the filters of their list.`
  return { doc, made: call(source.use('plinth', 'exportOf'), [literal(`GET ${action.path}`), options]) }
}
