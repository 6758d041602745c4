import type { Scalar } from '../../access/index.ts'
import { invalidOption } from '../model/fail.ts'
import type { Filter, ResourceModel } from '../model/model.ts'
import type { Site } from '../model/shape.ts'
import type { At } from '../sql/draft.ts'
import { filterSql, Misfit } from '../sql/filter.ts'
import { allOf } from '../sql/predicate.ts'
import { fits } from '../sql/value.ts'
import { filterOf } from './filters.ts'
import { Related } from './relate.ts'

interface Among {
  readonly site: Site
  readonly models: readonly ResourceModel[]
}

/** Compiles conditions that a developer has fixed. A value that the field can never have is a boot error. */
export function conditionOf(
  model: ResourceModel,
  match: Readonly<Record<string, Scalar>>,
  { site, models }: Among,
): (at: At) => string {
  const related = new Related(site.tables)
  const filters = Object.entries(match).map(([path, value]) => {
    const filter = filterOf(model, { word: path, path }, { models, related, site })
    if (suits(filter, value)) return [filter, value] as const
    throw invalidOption(
      model.name,
      `where.${path} is compared with ${JSON.stringify(value)}.`,
      `It is a ${filter.spec.type}.`,
    )
  })
  return at =>
    allOf(
      filters.map(([filter, value]) => {
        const part = filterSql(filter, { op: 'eq', value }, at)
        return part instanceof Misfit ? 'false' : part
      }),
    )
}

function suits({ end, spec }: Filter, value: Scalar): boolean {
  if ('model' in end) return end.model.type === 'array' || value === null || fits(end.model, value)
  return spec.type === 'boolean' ? typeof value === 'boolean' : Number.isSafeInteger(value)
}
