import { afterAll, beforeAll, expect, test } from 'vitest'
import { anyone } from '../../access/index.ts'
import { integer, pgTable, timestamps } from '../../data/schema/index.ts'
import { resource } from '../index.ts'
import { type TestBackend, withBackend } from './backend.ts'

const id = () => integer().primaryKey()
const basketId = () =>
  integer()
    .notNull()
    .references(() => baskets.id)
const baskets = pgTable('baskets', { id: id() })
const lines = pgTable('lines', { id: id(), basketId: basketId(), ...timestamps() })
const labels = pgTable('labels', { id: id(), basketId: basketId() })
const notes = pgTable('notes', { id: id(), basketId: basketId(), place: integer().notNull(), ...timestamps() })

const open = { allow: { read: anyone, write: anyone } }
const related = { children: { lines }, embed: ['labels'], include: ['notes'] }

type Row = Readonly<Record<string, readonly { readonly id: number }[]>>

let backend: TestBackend
beforeAll(async () => {
  backend = await withBackend({
    schema: { baskets, lines, labels, notes },
    resources: [
      resource(baskets, { ...open, ...related }),
      resource(lines, open),
      resource(labels, open),
      resource(notes, { ...open, sort: ['place'] }),
    ],
  })
  await backend.asOwner('insert into baskets values (1)')
  // Stored in an order that is neither that of the keys nor that of the times.
  await backend.asOwner(`insert into lines values
    (4, 1, '2026-01-02'), (1, 1, '2026-01-03'), (3, 1, '2026-01-02'), (2, 1, '2026-01-01')`)
  await backend.asOwner('insert into labels values (3, 1), (1, 1), (2, 1)')
  await backend.asOwner(
    `insert into notes values (1, 1, 20, '2026-01-01'), (2, 1, 30, '2026-01-02'), (3, 1, 10, '2026-01-03')`,
  )
})
afterAll(() => backend?.stop())

test.each([
  ['lines', 'by the time they were made, then by key', [2, 3, 4, 1]],
  ['labels', 'by key where they have no time', [1, 2, 3]],
  ['notes', 'as their own list is, where it declares an order', [3, 1, 2]],
])('%s inside of a row stand %s', async (name, _, expected) => {
  const ids = (row: Row | undefined) => row?.[name]?.map(each => each.id)
  const include = ['notes']
  const [listed] = await backend.ask<Row[]>('baskets.list', { list: { include } })
  const got = await backend.ask<Row>('baskets.get', {
    params: { id: '1' },
    query: { include: 'notes' },
  })
  expect([ids(listed), ids(got)]).toEqual([expected, expected])
})
