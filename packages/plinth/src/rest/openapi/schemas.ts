import type { JsonSchema } from '../../operations/index.ts'

/** Named schemas of one document. Equal schemas share a name; another one of that name gets a number. */
export class Schemas {
  readonly #byName = new Map<string, JsonSchema>()
  readonly #names = new Map<string, string>()

  /** A reference to the schema; small ones stay where they are. */
  refer(wanted: string, schema: JsonSchema): JsonSchema {
    if (schema.type !== 'object' || schema.properties === undefined) return schema
    const text = JSON.stringify(schema)
    const name = this.#names.get(text) ?? this.#free(wanted)
    this.#names.set(text, name)
    this.#byName.set(name, schema)
    return { $ref: `#/components/schemas/${name}` }
  }

  /** All schemas by name, sorted: the same operations give the same bytes. */
  all(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.#byName].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  }

  #free(wanted: string): string {
    let name = wanted
    for (let number = 2; this.#byName.has(name); number++) name = `${wanted}${number}`
    return name
  }
}

/** `orderItems` and `order-items` are `OrderItems`. */
export function pascal(name: string): string {
  return name.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}
