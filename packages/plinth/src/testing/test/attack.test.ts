import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { action, conflict, defineBackend, module, owner, resource, signedIn } from 'plinth'
import { id, index, pgTable, text, uuid } from 'plinth/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newMigration } from '../../data/migrations/index.ts'
import { type TestDatabase, withDatabase } from '../../data/testing.ts'
import { type AttackResult, attack, type TestApp, testApp } from '../index.ts'

const users = pgTable('users', { id: id(), email: text().notNull().unique() })
const notes = pgTable(
  'notes',
  {
    id: id(),
    ownerId: uuid()
      .notNull()
      .references(() => users.id),
    text: text().notNull(),
  },
  t => [index().on(t.ownerId)],
)
const schema = { users, notes }

const backend = defineBackend({
  name: 'careless',
  schema,
  auth: { users, roles: { admin: ['*'], reader: [] } },
  modules: [
    module('notes', {
      tables: [notes],
      resources: [resource(notes, { allow: { read: owner('ownerId'), create: signedIn, write: owner('ownerId') } })],
      actions: [
        action('GET /peek', {
          allow: signedIn,
          async run({ db, actor }) {
            await db.insert(notes).values({ ownerId: actor.kind === 'user' ? String(actor.id) : '', text: 'seen' })
          },
        }),
        action('POST /notes/:id/burn', {
          on: notes,
          allow: owner('ownerId'),
          run: () => {
            throw conflict('It does not burn.')
          },
        }),
        action('POST /notes/:id/tear', {
          on: notes,
          allow: owner('ownerId'),
          run: () => {
            throw new TypeError('torn')
          },
        }),
      ],
    }),
  ],
})

const directory = mkdtempSync(join(tmpdir(), 'plinth-careless-'))
let database: TestDatabase
let app: TestApp
let result: AttackResult
beforeAll(async () => {
  await newMigration({ folder: join(directory, 'migrations'), schema })
  database = await withDatabase()
  const server = { logins: database, shown: database.name, embedded: true }
  app = await testApp(backend, { directory, server, env: { DATABASE_POOL: '4' } })
  result = await attack(app, { print: false })
})
afterAll(async () => {
  await app?.stop()
  await database?.stop()
  rmSync(directory, { recursive: true, force: true })
})

const problems = (operation: string): string =>
  result.failures
    .filter(failure => failure.operation === operation)
    .map(({ tried, problem }) => `${tried}: ${problem}`)
    .join('\n')

test('3.5.3 a GET that writes is told', () => {
  expect(problems('peek.get')).toContain('GET changes something')
})

test('an operation that could not be made to succeed is told, and so is a fault', () => {
  expect(problems('notes.burn')).toContain('should be served, and answers 409')
  expect(problems('notes.tear')).toContain('answers 500')
})

test('8.2.2 what keeps to its policies is not', () => {
  const names = ['notes.list', 'notes.get', 'notes.create', 'notes.replace', 'notes.update', 'notes.delete']
  expect(names.map(problems)).toEqual(names.map(() => ''))
  expect(() => result.hold()).toThrow('The attack got through')
})

test('a reason takes the place of success', async () => {
  const { failures, skipped } = await attack(app, {
    print: false,
    skip: { 'notes.burn': 'nothing burns in a test' },
    on: name => name === 'notes.burn',
  })
  expect(failures).toEqual([])
  expect(skipped['notes.burn']).toBe('nothing burns in a test')
})
