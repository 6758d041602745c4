import type { BlueprintAction } from '../../../blueprint/blueprint.ts'
import { call, code, literal, type Member, object } from '../../source/index.ts'
import { spoken, tableKey } from '../../words/names.ts'
import { fieldOf } from '../model.ts'
import { allowCode } from '../resource/allow.ts'
import type { Writer } from './write.ts'

/** A row without an id in its path, read and changed. */
export function singletonCode(action: Extract<BlueprintAction, { kind: 'singleton' }>, { source, model }: Writer) {
  const members: Member[] = [
    ['of', code(source.use('../../schema.ts', tableKey(action.of), 'Table'))],
    ['allow', allowCode(action.allow, source)],
  ]
  if (action.change !== 'PATCH') members.push(['change', literal(action.change)])
  const whose = fieldOf(model.table(action.of), 'userId')?.server === 'owner' ? "each user's own" : 'one row for all'
  const doc = `GET and ${action.change} of the ${spoken(action.of)}: ${whose}, made when they are first asked for.`
  return { doc, made: call(source.use('plinth', 'singleton'), [literal(action.path), object(members)]) }
}
