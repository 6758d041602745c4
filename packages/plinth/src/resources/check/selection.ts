import { type FieldProblem, invalid } from '../../errors/index.ts'
import type { Check } from '../../operations/index.ts'
import { meant } from '../model/fail.ts'
import type { ResourceModel, Wire } from '../model/model.ts'
import type { Selection } from '../sql/project.ts'

/** What a client may choose of a single row: fields and related rows, in the dialect's words. */
export function selectionCheck(model: ResourceModel, wire: Wire): Check<Selection> {
  const words = { fields: wire.fields ?? 'fields', include: wire.include ?? 'include' }
  const known = { fields: fieldNames(model), include: includeNames(model) }
  const schema = (names: ReadonlyMap<string, string>) => ({
    type: 'array',
    items: { type: 'string', enum: [...names.keys()] },
  })
  const choices = (['fields', 'include'] as const).filter(choice => known[choice].size > 0)
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(choices.map(choice => [words[choice], schema(known[choice])])),
    },
    parse(value) {
      const query = (value ?? {}) as Readonly<Record<string, unknown>>
      const problems: FieldProblem[] = []
      const selection: { fields?: string[]; include?: string[] } = {}
      for (const choice of choices) {
        const given = query[words[choice]]
        if (given !== undefined) selection[choice] = readNames(given, known[choice], { field: words[choice], problems })
      }
      if (wire.extra !== 'drop')
        problems.push(
          ...unknownWords(
            query,
            choices.map(choice => words[choice]),
          ),
        )
      if (problems.length > 0) throw invalid(problems)
      return selection
    },
  }
}

function readNames(
  given: unknown,
  known: ReadonlyMap<string, string>,
  { field, problems }: { field: string; problems: FieldProblem[] },
): string[] {
  const names = (Array.isArray(given) ? given : [given])
    .flatMap(text => String(text).split(','))
    .map(name => name.trim())
  return names.flatMap(name => {
    const key = known.get(name)
    if (key !== undefined) return [key]
    const wanted = name.slice(0, 100)
    problems.push({ field, message: `${wanted} is not known here.${meant(wanted, [...known.keys()])}` })
    return []
  })
}

function unknownWords(query: Readonly<Record<string, unknown>>, known: readonly string[]): FieldProblem[] {
  const unknown = Object.keys(query).filter(word => !known.includes(word))
  return unknown.map(word => ({ field: word, message: `Is not known here.${meant(word.slice(0, 100), known)}` }))
}

function fieldNames(model: ResourceModel): ReadonlyMap<string, string> {
  const fields = [...model.fields.values()].filter(field => field.shown)
  const related = [...model.children, ...model.embeds]
  return new Map([
    ...[...fields, ...model.computed].map(field => [field.wire, field.key] as const),
    ...related.map(embed => [embed.wire, embed.name] as const),
  ])
}

/** Children always come along; asking for them is no mistake. */
function includeNames(model: ResourceModel): ReadonlyMap<string, string> {
  return new Map([...model.includes.values(), ...model.children].map(embed => [embed.wire, embed.name] as const))
}
