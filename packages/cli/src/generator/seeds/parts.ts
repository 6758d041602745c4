import type { BlueprintField, BlueprintTable } from '../../blueprint/blueprint.ts'
import type { Endpoint, Shape } from '../../blueprint/endpoint.ts'
import type { Model } from '../emit/model.ts'
import type { Plain } from '../source/index.ts'
import { snakeCase } from '../words/names.ts'
import { dataOf } from './cell.ts'
import { type Place, valueFor } from './value.ts'

/** What the code reads below a field: members by name, `[]` for the items of a list. */
interface Part {
  readonly members: Map<string, Part>
  shape: Shape | undefined
}

/** What a demo row has in a field of many parts: each that some code reads; undefined where none does. */
export function partsOf(
  field: BlueprintField,
  { table, model, place }: { readonly table: BlueprintTable; readonly model: Model; readonly place: Place },
): Plain | undefined {
  const { blueprint } = model
  const name = blueprint.dialect.casing === 'snake' ? snakeCase(field.name) : field.name
  const top: Part = { members: new Map(), shape: undefined }
  for (const { operations } of blueprint.resources.filter(resource => resource.table === table.name))
    for (const [verb, operation] of Object.entries(operations)) {
      const endpoint = blueprint.endpoints.find(({ method, path }) => `${method} ${path}` === operation?.endpoint)
      if (endpoint !== undefined)
        addReads(top, endpoint, { name, deep: verb === 'list' ? undefined : itemDepth(model) })
    }
  if (top.members.size > 0) return plainOf(top, field, place)
  return top.shape?.kind === 'array' ? [] : undefined
}

/** How many members an item stands below: one, where the dialect says nothing. */
function itemDepth({ blueprint: { dialect } }: Model): number {
  let template = (dialect.envelope as { readonly item?: unknown } | undefined)?.item ?? { data: '$item' }
  for (let deep = 0; ; deep++) {
    if (template === '$item' || typeof template !== 'object' || template === null) return deep
    template = Object.values(template).find(value => JSON.stringify(value).includes('"$item"'))
  }
}

function addReads(
  top: Part,
  { reads, answerShape }: Endpoint,
  { name, deep }: { readonly name: string; readonly deep: number | undefined },
): void {
  for (const read of reads) {
    const steps = read.split(/\.|(?=\[\])/).filter(step => step !== '')
    const start = deep ?? steps.indexOf('[]') + 1
    if (steps[start] !== name) continue
    if (steps.length === start + 1) top.shape ??= shapeAt(answerShape, steps)
    let part = top
    for (const [at, step] of steps.entries()) {
      if (at <= start) continue
      const inner = part.members.get(step) ?? { members: new Map(), shape: undefined }
      inner.shape ??= shapeAt(answerShape, steps.slice(0, at + 1))
      part.members.set(step, inner)
      part = inner
    }
  }
}

function shapeAt(shape: Shape | undefined, steps: readonly string[]): Shape | undefined {
  let at = shape
  for (const step of steps) {
    if (step === '[]') at = at?.kind === 'array' ? at.of : undefined
    else at = at?.kind === 'object' && Object.hasOwn(at.fields, step) ? at.fields[step]?.shape : undefined
  }
  return at
}

function plainOf({ members, shape }: Part, field: BlueprintField, place: Place): Plain {
  const items = members.get('[]')
  if (items !== undefined) return [plainOf(items, field, place)]
  const named = [...members].filter(([name]) => /^[\w$-]+$/.test(name) && name !== '__proto__')
  if (named.length > 0)
    return Object.fromEntries(named.map(([name, part]) => [name, plainOf(part, { ...field, name }, place)]))
  return leafOf(shape, field, place)
}

function leafOf(shape: Shape | undefined, { name, certainty, evidence }: BlueprintField, place: Place): Plain {
  if (shape?.kind === 'boolean') return true
  if (shape?.kind === 'literal') return shape.values[0] ?? null
  if (shape?.kind === 'object') return {}
  if (shape?.kind === 'array') return []
  if (shape?.kind === 'null') return null
  if (shape?.kind === 'date') return '2026-01-31T12:00:00.000Z'
  const type = shape?.kind === 'number' ? 'number' : 'text'
  return dataOf(valueFor({ name, type, required: true, certainty, evidence }, place)) ?? ''
}
