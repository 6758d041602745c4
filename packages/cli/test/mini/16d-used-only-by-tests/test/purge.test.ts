import { expect, it } from 'vitest'
import { purge } from '../src/api'

it('empties the cellar', async () => {
  expect(await purge()).toBeUndefined()
})
