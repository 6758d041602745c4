import { describe, expect, test } from 'vitest'
import type { Field, Shape } from '../../../blueprint/endpoint.ts'
import { type Limits, withLimits } from '../limits.ts'
import { mergeShapes } from '../merge.ts'

function field(shape: Shape, traits: Partial<Field> = {}): Field {
  return withLimits({ shape, optional: false, ...traits }, undefined)
}

function object(fields: Record<string, Field>): Shape {
  return { kind: 'object', fields }
}

const TEXT: Shape = { kind: 'string' }
const NUMBER: Shape = { kind: 'number' }

describe('two shapes together', () => {
  const known = object({ id: field(NUMBER), tags: field({ kind: 'array', of: object({ name: field(TEXT) }) }) })

  test('are the first of them where the second says nothing new', () => {
    const again = object({ id: field(NUMBER), tags: field({ kind: 'array', of: object({ name: field(TEXT) }) }) })
    expect(mergeShapes(known, again)).toBe(known)
  })

  test('are the first of them, too, where a form lets pass what the second one does, and more', () => {
    const typed = (limits: Limits) => object({ id: withLimits({ shape: NUMBER, optional: false }, limits) })
    const loose = typed({ max: 9, minLength: 2 })
    for (const limits of [
      { max: 9, minLength: 2 },
      { max: 5, minLength: 3, required: true },
    ] as const)
      expect(mergeShapes(loose, typed(limits))).toBe(loose)
    expect(mergeShapes(loose, object({ id: field(NUMBER) }))).toBe(loose)
    expect(mergeShapes(loose, typed({ max: 10, minLength: 2 }))).toMatchObject({ fields: { id: { max: 10 } } })
  })

  test('have the fields of both, in alphabetical order; what only one has is optional', () => {
    const merged = mergeShapes(known, object({ id: field(NUMBER), about: field(TEXT) }))
    expect(merged).toEqual(
      object({
        about: { shape: TEXT, optional: true },
        id: { shape: NUMBER, optional: false },
        tags: { shape: { kind: 'array', of: object({ name: { shape: TEXT, optional: false } }) }, optional: true },
      }),
    )
  })

  test.each<[string, Partial<Field>]>([
    ['optional', { optional: true }],
    ['nullable', { nullable: true }],
    ['format', { format: 'url' }],
    ['max', { max: 9 }],
  ])('differ from the first where the second says more: %s', (_, more) => {
    const merged = mergeShapes(object({ id: field(NUMBER) }), object({ id: field(NUMBER, more) }))
    expect(merged).toMatchObject(object({ id: { shape: NUMBER, optional: false, ...more } }))
  })

  test('have the limits of the one form in which somebody types', () => {
    const typed = object({ id: withLimits({ shape: NUMBER, optional: false }, { max: 5 }) })
    expect(mergeShapes(object({ id: field(NUMBER) }), typed)).toMatchObject({ fields: { id: { max: 5 } } })
    const other = object({ id: withLimits({ shape: NUMBER, optional: false }, { max: 9 }) })
    expect(mergeShapes(typed, other)).toMatchObject({ fields: { id: { max: 9 } } })
  })
})
