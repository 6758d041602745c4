import type { JsonSchema } from '../../operations/index.ts'
import type { Node } from './parse.ts'

/** JSON Schemas by slot. A slot that is absent takes anything. */
export type SlotSchemas = Readonly<Record<string, JsonSchema>>

/** The JSON Schema of what a template renders: the same tree as the text, so OpenAPI cannot say something else. */
export function schemaOf(node: Node, slots: SlotSchemas): JsonSchema {
  switch (node.kind) {
    case 'text':
      return { const: JSON.parse(node.json) as unknown }
    case 'slot':
      return slots[node.slot] ?? {}
    case 'array':
      return { type: 'array', prefixItems: node.of.map(part => schemaOf(part, slots)), minItems: node.of.length }
    case 'object': {
      const named = node.members.flatMap(({ key, value }) =>
        key === undefined ? [] : [[key, schemaOf(value, slots)] as const],
      )
      const own = { type: 'object', properties: Object.fromEntries(named), required: named.map(([key]) => key) }
      const spread = node.members.find(({ key }) => key === undefined)
      return spread === undefined ? own : { allOf: [schemaOf(spread.value, slots), own] }
    }
  }
}
