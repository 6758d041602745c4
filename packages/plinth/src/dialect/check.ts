import { nearest } from '../config/index.ts'
import { dialectErrors } from './errors.ts'
import type { DialectOptions } from './options.ts'

interface Rule {
  /** What the value must be, for the message. */
  readonly wanted: string
  readonly holds: (value: unknown) => boolean
}

type Shape = { readonly [key: string]: Rule | Shape }

const anyText: Rule = { wanted: 'a text', holds: value => typeof value === 'string' }
const word: Rule = { wanted: 'a query word of letters, digits, "-" and "_"', holds: isWord }
const wordOrFalse: Rule = { wanted: `${word.wanted}, or false`, holds: value => value === false || isWord(value) }
const base: Rule = {
  wanted: 'a path that starts with "/", or an empty text',
  holds: value => typeof value === 'string' && /^(\/[\w.~-]+)*\/?$/.test(value),
}
const header: Rule = {
  wanted: 'the name of a header',
  holds: value => typeof value === 'string' && /^[\w-]+$/.test(value),
}
const template: Rule = { wanted: 'a JSON template', holds: isTemplate }
const size: Rule = { wanted: 'a whole number from 1 to 1000', holds: isSize }
const routes: Rule = {
  wanted: 'an object of "METHOD /path" by operation name',
  holds: value => isObject(value) && Object.values(value).every(isRoute),
}

const fieldNames: Rule = {
  wanted: 'an object of field names by operation name',
  holds: value =>
    isObject(value) &&
    Object.values(value).every(names => isObject(names) && Object.values(names).every(isWord) && isOneToOne(names)),
}
const places: Rule = {
  wanted: 'an object of "query.NAME" or "body.NAME" by parameter, by operation name',
  holds: value =>
    isObject(value) && Object.values(value).every(each => isObject(each) && Object.values(each).every(isPlace)),
}
const templates: Rule = {
  wanted: 'an object of JSON templates by operation name',
  holds: value => isObject(value) && Object.values(value).every(isTemplate),
}

const shape: { readonly [K in keyof Required<DialectOptions>]: Rule | Shape } = {
  base,
  casing: oneOf('camel', 'snake'),
  envelope: { item: template, list: template, error: template, body: template, session: template, me: template },
  paging: { page: wordOrFalse, offset: wordOrFalse, cursor: wordOrFalse, limit: word, first: oneOf(0, 1), size },
  sort: word,
  search: word,
  fields: word,
  include: word,
  put: oneOf('replace', 'merge'),
  extra: oneOf('refuse', 'drop'),
  validation: { status: oneOf(400, 422) },
  status: { create: oneOf(200, 201), delete: oneOf(200, 204) },
  token: { header, scheme: anyText },
  tenantHeader: header,
  bigNumbers: oneOf('string', 'number'),
  paths: routes,
  params: places,
  names: fieldNames,
  answers: templates,
  bodies: templates,
  csrf: { cookie: header, header },
}

/** Throws DIALECT_UNKNOWN_KEY or DIALECT_INVALID for the first option that is wrong, with its dotted name. */
export function checkOptions(options: unknown): asserts options is DialectOptions {
  checkShape(options, shape, '')
}

function checkShape(value: unknown, rules: Shape, at: string): void {
  if (!isObject(value)) throw dialectErrors.DIALECT_INVALID({ key: at || 'dialect', wanted: 'an object' })
  for (const [name, part] of Object.entries(value)) {
    const key = at === '' ? name : `${at}.${name}`
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (rule === undefined) throw unknownKey(key, name, Object.keys(rules))
    if (!isRule(rule)) checkShape(part, rule, key)
    else if (!rule.holds(part)) throw dialectErrors.DIALECT_INVALID({ key, wanted: rule.wanted })
  }
}

function unknownKey(key: string, name: string, known: readonly string[]) {
  const guess = nearest(name, known)
  const meant = guess === undefined ? '' : ` Did you mean "${guess}"?`
  return dialectErrors.DIALECT_UNKNOWN_KEY({ key, meant, known: known.join(', ') })
}

function oneOf(...values: readonly (string | number)[]): Rule {
  return {
    wanted: values.map(value => JSON.stringify(value)).join(' or '),
    holds: value => values.includes(value as never),
  }
}

function isRule(rule: Rule | Shape): rule is Rule {
  return typeof rule.holds === 'function'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isWord(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Za-z_][\w-]*$/.test(value)
}

function isSize(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 1000
}

function isRoute(value: unknown): boolean {
  return typeof value === 'string' && /^(GET|POST|PUT|PATCH|DELETE) \/\S*$/.test(value)
}

function isPlace(value: unknown): boolean {
  return typeof value === 'string' && /^(query|body)\.[A-Za-z_][\w-]*$/.test(value)
}

function isOneToOne(names: Record<string, unknown>): boolean {
  return new Set(Object.values(names)).size === Object.keys(names).length
}

function isTemplate(value: unknown): boolean {
  if (value === null) return true
  if (typeof value === 'object') return Object.values(value).every(isTemplate)
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}
