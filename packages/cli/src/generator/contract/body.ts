import type { BlueprintField } from '../../blueprint/blueprint.ts'
import type { Endpoint, Field, Shape } from '../../blueprint/endpoint.ts'
import { stateOf } from '../seeds/value.ts'
import { camelCase } from '../words/names.ts'
import type { Sources } from './sources.ts'
import { answered, type ContractValue } from './value.ts'

/** What a body is made with. */
export interface BodyPlace {
  readonly sources: Sources
  /** The columns behind the body, for fields whose type the frontend does not say. */
  readonly columns: readonly BlueprintField[]
  /** Those of rows that are written with the row, by the name that they have in its body. */
  readonly children?: Readonly<Record<string, readonly BlueprintField[]>>
  /** The request whose answer has tokens. */
  readonly login: string | undefined
  /** The body changes what is there; it does not make anything. */
  readonly changes: boolean
}

/** A valid body, from the types of what the frontend sends; undefined where it sends none. */
export function bodyOf(endpoint: Endpoint, place: BodyPlace): ContractValue | undefined {
  const shape = endpoint.bodyShape ?? shapeOfNames(endpoint.body)
  return shape === undefined ? undefined : bodyValue('', { shape, optional: false }, place)
}

/** `['article.tagList[]']` as a shape whose leaves are unknown. */
function shapeOfNames(names: readonly string[]): Shape | undefined {
  return names.length === 0 ? undefined : nested(names.map(name => name.split('.')))
}

function nested(paths: readonly (readonly string[])[]): Shape {
  const heads = [...new Set(paths.flatMap(([head]) => head ?? []))]
  if (heads.length === 0) return { kind: 'unknown' }
  if (heads.every(head => head === '[]')) return { kind: 'array', of: nested(paths.map(([, ...rest]) => rest)) }
  const fields = heads.map((head): [string, Field] => {
    const inner = nested(paths.filter(([first]) => first === head).map(([, ...rest]) => rest))
    const shape: Shape = head.endsWith('[]') ? { kind: 'array', of: inner } : inner
    return [head.replaceAll('[]', ''), { shape, optional: false }]
  })
  return { kind: 'object', fields: Object.fromEntries(fields) }
}

function bodyValue(name: string, field: Field, place: BodyPlace): ContractValue | undefined {
  const { shape, optional, nullable } = field
  const isKey = /^(?:number|string|literal)$/.test(shape.kind) && columnOf(name, place)?.references !== undefined
  const key = isKey ? keyIn(name, place) : undefined
  if (key !== undefined) return key
  // No answer gives the id of a row that could stand there.
  if (isKey && (optional || nullable === true)) return nullable === true ? null : undefined
  switch (shape.kind) {
    case 'object': {
      const members = Object.entries(shape.fields).flatMap(([key, part]): [string, ContractValue][] => {
        // A password that is changed would sign people out in the middle of the test.
        if (place.changes && part.optional && (part.format === 'password' || /password/i.test(key))) return []
        const made = bodyValue(key, part, place)
        return made === undefined ? [] : [[key, made]]
      })
      return Object.fromEntries(members)
    }
    case 'array': {
      if (shape.of.kind === 'unknown' && columnOf(name, place)?.type === 'text[]') return ['one']
      const columns = place.children?.[camelCase(name)] ?? place.columns
      const item = bodyValue(name.replace(/s$/, ''), { shape: shape.of, optional: false }, { ...place, columns })
      return item === undefined ? [] : [item]
    }
    case 'literal':
      return shape.values.every(value => typeof value === 'string')
        ? stateOf(shape.values.map(String), 0)
        : (shape.values[0] ?? null)
    case 'file':
      return undefined
    case 'null':
      return null
    case 'number':
      return numberOf(name, field)
    case 'boolean':
      return true
    case 'date':
      return columnOf(name, place)?.type === 'date' ? '2026-01-31' : '2026-01-31T12:00:00.000Z'
    case 'string': {
      const { values, type = 'text' } = columnOf(name, place) ?? {}
      if (values !== undefined) return stateOf(values, 0)
      return type === 'date' || type === 'timestamp' ? byColumn(name, field, place) : textOf(name, field, place)
    }
    case 'unknown':
      return byColumn(name, field, place)
  }
}

/** The key of a row that is there, where the column is one: the code may take it for a number. */
function keyIn(name: string, place: BodyPlace): ContractValue | undefined {
  const column = columnOf(name, place)
  return column?.references === undefined ? undefined : place.sources.keyOf(column.references.table)
}

function columnOf(name: string, { columns }: BodyPlace): BlueprintField | undefined {
  return columns.find(each => each.name === camelCase(name))
}

function byColumn(name: string, field: Field, place: BodyPlace): ContractValue {
  const column = columnOf(name, place)
  if (column?.values !== undefined) return stateOf(column.values, 0)
  const key = keyIn(name, place)
  if (key !== undefined) return key
  switch (column?.type) {
    case 'integer':
    case 'number':
    case 'money':
      return numberOf(name, field)
    case 'boolean':
      return true
    case 'timestamp':
      return '2026-01-31T12:00:00.000Z'
    case 'date':
      return '2026-01-31'
    case 'text[]':
      return ['one']
    default:
      return textOf(name, field, place)
  }
}

function numberOf(name: string, { min, max }: Field): number {
  const usual = /stock|inventory|capacity/i.test(name) ? 25 : /cents|price|amount/i.test(name) ? 1900 : 1
  return Math.max(min ?? usual, Math.min(usual, max ?? usual))
}

const texts: readonly (readonly [RegExp, string])[] = [
  [/e-?mail/i, 'somebody-{n}@example.com'],
  [/password/i, 'a-good-password-1'],
  [/user_?name|nick|handle/i, 'somebody{n}'],
  [/slug/i, 'something-{n}'],
  [/url|image|photo|avatar|link|website/i, 'https://example.com/{n}.png'],
  [/date|day$|At$/, '2026-01-31'],
  [/name|title|label|subject/i, 'Something new {n}'],
]

function textOf(name: string, field: Field, { sources, login }: BodyPlace): ContractValue {
  if (/token$|^refresh$/i.test(name)) {
    const told = login === undefined ? undefined : sources.tokenIn(login, name)
    return login === undefined || told === undefined ? 'none' : answered(login, told)
  }
  if (/(?:Id|_id)s?$/.test(name) || field.format === 'uuid') {
    const known = sources.key(name)
    if (known !== undefined) return known
    if (field.format === 'uuid') return '00000000-0000-4000-8000-000000000000'
  }
  const formats: Readonly<Record<string, string>> = { email: 'email', password: 'password', url: 'url', date: 'date' }
  const word = formats[field.format ?? ''] ?? name
  const text = texts.find(([pattern]) => pattern.test(word))?.[1] ?? 'Some words to try it with.'
  const long = text.length < (field.minLength ?? 0) ? text.padEnd(field.minLength ?? 0, ' and more') : text
  return field.maxLength === undefined || long.length <= field.maxLength ? long : long.slice(0, field.maxLength)
}
