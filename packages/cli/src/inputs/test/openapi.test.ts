import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { blueprintSchema } from '../../blueprint/blueprint.ts'
import { deriveBlueprint } from '../../blueprint/derive/derive.ts'
import { call } from '../../blueprint/derive/test/kit.ts'
import { readOpenapi } from '../openapi/openapi.ts'

let place: string
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'plinth-openapi-'))
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

function file(content: unknown): string {
  const path = join(place, 'api.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, undefined, 2))
  return path
}

const json = (schema: object) => ({ content: { 'application/json': { schema } } })
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

const notes = {
  openapi: '3.1.0',
  servers: [{ url: 'https://{region}.example.com/api/{version}', variables: { version: { default: 'v1' } } }],
  security: [{ key: [] }],
  paths: {
    '/notes': {
      get: {
        security: [],
        parameters: [{ in: 'query', name: 'page', schema: { type: 'integer' } }],
        responses: { 200: json({ type: 'array', items: ref('Note') }) },
      },
      post: { requestBody: json(ref('Draft')), responses: { 201: json(ref('Note')) } },
    },
    '/notes/{note-id}': {
      parameters: [{ in: 'query', name: 'deep', schema: { type: 'boolean' } }],
      get: { responses: { 200: json(ref('Note')), 404: json({ type: 'object' }) } },
      options: {},
    },
  },
  components: {
    securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
    schemas: {
      Draft: {
        type: 'object',
        required: ['title'],
        properties: {
          title: { type: 'string', minLength: 3, maxLength: 80 },
          state: { enum: ['open', 'done'] },
          due: { type: ['string', 'null'], format: 'date-time' },
        },
      },
      Note: {
        allOf: [
          ref('Draft'),
          { type: 'object', properties: { id: { type: 'string', format: 'uuid' }, parent: ref('Note') } },
        ],
      },
    },
  },
}

describe('a document', () => {
  it('asks for its operations, under the path of its server', () => {
    const { endpoints, base, unresolved } = readOpenapi(file(notes))
    expect(base?.path).toBe('/api/v1')
    expect(endpoints.map(({ method, path, query, body }) => ({ method, path, query, body }))).toEqual([
      { method: 'GET', path: '/api/v1/notes', query: ['page'], body: [] },
      { method: 'POST', path: '/api/v1/notes', query: [], body: ['due', 'state', 'title'] },
      { method: 'GET', path: '/api/v1/notes/{noteId}', query: ['deep'], body: [] },
    ])
    expect(endpoints[0]?.reads).toEqual(['[].due', '[].id', '[].parent', '[].state', '[].title'])
    expect(unresolved).toMatchObject([{ text: 'OPTIONS /notes/{note-id}' }])
  })

  it('points to the operation and its line', () => {
    const path = file(notes)
    const [first] = readOpenapi(path).endpoints
    expect(first?.evidence).toEqual([
      {
        file: `${path}#/paths/~1notes/get`,
        line: JSON.stringify(notes, undefined, 2)
          .slice(0, JSON.stringify(notes, undefined, 2).indexOf('"get"'))
          .split('\n').length,
      },
    ])
  })

  it('gives a blueprint with limits, enums and who may', () => {
    const blueprint = deriveBlueprint([readOpenapi(file(notes))], { name: 'notes' })
    blueprintSchema.parse(blueprint)
    const field = (name: string) =>
      blueprint.tables.find(each => each.name === 'notes')?.fields.find(each => each.name === name)
    expect(field('title')).toMatchObject({ type: 'text', required: true, minLength: 3, maxLength: 80 })
    expect(field('state')).toMatchObject({ values: ['open', 'done'] })
    expect(field('due')).toMatchObject({ type: 'timestamp', required: false })
    expect(blueprint.resources[0]?.operations).toHaveProperty('create')
  })

  it('is one with a frontend, whose places stay as they are', () => {
    const path = file(notes)
    const frontend = { root: '.', endpoints: [call('GET /api/v1/notes/{slug}', { reads: ['colour'] })] }
    const { endpoints } = deriveBlueprint([frontend, readOpenapi(path)], { name: 'notes' })
    const both = endpoints.find(endpoint => endpoint.path === '/api/v1/notes/{slug}')
    expect(both?.reads).toEqual(['colour', 'due', 'id', 'parent', 'state', 'title'])
    expect(both?.evidence.map(each => each.file)).toEqual([`${path}#/paths/~1notes~1{note-id}/get`, 'src/api/v1.ts'])
  })

  it('that refers to itself in all directions ends soon', () => {
    const names = Array.from({ length: 40 }, (_, at) => `S${at}`)
    const properties = Object.fromEntries(names.map(name => [name, ref(name)]))
    const schemas = Object.fromEntries(names.map(name => [name, { type: 'object', properties }]))
    const begun = performance.now()
    readOpenapi(
      file({
        openapi: '3.0.3',
        paths: { '/a': { get: { responses: { 200: json(ref('S0')) } } } },
        components: { schemas },
      }),
    )
    expect(performance.now() - begun).toBeLessThan(2000)
  })
})

describe('a malformed document is one error with its place', () => {
  it.each([
    ['a comma too many', '{\n  "openapi": "3.1.0",\n}', 'api.json:3:1 is not JSON: a name in double quotes'],
    ['an end too early', '{\n  "paths": {', 'api.json:2:13 is not JSON'],
    ['YAML', 'openapi: 3.1.0\n', 'api.json:1:1 is not JSON: a value is expected'],
    ['a text without end', '["a\\"]', 'api.json:1:2 is not JSON: this text has no end'],
    ['a wrong escape', '["a\\x"]', 'api.json:1:4 is not JSON'],
    ['two values', '{} {}', 'api.json:1:4 is not JSON'],
    ['a line break in a text', '["a\nb"]', 'api.json:1:4 is not JSON'],
    ['no end of depth', '['.repeat(100_000), 'nested too deeply'],
    ['Swagger', '{ "swagger": "2.0" }', '/swagger (line 1): This is Swagger 2.0'],
    ['another version', '{\n"openapi": "4" }', '/openapi (line 2): `openapi` has to'],
    ['no paths', '{ "openapi": "3.1.0" }', 'There are no paths'],
    ['a path without a slash', '{ "openapi": "3.1.0", "paths": { "a": {} } }', '/paths/a (line 1): A path begins'],
    [
      'no object',
      '{ "openapi": "3.1.0",\n"paths": { "/a": { "get": 4 } } }',
      '/paths/~1a/get (line 2): An operation is',
    ],
    ['a list', '[]', 'its root (line 1)'],
  ])('%s', (_, text, message) => {
    expect(() => readOpenapi(file(text))).toThrow(message)
  })

  it('that is not there', () =>
    expect(() => readOpenapi(join(place, 'none.json'))).toThrow(/There is no file .*none\.json/))
})
