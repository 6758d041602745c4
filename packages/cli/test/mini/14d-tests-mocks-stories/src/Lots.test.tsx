import { expect, it, vi } from 'vitest'

it('asks for the lots', async () => {
  vi.stubGlobal('fetch', vi.fn())
  await fetch('/api/test-only')
  expect(fetch).toHaveBeenCalledWith('/api/test-only')
})
