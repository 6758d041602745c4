import { call, literal, type Member, object, type Plain, Source } from '../source/index.ts'
import type { Emitted, Model } from './model.ts'

/** `dialect.ts`, where the frontend's outer shape is not the usual one. */
export function emitDialect(model: Model): Emitted[] {
  const options = Object.entries(dialectOptions(model))
  if (options.length === 0) return []
  const source = new Source()
  const members = options.map(([name, value]): Member => [name, literal(value as Plain)])
  const made = call(source.use('plinth', 'defineDialect'), [object(members, { open: true })])
  source.add('/** The outer shape that the frontend speaks. */\n', 'export default ', made.doc)
  return [{ path: 'dialect.ts', text: source.text() }]
}

/**
 * What the frontend speaks, and what the schema makes of it: frontends compute with money, so that it is a number on the
 * wire though the database holds it as `numeric`.
 */
export function dialectOptions({ blueprint: { dialect, tables } }: Model): Readonly<Record<string, unknown>> {
  const hasMoney = tables.some(({ fields }) => fields.some(({ type }) => type === 'money'))
  return hasMoney ? { bigNumbers: 'number', ...dialect } : dialect
}
