import { type BlueprintField, isNumeric } from '../../blueprint.ts'
import type { Certainty, Evidence, Field } from '../../endpoint.ts'
import { someEvidence, weakest } from '../facts/evidence.ts'
import type { Ask } from '../facts/facts.ts'
import { camelCase } from '../facts/words.ts'
import { emptyOf } from './empty.ts'
import { limitsOf } from './limits.ts'
import { typeOf } from './type.ts'

/** What is known of a member before it is a column. */
export interface Seen {
  readonly name: string
  /** All that is known of it. */
  readonly field: Field
  /** As it is sent to make the row; undefined when it is not. */
  readonly created: Field | undefined
  readonly changed: boolean
  /** As each call sends it that makes or changes the row. Default: none does. */
  readonly sent?: readonly Field[]
  /** Some answer has it for certain, and its type lets it never be null. */
  readonly always?: boolean
  readonly evidence: readonly Evidence[]
}

/** Names one row only. An address that nobody who makes a row gives it names none: all begin without one. */
function isUnique({ name, created, changed, sent = [] }: Seen): boolean {
  return name === 'slug' || (uniqueName.test(name) && (created !== undefined || changed || sent.length > 0))
}

const keyName = /(Id|_id)$/
const initialValue =
  /^(pending|draft|new|open|todo|waiting|queued|backlog|created|submitted|requested|placed|unpaid|inactive)$/i
const uniqueName = /^(slug|username|email)$/

/** The column of a member that no rule of another file speaks of. */
export function columnOf(seen: Seen): BlueprintField {
  const { name, field } = seen
  if (name === 'uuid' && (seen.sent ?? []).length === 0) return secondId(seen)
  const { type, values, certainty } = typeOf(name, field)
  const must = isRequired(seen, type)
  const initial =
    must && (!isGiven(seen) || type === 'text[]')
      ? (defaultOf(type, values) ?? emptyText(seen, type) ?? emptyPart(seen, type))
      : undefined
  return {
    name,
    type,
    required: must && (isGiven(seen) || initial !== undefined),
    ...(isUnique(seen) ? { unique: true } : {}),
    ...(values === undefined ? {} : { values }),
    ...limitsOf({ type, ...(values === undefined ? {} : { values }) }, seen.sent ?? []),
    ...(initial === undefined ? {} : { default: initial }),
    ...(seen.created === undefined && !seen.changed ? { write: 'nobody' as const } : {}),
    certainty: weakest([certainty, ...(must && !isGiven(seen) ? (['likely'] satisfies Certainty[]) : [])]),
    evidence: [...seen.evidence],
  }
}

/** A row that is named by a `uuid` beside its id has it from the database. */
function secondId({ name, evidence }: Seen): BlueprintField {
  const made = { type: 'uuid', required: true, unique: true, default: 'random', write: 'nobody' } as const
  return { name, ...made, certainty: 'likely', evidence: [...evidence] }
}

/** The client always sends it when it makes a row, or its form insists on it. */
function isGiven({ created }: Seen): boolean {
  return created !== undefined && (!created.optional || created.required === true)
}

function isRequired(seen: Seen, type: BlueprintField['type']): boolean {
  const { field, created } = seen
  if (field.nullable === true || created?.nullable === true) return false
  if (type === 'text[]' || type === 'boolean') return true
  if (created !== undefined) return isGiven(seen) || field.shape.kind === 'literal' || emptyText(seen, type) === ''
  if (emptyText(seen, type) === '' || emptyPart(seen, type) !== undefined) return true
  return !field.optional || field.shape.kind === 'literal'
}

/** What a row has when nobody said: the first state, nothing counted, an empty list. Text and times have no such value. */
function defaultOf(type: BlueprintField['type'], values: readonly string[] | undefined): BlueprintField['default'] {
  if (values !== undefined) return initialOf(values)
  if (type === 'boolean') return false
  if (isNumeric(type)) return 0
  return type === 'text[]' ? [] : undefined
}

/** The type says that there is always a text, and nobody has to send one. Names of one row only have no such value. */
function emptyText(seen: Seen, type: BlueprintField['type']): '' | undefined {
  const { name, field } = seen
  const isText =
    type === 'text' && field.shape.kind === 'string' && /^(?:longtext|url|email)?$/.test(field.format ?? '')
  const isAlways = !field.optional || seen.always === true
  return isText && isAlways && field.nullable !== true && !isUnique(seen) && !keyName.test(name) ? '' : undefined
}

/** A part of a row whose members are read, and that no call sends. */
function emptyPart(
  { field: { shape }, created, sent = [] }: Seen,
  type: BlueprintField['type'],
): BlueprintField['default'] {
  if (type !== 'json' || created !== undefined) return undefined
  const empty = emptyOf(shape)
  if (Array.isArray(empty)) return []
  if (sent.length > 0) return undefined
  return typeof empty === 'object' && empty !== null ? empty : undefined
}

/** The value that a new row has: none where it may be left open; else by its name; else the first. */
export function initialOf(values: readonly string[]): string | undefined {
  if (values.includes('')) return ''
  return values.find(value => initialValue.test(value)) ?? values[0]
}

/** A column that holds the key of a row of another table. */
export function keyTo(
  name: string,
  references: NonNullable<BlueprintField['references']>,
  required: boolean,
): BlueprintField {
  return { name, type: 'uuid', required, references, certainty: 'likely', evidence: [] }
}

/** Where the calls send or read a member of this name. */
export function placesOf(name: string, asks: readonly Ask[]): Evidence[] {
  const isIt = (part: string) => part === name || camelCase(part) === name
  const naming = asks.filter(({ endpoint }) =>
    [...endpoint.body, ...endpoint.reads].some(text => text.replaceAll('[]', '').split('.').some(isIt)),
  )
  return someEvidence((naming.length > 0 ? naming : asks).map(ask => ask.endpoint.evidence))
}
