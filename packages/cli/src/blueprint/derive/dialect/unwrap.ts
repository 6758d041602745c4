import type { Shape } from '../../endpoint.ts'
import type { Ask } from '../facts/facts.ts'
import { wordsOf } from '../facts/path.ts'
import { elementOf, fieldsOf, isRows, shapeAt, unknownShape } from '../facts/shape.ts'
import { camelCase, pluralOf, singularOf } from '../facts/words.ts'
import { isRemark } from './remarks.ts'

/** Where something stands in a body: member names from the top; `$name` and `$names` stand for the resource's. */
export type Way = readonly string[]

/** Members that wrap an answer and say nothing of what is in it. */
const wrapper =
  /^(data|result|results|payload|response|body|content|item|record|items|rows|records|docs|list|hits|objects|entries)$/

/** Members that accompany an answer. */
const company =
  /^(success|ok|status|message|msg|code|errno|((err|error|ret|status|result|res|biz)Code)|error|errors|meta|metadata|pagination|paging|links|requestId|timestamp)$/

/** What the members of a wrapper may be called after: the words of the path, or their last parts, singular and plural. */
function namesIn(ask: Ask): { singular: Set<string>; plural: Set<string> } {
  const words = wordsOf(ask.segments)
    .map(camelCase)
    .flatMap((word, at) => {
      const all = [word, (/[A-Z][a-z0-9]+$/.exec(word)?.[0] ?? word).toLowerCase()]
      // `/brand/list` and `/brandList` say that it is a list, and not of what.
      return at === 0 && word === 'list' ? all : all.filter(one => one !== 'list')
    })
  return { singular: new Set(words.map(singularOf)), plural: new Set(words.flatMap(word => [word, pluralOf(word)])) }
}

/** The way to the item that an answer holds, or undefined where nothing is known. At most two members deep. */
export function itemWay(ask: Ask, shape: Shape, deep = 0): Way | undefined {
  if (shape.kind !== 'object') return undefined
  const members = Object.entries(shape.fields).filter(([name]) => !company.test(name))
  const [only, ...others] = members
  if (only === undefined) return deep > 0 ? [] : undefined
  if (others.length > 0 || deep > 1) return []
  const [name, { shape: inner }] = only
  const { singular } = namesIn(ask)
  // A wrapper with a list in it, or with what nobody knows, does not say how one thing is wrapped.
  if (deep === 0 && wrapper.test(name) && (inner.kind === 'array' || inner.kind === 'unknown')) return undefined
  // Of a row that is written and then not looked at, the name alone tells that it is there.
  if (inner.kind === 'unknown' && singular.has(name) && ask.method !== 'GET' && shape !== ask.body) return ['$name']
  if (inner.kind !== 'object' || isNamedAfterAnother(name, singular)) return []
  return [singular.has(name) ? '$name' : name, ...(itemWay(ask, inner, deep + 1) ?? [])]
}

/** A wrapper is called as such, or after the path; any other object is a member of the item. */
function isNamedAfterAnother(name: string, singular: ReadonlySet<string>): boolean {
  return !wrapper.test(name) && !singular.has(name)
}

/** The way to the array that an answer holds, or undefined where there is none. At most two members deep. */
export function listWay(ask: Ask, shape: Shape, deep = 0): Way | undefined {
  if (shape.kind === 'array') return []
  const { plural } = namesIn(ask)
  const arrays = Object.entries(fieldsOf(shape)).filter(([, field]) => field.shape.kind === 'array')
  const rank = (name: string) => (plural.has(name) ? 0 : wrapper.test(name) ? 1 : 2)
  const [best] = arrays.map(([name]) => name).toSorted((a, b) => rank(a) - rank(b))
  if (best !== undefined && (rank(best) < 2 || arrays.length === 1)) return [plural.has(best) ? '$names' : best]
  return deep > 0 ? undefined : inside(ask, shape)
}

function inside(ask: Ask, shape: Shape): Way | undefined {
  for (const [name, field] of Object.entries(fieldsOf(shape))) {
    if (!wrapper.test(name) || field.shape.kind !== 'object') continue
    const way = listWay(ask, field.shape, 1)
    if (way !== undefined) return [name, ...way]
  }
  return undefined
}

/** What stands at a way, with the names of the path filled in. */
export function follow(ask: Ask, shape: Shape, way: Way): Shape | undefined {
  const { singular, plural } = namesIn(ask)
  const choices = (step: string) => (step === '$name' ? [...singular] : step === '$names' ? [...plural] : [step])
  let ends: Shape[] = [shape]
  for (const step of way) ends = ends.flatMap(end => choices(step).flatMap(name => shapeAt(end, [name]) ?? []))
  return ends[0]
}

/** What the answer itself calls its item or list, where it is called after the path: `flow` of `/agent-flows/{id}`. */
export function calledIn(ask: Ask, way: Way): string | undefined {
  const at = way.findIndex(step => step === '$name' || step === '$names')
  const level = at < 0 ? undefined : follow(ask, ask.answer, way.slice(0, at))
  const { singular, plural } = namesIn(ask)
  const names = way[at] === '$name' ? singular : plural
  return Object.keys(fieldsOf(level)).find(name => names.has(name))
}

/** True when the answer is a list of objects. */
export function answersRows(ask: Ask): boolean {
  const way = listWay(ask, ask.answer)
  return way !== undefined && isRows(follow(ask, ask.answer, way))
}

/** What is in the answer's list, or undefined. */
export function rowOf(ask: Ask, shape: Shape): Shape | undefined {
  const way = listWay(ask, ask.answer)
  return way === undefined ? undefined : elementOf(follow(ask, shape, way))
}

/** The item in an answer, without its envelope. One that only says how it went (`{ message: 'Deleted' }`) has none. */
export function itemOf(ask: Ask, shape: Shape, style: Way): Shape {
  if (ask.method === 'DELETE' && isCompany(shape)) return unknownShape
  if (style.length > 0 && isAllRemarks(shape)) return unknownShape
  return follow(ask, shape, style) ?? follow(ask, shape, itemWay(ask, ask.answer) ?? []) ?? shape
}

/** Where items are wrapped, an answer without one says how it went. */
function isAllRemarks(shape: Shape): boolean {
  const fields = Object.entries(fieldsOf(shape))
  return fields.length > 0 && fields.every(([name, { shape: inner }]) => isRemark(name, inner))
}

function isCompany(shape: Shape): boolean {
  return shape.kind === 'object' && Object.keys(shape.fields).every(name => company.test(name))
}

/** The item in a body: without the one member that wraps it, when it is called after the path or as a wrapper. */
export function sentItem(ask: Ask): Shape {
  const way = itemWay(ask, ask.body) ?? []
  return follow(ask, ask.body, way.slice(0, 1)) ?? ask.body
}
