import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataOf, openWorld, type Person, send, type World } from './world.ts'

let world: World
let ann: Person
let acme: string

beforeAll(async () => {
  world = await openWorld()
  ann = await world.person('ann')
  acme = await world.found(ann, 'Acme')
  await world.ask(`POST /tenants/${acme}/roles`, ann, { name: 'mine', permissions: ['notes:read'] })
  await world.ask(`POST /tenants/${acme}/invitations`, ann, { email: 'x@example.com', role: 'mine' })
})
afterAll(() => world?.stop())

const reads = ['', '/settings', '/members', '/invitations', '/roles', '/export']

interface Schema {
  readonly properties?: Record<string, Schema>
  readonly items?: Schema
  readonly required?: string[]
  readonly $ref?: string
}

it('every operation stands in OpenAPI, and answers what it says there', async () => {
  const document = world.app.app.openapi() as unknown as {
    paths: Record<
      string,
      Record<string, { responses: Record<string, { content: Record<string, { schema: Schema }> }> }>
    >
    components: { schemas: Record<string, Schema> }
  }
  for (const { name, method, path } of world.app.app.operations.filter(({ module }) => module === 'tenants')) {
    const shown = document.paths[`/api${path.replace(/:(\w+)/g, '{$1}')}`]?.[method.toLowerCase()]
    expect(shown, name).toBeDefined()
  }
  const resolve = (schema: Schema | undefined): Schema =>
    schema?.$ref === undefined
      ? (schema ?? {})
      : (document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {})
  for (const read of reads) {
    const { status, body } = await world.ask(`GET /tenants/${acme}${read}`, ann)
    expect(status, read).toBe(200)
    const answer = resolve(
      document.paths[`/api/tenants/{id}${read}`]?.get?.responses['200']?.content['application/json']?.schema,
    )
    const data = resolve(answer.properties?.data)
    const item = data.items === undefined ? data : resolve(data.items)
    const given = dataOf(body)
    const keys = Object.keys((Array.isArray(given) ? given[0] : given) as object)
    expect(keys.toSorted(), read).toEqual(Object.keys(item.properties ?? {}).toSorted())
  }
})

it('speaks the dialect: casing, paths, names of fields and envelopes', async () => {
  const other = await world.instance({
    dialect: {
      casing: 'snake',
      envelope: { list: { results: '$items', count: '$total' }, item: { '...': '$item' } },
      paths: { 'tenants.list': 'GET /organisations', 'tenants.settings': 'GET /organisations/:id/config' },
      names: { 'tenants.list': { role: 'my_role' } },
    },
  })
  const ask = async (request: string, body?: unknown) => (await send(other.as(ann.token), request, body)).body
  expect(await ask('GET /organisations')).toEqual({
    results: [
      {
        id: acme,
        slug: 'acme',
        name: 'Acme',
        my_role: 'owner',
        current: true,
        created_at: expect.any(String),
        ends_at: null,
      },
    ],
    count: 1,
  })
  expect(await ask(`GET /tenants/${acme}/members`)).toMatchObject({ results: [{ joined_at: expect.any(String) }] })
  expect(await ask(`GET /organisations/${acme}/config`)).toEqual({ theme: 'light', exports: false })
  expect((await send(other.as(ann.token), 'GET /tenants')).status).toBe(405)
  expect(await ask(`POST /tenants/${acme}/roles`, { name: 'two', permissions: [] })).toEqual({
    name: 'two',
    permissions: [],
    custom: true,
  })
})
