import { join } from 'node:path'
import { testContract } from 'plinth/testing'
import { afterAll, beforeAll, it } from 'vitest'
import backend from '../backend.ts'
import demo from '../seeds/demo.ts'
import { contract } from './contract.ts'

testContract(contract, {
  backend,
  directory: join(import.meta.dirname, '..'),
  seed: demo,
  runner: { after: afterAll, before: beforeAll, test: it },
})
