import type { BlueprintField, BlueprintTable } from '../../../blueprint/blueprint.ts'
import { call, code, type Expression, literal, type Source } from '../../source/index.ts'
import { snakeCase } from '../../words/names.ts'

/**
 * What forms ask of a value, for everybody else who writes. The name of a check is what a refusal says: "Not allowed by
 * the rule quantity_at_least_1." The greatest length of a text is the column's own.
 */
export function checksOf({ fields }: BlueprintTable, source: Source): Expression[] {
  return fields.flatMap(field =>
    rulesOf(field).map(({ name, left, sign, limit }) => {
      const check = source.use('plinth/schema', 'check')
      const sql = source.use('plinth/schema', 'sql')
      return call(check, [literal(`${snakeCase(field.name)}_${name}`), code(`${sql}\`${left} ${sign} ${limit}\``)])
    }),
  )
}

interface Rule {
  readonly name: string
  readonly left: string
  readonly sign: '>=' | '<='
  readonly limit: number
}

function rulesOf({ name, min, max, minLength = 0 }: BlueprintField): Rule[] {
  const column = `\${t.${name}}`
  const rules: Rule[] = []
  if (min !== undefined) rules.push({ name: `at_least_${worded(min)}`, left: column, sign: '>=', limit: min })
  if (max !== undefined) rules.push({ name: `at_most_${worded(max)}`, left: column, sign: '<=', limit: max })
  if (minLength > 0) {
    const rule = `at_least_${minLength}_characters`
    rules.push({ name: rule, left: `char_length(${column})`, sign: '>=', limit: minLength })
  }
  return rules
}

/** `-2.5` is `minus_2_5`. */
function worded(limit: number): string {
  return String(limit).replace('-', 'minus_').replace(/\W/g, '_')
}
