import { describe, expect, test } from 'vitest'
import type { Shape } from '../../../blueprint/endpoint.ts'
import { constant, makeGlobal, type Thing, type Value } from '../../../syntax/index.ts'
import { shapeOfValue } from '../value.ts'

/** The names on the way down through the first field of each level. */
function levels(shape: Shape): string[] {
  if (shape.kind !== 'object') return []
  const [first] = Object.entries(shape.fields)
  return first ? [first[0], ...levels(first[1].shape)] : []
}

/** A tree in which each object has so many others below it. */
function tree(width: number, deep: number): Thing {
  const below = deep === 0 ? [] : Array.from({ length: width }, (_, at) => [`b${at}`, [tree(width, deep - 1)]] as const)
  return makeGlobal(`tree ${deep}`, { ...Object.fromEntries(below), id: constant(1) })
}

/** Rows that know one another, each of them counting how often somebody looks at its fields. */
function web(size: number): { rows: Value; looks: () => number } {
  let looks = 0
  const rows: Thing[] = Array.from({ length: size }, (_, at) => makeGlobal(`row ${at}`))
  const members = Object.fromEntries(rows.map((row, at) => [`r${at}`, { value: [row], order: at }]))
  for (const row of rows) {
    const slots = new Map(Object.entries(members))
    Object.defineProperty(row, 'slots', {
      get: () => {
        looks += 1
        return slots
      },
    })
  }
  return { rows, looks: () => looks }
}

describe('the shape of what is sent', () => {
  test('goes six levels deep', () => {
    expect(levels(shapeOfValue([tree(1, 9)]))).toHaveLength(7)
  })

  test('goes half as deep where there are more than 200 objects, and as deep as ever where there are fewer', () => {
    expect(levels(shapeOfValue([tree(2, 6)]))).toHaveLength(7)
    expect(levels(shapeOfValue([tree(3, 6)]))).toHaveLength(4)
  })

  test('looks at some hundred objects of a web of rows, not at a power of their number', () => {
    const { rows, looks } = web(12)
    const shape = shapeOfValue(rows.slice(0, 1))
    expect(looks()).toBeLessThan(1_000)
    expect(Object.keys(shape.kind === 'object' ? shape.fields : {})).toHaveLength(12)
  })

  test('names the fields of what is sent, however many objects stand beside one another', () => {
    const many = Array.from({ length: 300 }, (_, at) => makeGlobal(`one ${at}`, { id: constant(at) }))
    const list: Thing = { ...makeGlobal('list'), tag: 'array', element: { value: many, order: 0 } }
    const shape = shapeOfValue([makeGlobal('body', { list: [list], name: constant(1) })])
    expect(shape).toMatchObject({ kind: 'object', fields: { list: { shape: { kind: 'array' } }, name: {} } })
  })
})
