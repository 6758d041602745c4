import { expect, test } from 'vitest'
import { readMutated } from './mutate.ts'

test('300 sources with flipped bytes are read without a crash, each in under three seconds', async () => {
  const { casualties } = await readMutated(300, 1, 3000)
  expect(casualties).toEqual([])
}, 120_000)
