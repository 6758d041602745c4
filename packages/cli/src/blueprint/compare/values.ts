import type { Shape } from '../endpoint.ts'
import type { Json, Reader } from './reader.ts'

/** Something about a value that the two sides see differently. */
export interface Unlike {
  /** `key` is a number in the code and a UUID on the wire: both name a row, and only arithmetic would tell. */
  readonly kind: 'required' | 'type' | 'key'
  /** Dotted, as it is sent. */
  readonly name: string
  /** What one side has and the other wants, for a type. */
  readonly detail?: string
}

/** What a value is compared with, and how. */
export interface Against {
  readonly reader: Reader
  /** Names that count: all where it is left out. */
  readonly only?: ReadonlySet<string>
  /** Look for required fields that are not sent. Fields that a frontend reads are required by nobody. */
  readonly required: boolean
  /** Dotted name of the value. Default: the whole. */
  readonly name?: string
}

/**
 * What differs between the structure of a value and a schema: fields that are required and not there, and kinds that do not
 * go together. Where either side says nothing there is no difference.
 */
export function unlikeValues(shape: Shape, schema: unknown, against: Against): Unlike[] {
  const { name = '' } = against
  const variants = against.reader.variants(schema).filter(({ type }) => type !== 'null')
  if (variants.length === 0 || variants.some(variant => kindsOf(variant).size === 0)) return []
  const wanted = new Set(variants.flatMap(variant => [...kindsOf(variant)]))
  const kind = kindOf(shape)
  if (kind === undefined) return []
  if (!wanted.has(kind)) {
    const isKey = kind === 'number' && variants.every(({ format }) => format === 'uuid')
    const detail = `${kind}, not ${words(wanted)}`
    return counts(name, against) ? [{ kind: isKey ? 'key' : 'type', name, detail }] : []
  }
  if (shape.kind === 'literal') return unlikeLiterals(shape.values, variants, { ...against, name })
  if (shape.kind === 'array') {
    const items = variants.flatMap(({ items: of }) => (of === undefined ? [] : [of]))
    return items.length === 0 ? [] : unlikeValues(shape.of, { anyOf: items }, { ...against, name: `${name}[]` })
  }
  return shape.kind === 'object' ? unlikeFields(shape.fields, variants, against) : []
}

type Fields = Extract<Shape, { kind: 'object' }>['fields']

function unlikeFields(fields: Fields, variants: readonly Json[], against: Against): Unlike[] {
  const { name = '' } = against
  const inside = (own: string) => (name === '' ? own : `${name}.${own}`)
  const objects = variants.filter(variant => kindsOf(variant).has('object'))
  const found = Object.entries(fields).flatMap(([own, field]) => {
    const members = objects.flatMap(({ properties }) => memberOf(properties, own))
    // One alternative that says nothing of a name allows anything for it.
    return members.length < objects.length
      ? []
      : unlikeValues(field.shape, { anyOf: members }, { ...against, name: inside(own) })
  })
  const [single, ...others] = objects
  if (!against.required || single === undefined || others.length > 0) return found
  const missing = (single.required as string[] | undefined)?.filter(own => fields[own] === undefined) ?? []
  const demanded = missing.filter(own => !memberOf(single.properties, own).some(hasDefault))
  return [...found, ...[...new Set(demanded)].map(own => ({ kind: 'required' as const, name: inside(own) }))]
}

function memberOf(properties: unknown, name: string): unknown[] {
  if (typeof properties !== 'object' || properties === null || !Object.hasOwn(properties, name)) return []
  return [(properties as Json)[name]]
}

function hasDefault(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'default' in schema
}

function counts(name: string, { only }: Against): boolean {
  return (
    only === undefined ||
    [...only].some(each => each === name || each.startsWith(`${name}.`) || each.startsWith(`${name}[`))
  )
}

/** What is sent must be taken, all of it. Of what is read, code may know more than it is given: one must be there. */
function unlikeLiterals(
  values: readonly unknown[],
  variants: readonly Json[],
  { name = '', required }: Against,
): Unlike[] {
  const allowed = variants.map(variant => ('const' in variant ? [variant.const] : variant.enum))
  if (!allowed.every(list => Array.isArray(list))) return []
  const taken = new Set(allowed.flat())
  const foreign = values.filter(value => !taken.has(value))
  if (foreign.length === 0 || (!required && foreign.length < values.length)) return []
  return [{ kind: 'type', name, detail: `${words(foreign)}, not ${words(taken)}` }]
}

function words(list: Iterable<unknown>): string {
  return [...list].map(String).slice(0, 6).join(' or ')
}

/** The kind of a value on the wire; undefined for what nobody knows, for files, and for dates, which are texts or numbers. */
function kindOf(shape: Shape): string | undefined {
  if (shape.kind === 'literal') {
    const kinds = new Set(shape.values.map(value => typeof value))
    return kinds.size === 1 ? [...kinds][0] : undefined
  }
  return ['unknown', 'null', 'file', 'date'].includes(shape.kind) ? undefined : shape.kind
}

/** The kinds that one alternative takes. None means any. */
function kindsOf({ type, properties, items, enum: values, const: value }: Json): ReadonlySet<string> {
  const types = (Array.isArray(type) ? type : [type]).filter(each => typeof each === 'string')
  if (types.length > 0) return new Set(types.map(each => (each === 'integer' ? 'number' : each)))
  if (properties !== undefined) return new Set(['object'])
  if (items !== undefined) return new Set(['array'])
  const listed = value === undefined ? (Array.isArray(values) ? values : []) : [value]
  return new Set(listed.filter(each => each !== null).map(each => typeof each))
}
