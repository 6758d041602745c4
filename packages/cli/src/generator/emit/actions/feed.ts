import type { BlueprintAction } from '../../../blueprint/blueprint.ts'
import { call, code, literal, object } from '../../source/index.ts'
import { listed, spoken, tableKey, upperFirst } from '../../words/names.ts'
import { allowCode } from '../resource/allow.ts'
import type { Writer } from './write.ts'

/** A list with a fixed condition. */
export function feedCode(action: Extract<BlueprintAction, { kind: 'feed' }>, { source }: Writer) {
  const options = object([
    ['of', code(source.use('../../schema.ts', tableKey(action.of), 'Table'))],
    ...(Object.keys(action.where).length === 0 ? [] : [['where', literal(action.where)] as const]),
    ...(action.rows === undefined ? [] : [['rows', allowCode(action.rows, source)] as const]),
    ...(action.sort === undefined ? [] : [['sort', literal(action.sort)] as const]),
    ...(action.size === undefined ? [] : [['size', literal(action.size)] as const]),
    ['allow', allowCode(action.allow, source)],
  ])
  const conditions = Object.entries(action.where).map(([path, value]) =>
    /^[\w.]+$/.test(path) ? `${path} is ${valueText(value)}` : '',
  )
  const said = listed(conditions.filter(text => text !== '')) || 'condition holds'
  const whole = Object.keys(action.where).length === 0
  const sorted = action.sort === undefined ? 'under another path' : `by ${spoken(action.sort.replace(/^-/, ''))}`
  const all =
    action.rows === undefined
      ? `The list of ${spoken(action.of)} ${sorted}.`
      : `${upperFirst(spoken(action.of))} of whoever asks.`
  const doc = whole ? all : `${upperFirst(spoken(action.of))} whose ${said}.`
  return { doc, made: call(source.use('plinth', 'feed'), [literal(`GET ${action.path}`), options]) }
}

/** A value in a comment: words only, so that nothing can end the comment. */
function valueText(value: string | number | boolean): string {
  return typeof value !== 'string' || /^[\w -]+$/.test(value) ? String(value) : 'as given'
}
