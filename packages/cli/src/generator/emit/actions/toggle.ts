import type { BlueprintAction } from '../../../blueprint/blueprint.ts'
import { call, code, literal, type Member, object } from '../../source/index.ts'
import { spoken, tableKey } from '../../words/names.ts'
import { allowCode } from '../resource/allow.ts'
import { singularName } from '../singular.ts'
import type { Writer } from './write.ts'

/** POST and DELETE of one path, which add and remove a row that joins the actor and the item. */
export function toggleCode(action: Extract<BlueprintAction, { kind: 'toggle' }>, { source, model }: Writer) {
  const table = (name: string) => code(source.use('../../schema.ts', tableKey(name), 'Table'))
  const members: Member[] = [
    ['on', table(action.on)],
    ['through', table(action.through)],
  ]
  if (action.by !== undefined) members.push(['by', literal(action.by)])
  members.push(['allow', allowCode(action.allow, source)])
  const item = spoken(shownAs(action, model) ?? singularName(model.table(action.on), model))
  const doc = `POST adds the ${item} to the actor's ${spoken(action.through)}, DELETE takes it out; both answer with the ${item}.`
  return { doc, made: call(source.use('plinth', 'toggle'), [literal(action.path), object(members)]) }
}

/** The resource whose path the toggle stands under. */
function shownAs({ path }: { readonly path: string }, model: Writer['model']): string | undefined {
  const above = /^(.*)\/:\w+\/[^/]+$/.exec(path)?.[1]
  return model.blueprint.resources.find(({ path: own, name }) => (own ?? `/${name}`) === above)?.singular
}
