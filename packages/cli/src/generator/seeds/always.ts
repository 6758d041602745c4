import type { Blueprint } from '../../blueprint/blueprint.ts'
import { camelCase } from '../../blueprint/derive/facts/words.ts'
import type { Shape } from '../../blueprint/endpoint.ts'

/**
 * Names of texts that code takes to be there in some answer, in a row or in one that comes with it: `.toLowerCase()` of
 * a null would end a page.
 */
export function alwaysTexts({ endpoints }: Blueprint): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { answerShape } of endpoints) if (answerShape !== undefined) gather(answerShape, names)
  return names
}

function gather(shape: Shape, names: Set<string>): void {
  if (shape.kind === 'array') gather(shape.of, names)
  if (shape.kind !== 'object') return
  for (const [name, field] of Object.entries(shape.fields)) {
    if (field.shape.kind === 'string' && !field.optional && field.nullable !== true) names.add(camelCase(name))
    gather(field.shape, names)
  }
}
