import type { JsonSchema } from '../../operations/index.ts'

/** What a sample is made with. */
export interface SampleAsk {
  /** Schemas that others refer to. */
  readonly components: Readonly<Record<string, JsonSchema>>
  /** The value of a property that is known by its name: a key to another row. Undefined where it is not. */
  readonly known: (name: string, path: string) => unknown
  /** False leaves the property out. Default: all are sent. */
  readonly wanted?: (name: string, path: string) => boolean
}

let counter = 0

/** A value that the schema accepts: every property filled in, texts never the same twice. */
export function sample(schema: JsonSchema, ask: SampleAsk, path = ''): unknown {
  const own = resolve(schema, ask.components)
  if ('const' in own) return own.const
  if (Array.isArray(own.enum)) return own.enum[0]
  const [first] = (own.anyOf ?? own.oneOf ?? []) as JsonSchema[]
  if (first !== undefined) return sample(first, ask, path)
  const type = Array.isArray(own.type) ? own.type.find(one => one !== 'null') : own.type
  switch (type) {
    case 'object':
      return sampleObject(own, ask, path)
    case 'array':
      return [sample((own.items ?? {}) as JsonSchema, ask, path)]
    case 'integer':
    case 'number':
      return Math.max(1, Number(own.minimum ?? 1))
    case 'boolean':
      return true
    case 'string':
      return sampleText(own)
    default:
      return own.properties === undefined ? { note: sampleText({}) } : sampleObject(own, ask, path)
  }
}

function sampleObject(schema: JsonSchema, ask: SampleAsk, path: string): Record<string, unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)
  const required = Array.isArray(schema.required) ? schema.required : []
  const entries = properties.flatMap(([name, property]) => {
    if (!required.includes(name) && ask.wanted?.(name, path) === false) return []
    const known = ask.known(name, path)
    const value = known === undefined ? sample(property, ask, path === '' ? name : `${path}.${name}`) : known
    return [[name, value]]
  })
  return Object.fromEntries(entries)
}

function sampleText({ format, pattern, minLength = 0, maxLength = 1000 }: JsonSchema): string {
  counter += 1
  if (format === 'uuid') return crypto.randomUUID()
  if (format === 'date') return '2026-01-02'
  if (format === 'date-time') return '2031-01-02T03:04:05.000Z'
  if (format === 'email') return `sent${counter}@example.com`
  if (format === 'uri') return 'https://example.com/'
  if (format === 'duration') return 'P1D'
  if (typeof pattern === 'string') {
    const fitting = [`sent${counter}`, '1', '10:00:00', '#aabbcc', 'papers:read'].find(text =>
      new RegExp(pattern).test(text),
    )
    if (fitting !== undefined) return fitting
  }
  const text = `sent${counter}`.padEnd(Number(minLength), 'x')
  return text.length > Number(maxLength) ? String(counter % 10 ** Math.min(9, Number(maxLength))) : text
}

function resolve(schema: JsonSchema, components: SampleAsk['components']): JsonSchema {
  const name = typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined
  return name === undefined ? schema : resolve(components[name] ?? {}, components)
}
