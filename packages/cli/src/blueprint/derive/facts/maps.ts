import type { Endpoint, Shape } from '../../endpoint.ts'

/**
 * What the code goes through of an answer as if it were a list, and that its types say is none: an object whose names
 * are data, `{ north: {…}, south: {…} }`. No list of rows is that. The name of the first, empty for the whole answer.
 */
export function mapIn({ reads, answerShape }: Pick<Endpoint, 'reads' | 'answerShape'>): string | undefined {
  if (answerShape === undefined) return undefined
  const lists = reads.flatMap(name => [...name.matchAll(/\[\]/g)].map(({ index }) => name.slice(0, index)))
  return lists.find(name => isMap(at(answerShape, name)))
}

/** Why nothing can be served where `mapIn` says so. */
export function mapReason(name: string): string {
  return `It goes through ${name.slice(0, 60) || 'its answer'} by names, and a list of rows has none.`
}

function isMap(shape: Shape | undefined): boolean {
  return shape?.kind === 'object' && Object.keys(shape.fields).length === 0
}

function at(shape: Shape, name: string): Shape | undefined {
  const steps = name
    .split('.')
    .flatMap(part => part.split(/(?=\[\])/))
    .filter(part => part !== '')
  return steps.reduce<Shape | undefined>((inside, step) => {
    if (step === '[]') return inside?.kind === 'array' ? inside.of : undefined
    return inside?.kind === 'object' && Object.hasOwn(inside.fields, step) ? inside.fields[step]?.shape : undefined
  }, shape)
}
