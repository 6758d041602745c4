import { join } from 'node:path'
import { attack, testApp } from 'plinth/testing'
import { it } from 'vitest'
import backend from '../backend.ts'

it('8.2.1 8.2.2 8.2.3 stands against everybody who asks for what is not theirs', async () => {
  const app = await testApp(backend, { directory: join(import.meta.dirname, '..') })
  try {
    const { hold } = await attack(app)
    hold()
  } finally {
    await app.stop()
  }
}, 120_000)
