import { decide } from '../../access/index.ts'
import { type FieldProblem, invalid } from '../../errors/index.ts'
import type { Condition, ListQuery } from '../../operations/index.ts'
import type { Filter, ResourceModel } from '../model/model.ts'
import { specOf } from '../relations/spec.ts'
import type { Draft } from './draft.ts'
import { anywhere, filterSql, Misfit } from './filter.ts'
import { readable } from './order.ts'
import { allOf, anyOf, policySql } from './predicate.ts'
import { isText } from './value.ts'

const mostWords = 6
const longestSearch = 200

/** Everything that decides whether a row is in the list: the read policy, the filters, the search. */
export function whereSql(model: ResourceModel, query: ListQuery, draft: Draft): string {
  const allowed = policySql(model.readMany, model.table, draft.at('t'))
  return allOf([allowed, ...filtersSql(model, query.where ?? [], draft), ...searchSql(model, query.search, draft)])
}

function filtersSql(model: ResourceModel, conditions: readonly Condition[], draft: Draft): string[] {
  const problems: FieldProblem[] = []
  const parts = conditions.flatMap(condition => {
    const filter = filterNamed(model, condition.field, draft)
    const part = filter === undefined ? new Misfit('Cannot be filtered on.') : conditionSql(filter, condition, draft)
    if (!(part instanceof Misfit)) return [part]
    problems.push({ field: model.fields.get(condition.field)?.wire ?? condition.field, message: part.message })
    return []
  })
  if (problems.length > 0) throw invalid(problems)
  return parts
}

function conditionSql(filter: Usable, condition: Condition, draft: Draft): string | Misfit {
  if (!filter.spec.ops.includes(condition.op))
    return new Misfit(`Cannot be compared by ${String(condition.op).slice(0, 20)}.`)
  return filterSql(filter, condition, draft.at('t'))
}

type Usable = Pick<Filter, 'hops' | 'end' | 'spec'>

/** The filter of that word, where the asker may read what it ends in. Users' code may use any readable field. */
function filterNamed(model: ResourceModel, word: string, draft: Draft): Usable | undefined {
  const declared = model.filters.get(word)
  if (declared !== undefined) {
    const open = draft.asker.trusted || declared.read === null || decide(declared.read, draft.asker.actor) === true
    return open ? declared : undefined
  }
  const field = draft.asker.plain ? model.fields.get(word) : undefined
  const spec = field === undefined ? undefined : specOf(field, false)
  if (field === undefined || spec === undefined || !readable(field, model, draft)) return undefined
  return { hops: [], end: field, spec }
}

/** Every word stands in one of the fields, case ignored. */
function searchSql(model: ResourceModel, search: string | undefined, draft: Draft): string[] {
  if (search === undefined || search.trim() === '') return []
  const fields = model.search.filter(field => readable({ ...field, shown: true }, model, draft))
  if (fields.length === 0) throw invalid([{ field: 'search', message: 'This list cannot be searched.' }])
  if (!isText(search) || search.length > longestSearch) {
    throw invalid([{ field: 'search', message: `Must be text of at most ${longestSearch} characters.` }])
  }
  const words = search.trim().split(/\s+/).slice(0, mostWords)
  return words.map(word => {
    const pattern = draft.bind(anywhere(word), 'text')
    return anyOf(fields.map(field => `t.${field.sql} ilike ${pattern}`))
  })
}
