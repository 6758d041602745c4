import { afterAll, beforeAll, expect, it } from 'vitest'
import { compileDialect } from '../../dialect/index.ts'
import { openapi } from '../index.ts'
import { noteOperations, type Running, startServer, testParts } from './kit.ts'

// A frontend that names rows in the query and in bodies.
const dialect = {
  envelope: { item: '$item', body: { note: '$input' } },
  bodies: { 'notes.delete': '$input' },
  paths: {
    'notes.get': 'GET /note',
    'notes.update': 'PUT /notes',
    'notes.delete': 'POST /notes/remove',
  },
  params: {
    'notes.get': { id: 'query.noteId' },
    'notes.update': { id: 'body.id' },
    'notes.delete': { id: 'body.ID' },
  },
} as const

let running: Running

beforeAll(async () => {
  const operations = noteOperations().map(compileDialect(dialect).placed)
  running = await startServer(testParts({ operations }, dialect))
})

afterAll(() => running[Symbol.asyncDispose]())

async function ask(method: string, path: string, body?: unknown) {
  const sent = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await fetch(`${running.url}/api${path}`, { method, ...sent })
  return `${answer.status} ${await answer.text()}`
}

it.each([
  ['GET', '/note?noteId=2', undefined, '200 {"id":2,"title":"Second"}'],
  ['PUT', '/notes', { note: { id: 2, title: 'Other' } }, '200 {"id":2,"ifMatch":null}'],
  ['POST', '/notes/remove', { ID: 'a' }, '204 '],
])('%s %s takes the row from where it is named', async (method, path, body, answer) => {
  expect(await ask(method, path, body)).toBe(answer)
})

it.each([
  ['GET', '/note', undefined, 'noteId'],
  ['GET', '/note?noteId=', undefined, 'noteId'],
  ['GET', '/note?noteId=1&noteId=2', undefined, 'noteId'],
  ['GET', '/note?noteId=a%00b', undefined, 'noteId'],
  ['PUT', '/notes', { note: { title: 'Other' } }, 'id'],
  ['PUT', '/notes', { note: { id: { gt: 0 }, title: 'Other' } }, 'id'],
  ['PUT', '/notes', { note: { id: 2 } }, 'title'],
  ['PUT', '/notes', { note: { id: 2, title: 'Other', more: true } }, 'more'],
  ['POST', '/notes/remove', { id: 'a' }, 'ID'],
  ['POST', '/notes/remove', [1], 'ID'],
])('%s %s without one, or with more, names what is wrong', async (method, path, body, field) => {
  const answer = await ask(method, path, body)
  expect(answer).toMatch(/^400 /)
  expect(answer).toContain(`"field":"${field}"`)
})

it('shows them where they are sent', () => {
  const compiled = compileDialect(dialect)
  const { paths, components } = openapi(noteOperations().map(compiled.placed), compiled, {
    title: 'Notes',
    version: '1',
  })
  expect(paths['/api/note']).toMatchObject({ get: { parameters: [{ in: 'query', name: 'noteId', required: true }] } })
  expect(JSON.stringify(paths['/api/notes'])).not.toContain('"path"')
  expect(components.schemas).toMatchObject({ NotesUpdateBody: { required: ['id', 'title'] } })
})

it('refuses a parameter that the operation has not, and a place that is none', () => {
  const wrong = { params: { 'notes.get': { slug: 'query.slug' } } }
  expect(() => noteOperations().map(compileDialect(wrong).placed)).toThrow('params.notes.get.slug')
  expect(() => compileDialect({ params: { 'notes.get': { id: 'header.id' } } })).toThrow('params')
})
