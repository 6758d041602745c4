import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newMigration } from '../../data/migrations/index.ts'
import { answered, answeredAnew, type Contract, sent, testContract } from '../index.ts'
import { library, people, schema } from './library.ts'

const reader = { email: 'rita@example.com', password: 'demo-reader-1' }

// Each test of the contract is named by its place here.
const contract: Contract = {
  signIn: {
    ask: 'POST /api/auth/login',
    token: 'accessToken',
    people: { reader, stranger: { ...reader, password: 'x' } },
  },
  requests: [
    {
      ask: 'GET /api/books/{id}',
      at: 'before anything is there',
      params: { id: answered('POST /api/books', 'id') },
      reads: { data: { id: 'string', title: 'string', note: 'string|null' } },
    },
    {
      ask: 'POST /api/books',
      at: 'made again',
      as: 'reader',
      body: { title: 'Book {n}', note: null },
      reads: { data: { title: 'string' } },
    },
    {
      ask: 'DELETE /api/books/{id}',
      at: 'one of its own',
      as: 'reader',
      params: { id: answeredAnew('POST /api/books', 'id') },
    },
    {
      ask: 'DELETE /api/books/{id}',
      at: 'another one of its own',
      as: 'reader',
      params: { id: answeredAnew('POST /api/books', 'id') },
    },
    {
      ask: 'DELETE /api/books/{id}',
      at: 'the last one',
      as: 'reader',
      params: { id: answered('POST /api/books', 'id') },
    },
    { ask: 'GET /api/books', at: 'a field too many', query: { limit: 1 }, reads: { data: [{ isbn: 'string' }] } },
    { ask: 'POST /api/books', at: 'a guest', body: { title: 'Stolen' } },
    { ask: 'POST /api/books', at: 'a stranger', as: 'stranger', body: { title: 'Stolen' } },
    { ask: 'POST /api/books', at: 'somebody unknown', as: 'nemo', body: { title: 'Stolen' } },
    { ask: 'POST /api/loans', at: 'pending', gives: 501 },
    { ask: 'GET /api/covers/{name}', at: 'an empty name', params: { name: '' }, gives: 501 },
    { ask: 'POST /api/loans', at: 'pending, and taken for written' },
    { ask: 'GET /api/books', at: 'written, and taken for pending', gives: 501 },
    {
      ask: 'POST /api/auth/register',
      at: 'somebody new',
      body: { name: 'N', email: 'new-{n}@example.com', password: 'a-good-password-1' },
    },
    {
      ask: 'POST /api/auth/login',
      at: 'the same',
      body: {
        email: sent('POST /api/auth/register', 'email'),
        password: sent('POST /api/auth/register', 'password'),
      },
    },
    { ask: 'GET /api/books/{id}', at: 'a lost reference', params: { id: answered('GET /api/shelves', 'id') } },
  ],
}

const outcomes = new Map<string, string>()
const directory = mkdtempSync(join(tmpdir(), 'plinth-contract-'))

/** Runs the contract as a test runner would, and keeps how each test ended. */
beforeAll(async () => {
  await newMigration({ folder: join(directory, 'migrations'), schema })
  const begin: (() => Promise<void>)[] = []
  const end: (() => Promise<void>)[] = []
  const tests: (readonly [string, () => Promise<void>])[] = []
  const runner = {
    before: (run: () => Promise<void>) => begin.push(run),
    after: (run: () => Promise<void>) => end.push(run),
    test: (name: string, run: () => Promise<void>) => tests.push([name, run]),
  }
  testContract(contract, { backend: library, directory, seed: people, runner })
  for (const run of begin) await run()
  for (const [name, run] of tests) {
    outcomes.set(
      name,
      await run().then(
        () => 'passed',
        (error: Error) => error.message,
      ),
    )
  }
  for (const run of end) await run()
})

afterAll(() => rmSync(directory, { recursive: true, force: true }))

it('asks first for what a request needs, and makes anew what one takes away', () => {
  expect(outcomes.get('GET /api/books/{id} gives what before anything is there reads')).toBe('passed')
  expect(outcomes.get('POST /api/books gives what made again reads')).toBe('passed')
  expect(outcomes.get('DELETE /api/books/{id} gives what one of its own reads')).toBe('passed')
  expect(outcomes.get('DELETE /api/books/{id} gives what another one of its own reads')).toBe('passed')
})

it('goes on with what was there when something was made anew, and taken away', () => {
  expect(outcomes.get('DELETE /api/books/{id} gives what the last one reads')).toBe('passed')
})

it('signs in with what was sent before', () => {
  expect(outcomes.get('POST /api/auth/login gives what the same reads')).toBe('passed')
})

it('fails where a field is not in the answer', () => {
  const outcome = outcomes.get('GET /api/books gives what a field too many reads')
  expect(outcome).toContain('data[].isbn is missing, and the frontend reads string in {"success":true')
})

it.each([
  ['a guest', 'answers 401'],
  ['a stranger', 'no accessToken for stranger'],
  ['somebody unknown', 'does not say how nemo signs in'],
])('fails where %s may not', (who, message) => {
  expect(outcomes.get(`POST /api/books gives what ${who} reads`)).toContain(message)
})

it('takes 501 for an answer only where nobody has written it yet', () => {
  expect(outcomes.get('POST /api/loans, asked for by pending, is not written yet')).toBe('passed')
  expect(outcomes.get('GET /api/covers/{name}, asked for by an empty name, is not written yet')).toBe('passed')
  expect(outcomes.get('POST /api/loans gives what pending, and taken for written reads')).toContain('answers 501')
  expect(outcomes.get('GET /api/books, asked for by written, and taken for pending, is not written yet')).toContain(
    'take `gives: 501` away',
  )
})

it('names a request that another one needs and the contract does not have', () => {
  expect(outcomes.get('GET /api/books/{id} gives what a lost reference reads')).toContain('no request GET /api/shelves')
})
