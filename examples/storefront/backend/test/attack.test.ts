import { join } from 'node:path'
import { attack, testApp } from 'plinth/testing'
import { it } from 'vitest'
import backend from '../backend.ts'

it('8.2.1 8.2.2 8.2.3 stands against everybody who asks for what is not theirs', async () => {
  const app = await testApp(backend, { directory: join(import.meta.dirname, '..') })
  try {
    // Only what is for sale, and in stock, can be ordered.
    const { hold } = await attack(app, { rows: { products: { status: 'active', stock: 1000 } } })
    hold()
  } finally {
    await app.stop()
  }
}, 120_000)
