import { afterAll, beforeAll, expect, test } from 'vitest'
import { attack } from '../../../testing/index.ts'
import { type Archive, openArchive } from '../archive.ts'

let archive: Archive
beforeAll(async () => {
  archive = await openArchive()
})
afterAll(() => archive?.stop())

test('8.2.1 8.2.2 8.2.3 8.4.1 15.3.3 3.5.3 15.3.6 15.3.7 1.2.4 nothing gets through the archive', async () => {
  const { findings, hold } = await attack(archive.app)
  hold()
  expect(findings.length).toBeGreaterThan(3000)
}, 120_000)
