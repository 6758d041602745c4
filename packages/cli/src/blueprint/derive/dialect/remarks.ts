import type { Shape } from '../../endpoint.ts'
import { compareText } from '../facts/evidence.ts'
import type { Ask } from '../facts/facts.ts'
import { fieldsOf, shapeAt } from '../facts/shape.ts'
import { camelCase } from '../facts/words.ts'
import type { Template } from './envelope.ts'

/** What answers say beside what is in them: that it went well. */
const remarks: readonly (readonly [name: RegExp, value: Template])[] = [
  [/^(success|ok)$/, true],
  [/^(message|msg|detail)$/, 'Done.'],
  [/^(error|errors|err)$/, null],
]

/** What a member has that says how it went; undefined for one that says something else. */
export function remarkOf(name: string, shape: Shape | undefined): Template | undefined {
  if (shape?.kind === 'literal' && shape.values.length === 1) return shape.values[0]
  return remarks.find(([pattern]) => pattern.test(name))?.[1]
}

/** True for a member that says how it went, and nothing of what is in the answer. */
export function isRemark(name: string, shape: Shape | undefined): boolean {
  return remarkOf(name, shape) !== undefined && !/^(detail|err(or)?s?)$/.test(name)
}

/** What is read of an answer that says how it went. */
export function remarksIn(reads: Shape): { [key: string]: Template } {
  return Object.fromEntries(
    Object.entries(fieldsOf(reads))
      .sort(([one], [other]) => compareText(one, other))
      .flatMap(([name, { shape }]) => {
        const said = name === 'detail' ? undefined : remarkOf(name, shape)
        return said === undefined ? [] : [[name, said]]
      }),
  )
}

/** The same of a member of an answer by its dotted name on the wire, where it stands in no list. */
export function remarkAt({ reads }: Ask, name: string): Template | undefined {
  const steps = name.split('.')
  if (name.includes('[]')) return undefined
  return remarkOf(steps.at(-1) ?? name, shapeAt(reads, steps) ?? shapeAt(reads, steps.map(camelCase)))
}
