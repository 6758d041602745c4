import { isNumeric } from '../../blueprint.ts'
import type { Field, Shape } from '../../endpoint.ts'
import { elementOf, type Fields, fieldsOf, isScalar } from '../facts/shape.ts'
import { pluralOf } from '../facts/words.ts'
import type { Draft } from '../tables/draft.ts'

/** A list in a body: of ids, or of rows with what is written. */
export interface SentList {
  /** The member with the list; empty where the body is the list. */
  readonly list: string
  readonly of: 'ids' | 'rows'
  /** Rows carry their id. */
  readonly hasId?: boolean
  readonly fields: readonly string[]
  /** The member beside the ids that the fields stand in. */
  readonly within?: string
  /** Names that are no fields of a row, or that no client writes. */
  readonly unknown: readonly string[]
}

const changes = /^(data|changes|patch|update|updates|values|fields|set|payload|attributes)$/
const rowWord = /^(items|rows|records|updates|entries|data|list|order|orders|positions)$/

/** Reads the one list of a body, or undefined where there is none. */
export function sentList(draft: Draft, body: Shape): SentList | undefined {
  const own = elementOf(body)
  if (own !== undefined) return ofElements(draft, own, { list: '', beside: {} })
  const lists = Object.entries(fieldsOf(body)).filter(([, { shape }]) => shape.kind === 'array')
  const [[list, field] = [], ...others] = lists
  const element = elementOf(field?.shape)
  if (list === undefined || element === undefined || others.length > 0) return undefined
  const beside = Object.fromEntries(Object.entries(fieldsOf(body)).filter(([name]) => name !== list))
  return ofElements(draft, element, { list, beside })
}

interface Around {
  readonly list: string
  readonly beside: Fields
}

function ofElements(draft: Draft, element: Shape, { list, beside }: Around): SentList | undefined {
  const { name, singular } = draft.collection
  if (element.kind === 'object') {
    const known = list === '' || rowWord.test(list) || list === name || list === pluralOf(singular)
    if (!known) return undefined
    const names = Object.keys(element.fields)
    const fields = names.filter(one => one !== 'id')
    const unknown = [...fields.filter(one => !isWritten(draft, one, element.fields[one])), ...Object.keys(beside)]
    return { list, of: 'rows', hasId: names.includes('id'), fields, unknown }
  }
  const isIds = list === '' || /^(ids|.*Ids|selected|keys)$/.test(list) || list === `${singular}Ids`
  if (!isScalar(element) || !isIds || element.kind === 'file') return undefined
  return { list, of: 'ids', ...besideIds(draft, beside) }
}

function besideIds(draft: Draft, beside: Fields): Omit<SentList, 'list' | 'of'> {
  const [[within, field] = [], ...others] = Object.entries(beside)
  const inner = fieldsOf(field?.shape)
  const isWithin = within !== undefined && changes.test(within) && others.length === 0 && Object.keys(inner).length > 0
  const fields = Object.keys(isWithin ? inner : beside)
  const unknown = fields.filter(one => !isWritten(draft, one, (isWithin ? inner : beside)[one]))
  return { fields, unknown, ...(isWithin ? { within } : {}) }
}

/** A column that clients may write: not an owner, nor what a hook fills in; and what is sent is a value of it. */
export function isWritten({ fields }: Draft, name: string, sent: Field | undefined): boolean {
  const field = fields.find(one => one.name === name)
  return field !== undefined && field.server === undefined && !(isNumeric(field.type) && sent?.shape.kind === 'string')
}
