import type { Scalar } from '../../access/index.ts'
import type { Draft } from '../sql/draft.ts'
import { filterSql, Misfit } from '../sql/filter.ts'
import { allOf } from '../sql/predicate.ts'
import { fits } from '../sql/value.ts'
import { invalidOption } from './fail.ts'
import { filterOf } from './filters.ts'
import type { Filter, ResourceModel } from './model.ts'
import { Related } from './relate.ts'
import type { Site } from './shape.ts'

interface Among {
  readonly site: Site
  readonly models: readonly ResourceModel[]
}

/** Compiles conditions that a developer has fixed. A value that the field can never have is a boot error. */
export function conditionOf(
  model: ResourceModel,
  match: Readonly<Record<string, Scalar>>,
  { site, models }: Among,
): (alias: string, draft: Draft) => string {
  const related = new Related(site.tables)
  const filters = Object.entries(match).map(([path, value]) => {
    const filter = filterOf(model, { word: path, path }, models, { related, site })
    if (suits(filter, value)) return [filter, value] as const
    throw invalidOption(
      model.name,
      `where.${path} is compared with ${JSON.stringify(value)}.`,
      `It is a ${filter.spec.type}.`,
    )
  })
  return (alias, draft) =>
    allOf(
      filters.map(([filter, value]) => {
        const part = filterSql(filter, { op: 'eq', value }, { alias, draft })
        return part instanceof Misfit ? 'false' : part
      }),
    )
}

function suits({ end, spec }: Filter, value: Scalar): boolean {
  if ('model' in end) return end.model.type === 'array' || value === null || fits(end.model, value)
  return spec.type === 'boolean' ? typeof value === 'boolean' : Number.isSafeInteger(value)
}
