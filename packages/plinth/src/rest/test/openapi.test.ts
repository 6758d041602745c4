import { expect, test } from 'vitest'
import { signedIn } from '../../access/index.ts'
import { compileDialect } from '../../dialect/index.ts'
import type { JsonSchema, Operation } from '../../operations/index.ts'
import { type OpenApi, openapi } from '../index.ts'
import { noteOperations, startServer, testParts } from './kit.ts'

const info = { title: 'Notes', version: '1.2.3' }

interface Node {
  readonly [key: string]: unknown
}

function at({ paths }: OpenApi, path: string, method: string): Node {
  return (paths[path]?.[method] ?? {}) as Node
}

function* nodes(value: unknown, place = '#'): Generator<readonly [string, Node]> {
  if (typeof value !== 'object' || value === null) return
  yield [place, value as Node]
  for (const [key, part] of Object.entries(value)) yield* nodes(part, `${place}/${key.replaceAll('/', '~1')}`)
}

test.each([
  [{}],
  [{ base: '', casing: 'snake', envelope: { item: { $name: '$item' }, error: { errors: '$fields' } } } as const],
])('the document is complete in itself (%j)', options => {
  const document = openapi(noteOperations(), compileDialect(options), info)
  const places = new Set([...nodes(document)].map(([place]) => place))
  for (const [place, node] of nodes(document)) {
    if (typeof node.$ref === 'string') expect(places, place).toContain(node.$ref)
  }
  const ids = new Set<string>()
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const operation of Object.values(methods) as Node[]) {
      expect(ids).not.toContain(operation.operationId)
      ids.add(operation.operationId as string)
      checkParameters(path, operation.parameters as Node[])
      expect(Object.keys(operation.responses as Node).some(status => /^2\d\d$/.test(status))).toBe(true)
      for (const response of Object.values(operation.responses as Node) as Node[]) {
        expect(response.$ref ?? response.description).toEqual(expect.any(String))
      }
    }
  }
  expect(ids.size).toBe(noteOperations().length)
})

/** OpenAPI 3.1, section 4.8.12: each parameter once, and every name of the path bound and required. */
function checkParameters(path: string, parameters: readonly Node[]): void {
  const keys = parameters.map(parameter => `${parameter.in} ${parameter.name}`)
  expect(new Set(keys).size).toBe(keys.length)
  for (const parameter of parameters) expect(parameter.schema).toBeDefined()
  const inPath = parameters.filter(parameter => parameter.in === 'path' && parameter.required === true)
  expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? [])
}

test('it says what the server does', async () => {
  const operations = noteOperations().map(
    (one): Operation => (one.name === 'notes.create' ? { ...one, allow: signedIn } : one),
  )
  const document = openapi(operations, compileDialect(), info)
  const create = at(document, '/api/notes', 'post')
  expect(create).toMatchObject({
    operationId: 'notes.create',
    tags: ['notes'],
    security: [{ token: [] }],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/NotesCreateBody' } } },
    },
    responses: {
      201: {
        content: { 'application/json': { schema: { properties: { data: { $ref: '#/components/schemas/Note' } } } } },
      },
      400: { $ref: '#/components/responses/Invalid' },
    },
  })
  const list = at(document, '/api/notes', 'get')
  const words = (list.parameters as Node[]).map(({ name }) => name)
  expect(words).toEqual(
    expect.arrayContaining(['title', 'title[in]', 'createdAt[gte]', 'sort', 'page', 'cursor', 'include', 'search']),
  )
  expect(list.security).toEqual([{}, { token: [] }])
  expect(at(document, '/api/notes/{id}', 'delete').responses).toHaveProperty('204')
})

test('it says how to sign in: by a token, and where they are, by a cookie or a key', () => {
  const [list] = noteOperations() as [Operation]
  const createKey: Operation = { ...list, name: 'auth.createKey', path: '/auth/keys', allow: signedIn }
  const schemesOf = (operations: readonly Operation[], cookie?: string) =>
    openapi(operations, compileDialect(), { ...info, cookie }).components.securitySchemes
  expect(schemesOf([list])).toEqual({ token: { type: 'http', scheme: 'bearer' } })
  const all = openapi([createKey], compileDialect(), { ...info, cookie: '__Host-access' })
  expect(schemesOf([createKey], '__Host-access')).toMatchObject({
    cookie: {
      type: 'apiKey',
      in: 'cookie',
      name: '__Host-access',
      description: expect.stringContaining('x-csrf-token'),
    },
    key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
  })
  expect(at(all, '/api/auth/keys', 'get').security).toEqual([{ token: [] }, { cookie: [] }, { key: [] }])
})

test('every word that it lists is understood', async () => {
  await using running = await startServer(testParts())
  const document = openapi(noteOperations(), compileDialect(), info)
  for (const { name } of at(document, '/api/notes', 'get').parameters as { name: string }[]) {
    const text = await (await fetch(`${running.url}/api/notes?${encodeURIComponent(name)}=x`)).text()
    expect(text).not.toContain('Unknown word')
  }
})

test('the same operations give the same bytes', () => {
  const make = (): string => JSON.stringify(openapi(noteOperations(), compileDialect(), info))
  expect(make()).toBe(make())
})

test('two schemas of one name get two names', () => {
  const [, get] = noteOperations() as [Operation, Operation]
  const schema: JsonSchema = { type: 'object', properties: { other: { type: 'string' } } }
  const other: Operation = { ...get, name: 'notes.other', path: '/other', answer: { ...get.answer, schema } }
  const { schemas } = openapi([get, other], compileDialect(), info).components as { schemas: object }
  expect(Object.keys(schemas)).toEqual(['Error', 'Note', 'Note2'])
})

test('the docs are one page with files of its own, and escape what they are told', async () => {
  const [, get] = noteOperations() as [Operation, Operation]
  const hostile: Operation = { ...get, summary: '</code><script>alert(1)</script>' }
  await using running = await startServer(testParts({ operations: [hostile], options: { docs: true } }))
  const page = await fetch(`${running.url}/docs`)
  const text = await page.text()
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'; style-src 'self'")
  expect(text).not.toContain('<script>')
  expect(text).not.toMatch(/https?:\/\/(?!localhost:4000)/)
  for (const [, file] of text.matchAll(/(?:src|href)="(\/docs\/[^"]+)"/g)) {
    expect((await fetch(running.url + file)).status).toBe(200)
  }
  expect(await (await fetch(`${running.url}/openapi.json`)).json()).toMatchObject({ openapi: '3.1.0' })
})
