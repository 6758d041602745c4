import { describe, expect, it } from 'vitest'
import { call } from '../../derive/test/kit.ts'
import type { Endpoint, Shape } from '../../endpoint.ts'
import { compare, isNote, unused } from '../compare.ts'

const json = (schema: object) => ({ content: { 'application/json': { schema } } })
const note = {
  type: 'object',
  required: ['title', 'state', 'author'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    title: { type: 'string' },
    count: { type: ['integer', 'null'] },
    state: { enum: ['open', 'done'], default: 'open' },
    author: { $ref: '#/components/schemas/Author' },
    tags: { type: 'array', items: { type: 'string' } },
    any: {},
  },
}
const document = {
  paths: {
    '/notes': {
      get: {
        parameters: [
          { in: 'query', name: 'page' },
          { in: 'query', name: 'state[in]' },
          { in: 'query', name: 'team', required: true },
        ],
        responses: { 200: json({ type: 'array', items: note }) },
      },
      post: { requestBody: json(note), responses: { 201: json(note) } },
    },
    '/notes/{id}': { delete: { responses: { 501: {} } } },
  },
  components: {
    schemas: {
      Author: { allOf: [{ type: 'object', required: ['name'] }, { properties: { name: { type: 'string' } } }] },
    },
  },
}

const object = (fields: Record<string, Shape>): Shape => ({
  kind: 'object',
  fields: Object.fromEntries(Object.entries(fields).map(([name, shape]) => [name, { shape, optional: false }])),
})
const text: Shape = { kind: 'string' }
const number: Shape = { kind: 'number' }
const found = (endpoint: Endpoint) =>
  compare([endpoint], document).map(({ kind, name, detail }) =>
    [kind, name, ...(detail === undefined ? [] : [detail])].join(' '),
  )
const sends = (fields: Record<string, Shape>, more: Partial<Endpoint> = {}) =>
  found(call('POST /notes', { bodyShape: object(fields), ...more }))

const whole = { title: text, author: object({ name: text }) }

describe('what is sent', () => {
  it('agrees where kinds do, and where either side says nothing', () => {
    expect(sends({ ...whole, count: { kind: 'null' }, tags: { kind: 'array', of: text }, any: number })).toEqual([])
    expect(sends({ ...whole, title: { kind: 'unknown' }, state: { kind: 'literal', values: ['done'] } })).toEqual([])
  })

  it('misses what is required, at any depth, unless there is a default', () => {
    expect(sends({ count: number })).toEqual(['required title', 'required author'])
    expect(sends({ ...whole, author: object({ age: number }) })).toEqual(['required author.name'])
  })

  it('is of another kind', () => {
    expect(sends({ ...whole, title: number })).toEqual(['type title number, not string'])
    expect(sends({ ...whole, tags: { kind: 'array', of: number } })).toEqual(['type tags[] number, not string'])
    expect(sends({ ...whole, author: text })).toEqual(['type author string, not object'])
    expect(sends({ ...whole, state: { kind: 'literal', values: ['gone', 'open'] } })).toEqual([
      'type state gone, not open or done',
    ])
  })

  it('says nothing of kinds in a form, nor of a body that nobody knows', () => {
    expect(sends({ ...whole, count: text }, { encoding: 'multipart' })).toEqual([])
    expect(found(call('POST /notes'))).toEqual([])
  })

  it('is not taken', () => {
    expect(found(call('POST /notes', { body: ['colour'] }))).toEqual(['body colour'])
    expect(found(call('GET /notes', { query: ['page', 'team', 'word'] }))).toEqual(['query word'])
    expect(found(call('GET /notes/', { query: ['team', 'word'] }))).toEqual(['query word'])
    expect(found(call('GET /notes'))).toEqual(['required ?team'])
  })

  it('is taken as a list where lists are', () => {
    expect(found(call('GET /notes', { query: ['state[]', 'team', 'word[]'] }))).toEqual(['query word[]'])
  })
})

describe('what is read', () => {
  const reads = (names: string[], of: Record<string, Shape>) =>
    found(call('GET /notes', { query: ['team'], reads: names, answerShape: { kind: 'array', of: object(of) } }))

  it('is not given, or of another kind', () => {
    expect(reads(['[].colour'], {})).toEqual(['answer [].colour'])
    expect(reads(['[].title'], { title: number })).toEqual(['answerType [].title number, not string'])
  })

  it('may be one of more values than are given, and is another one where none of them is', () => {
    const state = (...values: string[]) => reads(['[].state'], { state: { kind: 'literal', values } })
    expect(state('gone', 'open')).toEqual([])
    expect(state('gone')).toEqual(['answerType [].state gone, not open or done'])
  })

  it('counts only where the code reads it', () => {
    expect(reads(['[].id'], { id: text, title: number })).toEqual([])
  })

  it('is what the code makes of it, where the type says a list and no list has such members', () => {
    const list: Shape = { kind: 'array', of: text }
    const parts = (name: string) =>
      compare([call('GET /boxes', { reads: [name], answerShape: object({ data: list }) })], {
        paths: { '/boxes': { get: { responses: { 200: json(boxes) } } } },
      }).map(({ kind, name: field }) => `${kind} ${field}`)
    const boxes = { properties: { data: { properties: { content: { type: 'array', items: {} } } } } }
    expect(parts('data.content[].id')).toEqual([])
    expect(parts('data.length')).toEqual(['answer data.length', 'answerType data'])
  })

  it('may say in other words that it went well', () => {
    const said = { properties: { message: { const: 'Done.' }, title: { const: 'Done.' } } }
    const words: Shape = { kind: 'literal', values: ['Box made.'] }
    const answerShape = object({ message: words, title: words })
    expect(
      compare([call('GET /boxes', { reads: ['message', 'title'], answerShape })], {
        paths: { '/boxes': { get: { responses: { 200: json(said) } } } },
      }).map(({ name }) => name),
    ).toEqual(['title'])
  })

  it('a key that is a number in the code is a note', () => {
    expect(reads(['[].id'], { id: number })).toEqual(['key [].id number, not string'])
    expect(isNote({ endpoint: '', kind: 'key', name: '', evidence: [] })).toBe(true)
  })
})

it('an operation answers 501, is not there, or is not asked for', () => {
  expect(found(call('DELETE /notes/{slug}'))).toEqual(['pending '])
  expect(found(call('GET /none'))).toEqual(['endpoint '])
  expect(unused([call('GET /notes')], document).map(({ endpoint }) => endpoint)).toEqual([
    'POST /notes',
    'DELETE /notes/{id}',
  ])
})

it('ends soon with schemas that contain themselves in many ways', () => {
  const self = { anyOf: Array.from({ length: 8 }, () => ({ $ref: '#/components/schemas/S' })) }
  const paths = { '/a': { post: { requestBody: json(self), responses: {} } } }
  const begun = performance.now()
  compare([call('POST /a', { bodyShape: object({ a: text }) })], { paths, components: { schemas: { S: self } } })
  expect(performance.now() - begun).toBeLessThan(1000)
})

describe('what the blueprint of the backend leaves to the user', () => {
  const known = [{ text: 'GET /notes?since' }, { text: 'POST /notes {sub-title}' }, { text: 'PUT /a:b' }]
  const kinds = (endpoint: Endpoint) =>
    compare([endpoint], document, known).map(difference => [difference.kind, difference.name, isNote(difference)])

  it('is a note', () => {
    expect(kinds(call('GET /notes', { query: ['page', 'since', 'team'] }))).toEqual([['ignored', 'since', true]])
    expect(kinds(call('POST /notes', { body: ['sub-title'] }))).toEqual([['ignored', 'sub-title', true]])
    expect(kinds(call('PUT /a:b'))).toEqual([['ignored', '', true]])
  })

  it('is that and nothing else', () => {
    expect(kinds(call('GET /notes', { query: ['team', 'until'] }))).toEqual([['query', 'until', false]])
    expect(kinds(call('POST /notes', { body: ['other'] }))).toEqual([['body', 'other', false]])
  })
})

describe('a row that is sent back as it came', () => {
  const written = { type: 'object', properties: { title: { type: 'string' } } }
  const put = (schema: object) => {
    const paths = { '/notes/{id}': { put: { requestBody: json(schema), responses: { 200: json(note) } } } }
    return compare([call('PUT /notes/{id}', { body: ['count', 'id', 'title'] })], { paths }).map(({ name }) => name)
  }

  it('may have the fields that the answer shows', () => {
    expect(put(written)).toEqual([])
  })

  it('may not where the backend refuses what it does not know', () => {
    expect(put({ ...written, additionalProperties: false })).toEqual(['count', 'id'])
  })
})

it('takes two paths for one where a part holds several parameters', () => {
  const paths = { '/hosts/{part2}': { put: { responses: { 501: {} } } } }
  expect(compare([call('PUT /hosts/{name},{address}')], { paths }).map(({ kind }) => kind)).toEqual(['pending'])
})

it('takes a token that is opened for a text, and types of what went wrong for no answer that is gone through', () => {
  const answers = (schema: object, reads: string[], answerShape: Shape) => {
    const paths = { '/session': { get: { responses: { 200: json(schema) } } } }
    return compare([call('GET /session', { reads, answerShape })], { paths }).map(({ kind, name }) => `${kind} ${name}`)
  }
  const session = { type: 'object', properties: { token: { type: 'string' } } }
  expect(answers(session, ['token.exp'], object({ token: object({ exp: number }) }))).toEqual([])
  expect(answers(session, ['token.color'], object({ token: object({ color: text }) }))).not.toEqual([])
  const list = { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } }
  expect(answers(list, ['[].name'], object({ code: number, message: text }))).toEqual([])
  expect(answers(list, ['[].name', 'code'], object({ code: number, message: text }))).not.toEqual([])
})

it('takes one of two spellings that the code reads, and a word that the path says, too', () => {
  const shown = json({ type: 'object', properties: { clientName: { type: 'string' } } })
  const told = { paths: { '/bills/{id}': { get: { responses: { 200: shown } } } } }
  const asked = (reads: string[], query: string[]) =>
    compare([call('GET /bills/{id}', { reads, query })], told).map(({ kind, name }) => `${kind} ${name}`)
  expect(asked(['clientName', 'client_name'], ['id'])).toEqual([])
  expect(asked(['client_name'], ['page'])).toEqual(['query page', 'answer client_name'])
})
