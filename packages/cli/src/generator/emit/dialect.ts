import { call, literal, type Member, object, type Plain, Source } from '../source/index.ts'
import type { Emitted, Model } from './model.ts'

/** `dialect.ts`, where the frontend's outer shape is not the usual one. */
export function emitDialect(model: Model): Emitted[] {
  const options = Object.entries(model.blueprint.dialect)
  if (options.length === 0) return []
  const source = new Source()
  const members = options.map(([name, value]): Member => [name, literal(value as Plain)])
  const made = call(source.use('plinth', 'defineDialect'), [object(members, { open: true })])
  source.add('/** The outer shape that the frontend speaks. */\n', 'export default ', made.doc)
  return [{ path: 'dialect.ts', text: source.text() }]
}
