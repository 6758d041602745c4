import type { BlueprintField } from '../../../blueprint/blueprint.ts'
import { code, type Expression, literal } from '../../source/index.ts'

/** What stands in a field of the server that nobody has explained: zero, nothing, now, or the first of its values. */
export function emptyOf({ type, values }: BlueprintField): Expression {
  switch (type) {
    case 'integer':
    case 'number':
    case 'money':
      return code('0')
    case 'boolean':
      return code('false')
    case 'timestamp':
      return code('new Date()', 1)
    case 'date':
      return code('new Date().toISOString().slice(0, 10)', 1)
    case 'uuid':
      return code('crypto.randomUUID()', 1)
    case 'text':
      return values === undefined ? code("''") : code(`${literal(values[0] ?? '').doc} as const`)
    default:
      return code('[]')
  }
}
