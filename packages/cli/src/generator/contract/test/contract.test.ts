import { expect, it } from 'vitest'
import { call, derive, signIn } from '../../../blueprint/derive/test/kit.ts'
import type { Field, Shape } from '../../../blueprint/endpoint.ts'
import { modelOf } from '../../emit/model.ts'
import { contractOf } from '../contract.ts'
import { readsOf } from '../reads.ts'
import { nothing } from '../sources.ts'

function steps(...calls: Parameters<typeof derive>[0]) {
  const { steps } = contractOf(modelOf(derive(calls)))
  return Object.fromEntries(steps.map(step => [step.ask, step]))
}

const projects = [
  call('GET /api/projects', { reads: ['data[].id', 'data[].name'] }),
  call('POST /api/projects', { body: ['name'], reads: ['data.id'] }),
]

it('asks for a row where it found it: rows that nobody makes stand under the first one of the demo rows', () => {
  const asked = steps(
    ...projects,
    call('GET /api/projects/{projectId}/hooks', { reads: ['data[].id', 'data[].url'] }),
    call('GET /api/projects/{projectId}/hooks/{hookId}', { reads: ['data.url'] }),
  )
  const list = asked['GET /api/projects/{projectId}/hooks']
  const one = asked['GET /api/projects/{projectId}/hooks/{hookId}']
  expect(one?.params.hookId).toMatchObject({ $answer: list?.ask })
  expect(one?.params.projectId).toEqual(list?.params.projectId)
})

it('sends the key of a row that is there, though the frontend writes another text for a new one', () => {
  const asked = steps(
    ...projects,
    call('GET /api/tasks', { reads: ['data[].id', 'data[].projectId', 'data[].title'] }),
    call('POST /api/tasks', {
      body: ['projectId', 'title'],
      bodyShape: {
        kind: 'object',
        fields: {
          projectId: { shape: { kind: 'literal', values: ['new'] }, optional: false },
          title: { shape: { kind: 'string' }, optional: false },
        },
      },
    }),
  )
  expect(asked['POST /api/tasks']?.body).toMatchObject({ projectId: { $answer: 'POST /api/projects', field: 'id' } })
})

it('asks below the first row of somebody as that person', () => {
  const asked = steps(
    ...signIn,
    call('GET /api/sites/{id}', { reads: ['data.name'] }),
    call('POST /api/sites', { body: ['name'], reads: ['data.id'] }),
    call('DELETE /api/sites/{id}'),
    call('GET /api/sites/{id}/visits', { reads: ['data[].id', 'data[].page'] }),
  )
  expect(asked['GET /api/sites/{id}/visits']).toMatchObject({ as: 'ada', params: { id: expect.any(String) } })
})

it('sends one of the values that a row has, where the frontend says no more than that it is a text', () => {
  const text = { shape: { kind: 'string' as const }, optional: false }
  const method = { shape: { kind: 'literal' as const, values: ['equal', 'regex'] }, optional: false }
  const object = (fields: Record<string, typeof text | typeof method>) => ({ kind: 'object' as const, fields })
  const asked = steps(
    call('POST /api/monitors', { body: ['method', 'name'], bodyShape: object({ method: text, name: text }) }),
    call('GET /api/monitors/{id}', {
      reads: ['data.method', 'data.name'],
      answerShape: object({ data: { shape: object({ method, name: text }), optional: false } as never }),
    }),
  )
  expect(asked['POST /api/monitors']?.body).toMatchObject({ method: 'equal' })
})

it('names a row in the query or the body, as the code does', () => {
  const asked = steps(
    ...projects,
    call('PUT /api/projects', { body: ['id', 'name'] }),
    call('DELETE /api/projects', { query: ['projectId'] }),
  )
  expect(asked['PUT /api/projects']?.body).toMatchObject({ id: { $answer: 'POST /api/projects', field: 'id' } })
  expect(asked['DELETE /api/projects']?.query).toMatchObject({ projectId: { $new: 'POST /api/projects' } })
})

it('expects no rows in a tenant that nobody makes any in', () => {
  const tenants = { tenants: [{ header: 'X-Team', evidence: [] }] }
  const coins = [
    ...signIn,
    call('GET /api/coins', { reads: ['data[].id', 'data[].name'], headers: { 'X-Team': '{team}' } }),
    call('PUT /api/coins/{id}', { body: ['name'], headers: { 'X-Team': '{team}' } }),
  ]
  const of = (signals: object) =>
    Object.fromEntries(contractOf(modelOf(derive(coins, signals))).steps.map(step => [step.ask, step]))
  expect(of(tenants)['GET /api/coins']?.reads).toEqual({})
  expect(of(tenants)['PUT /api/coins/{id}']?.gives).toBe(404)
  expect(of({})['GET /api/coins']?.reads).not.toEqual({})
  expect(of({})['PUT /api/coins/{id}']?.gives).toBeUndefined()
})

it('signs out last of all: whoever is signed out everywhere may do so again', () => {
  const { steps } = contractOf(
    modelOf(derive([...signIn, call('POST /api/auth/logout'), call('POST /api/auth/logout/all'), ...projects])),
  )
  const places = ['POST /api/auth/logout/all', 'POST /api/auth/logout'].map(key =>
    steps.findIndex(({ ask }) => ask === key),
  )
  expect(places[0]).toBeGreaterThan(0)
  expect(places[1]).toBeGreaterThan(places[0] ?? 0)
})

it('sends what each column takes, where rows within a row have one of the same name', () => {
  const text = { shape: { kind: 'string' as const }, optional: false }
  const asked = steps(
    call('GET /api/products', { reads: ['data[].id', 'data[].price'] }),
    call('POST /api/products', {
      body: ['price', 'skus[].code', 'skus[].price'],
      bodyShape: {
        kind: 'object',
        fields: {
          price: text,
          skus: {
            optional: false,
            shape: {
              kind: 'array',
              of: { kind: 'object', fields: { code: text, price: { shape: { kind: 'unknown' }, optional: false } } },
            },
          },
        },
      },
    }),
  )
  const body = asked['POST /api/products']?.body as { price: unknown; skus: { price: unknown }[] }
  expect([typeof body.price, typeof body.skus[0]?.price]).toEqual(['string', 'number'])
})

it('takes any cursor that leads to the next page, and none behind the last one', () => {
  const field = (shape: Shape): Field => ({ shape, optional: false, nullable: false })
  const data: Shape = {
    kind: 'object',
    fields: { nextCursor: field({ kind: 'number' }), count: field({ kind: 'number' }) },
  }
  const answerShape: Shape = { kind: 'object', fields: { data: field(data) } }
  const endpoint = { ...call('GET /api/projects/open', { reads: ['data.count', 'data.nextCursor'] }), answerShape }
  expect(readsOf(endpoint)).toEqual({ 'data.count': 'number', 'data.nextCursor': 'any' })
})

it('deletes nobody who asks: who is signed in names a person that is changed, and none that is deleted', () => {
  const asked = steps(
    ...signIn,
    call('GET /api/auth/me', { reads: ['data.id', 'data.name'] }),
    call('PATCH /api/users/{id}', { body: ['name'] }),
    call('DELETE /api/users/{id}'),
  )
  expect(asked['PATCH /api/users/{id}']?.params.id).toMatchObject({ $answer: 'GET /api/auth/me' })
  expect(asked['DELETE /api/users/{id}']?.params.id).not.toMatchObject({ $answer: 'GET /api/auth/me' })
})

it('asks for a demo row below the demo row that it belongs to', () => {
  const hook = '/api/projects/{projectId}/hooks/{hookId}'
  const asked = steps(
    ...projects,
    call('GET /api/projects/{projectId}', { reads: ['data.id', 'data.name', 'data.hooks[].id', 'data.hooks[].url'] }),
    call(`PATCH ${hook}`, { body: ['url'] }),
    call(`DELETE ${hook}`),
  )
  const demo = expect.stringMatching(/^0{8}-/)
  expect(asked[`DELETE ${hook}`]?.params).toEqual({ hookId: demo, projectId: demo })
})

it('signs in with what the runtime takes, where the code is only seen to send an empty object', () => {
  const login = call('POST /api/auth/login', { bodyShape: { kind: 'object', fields: {} }, reads: ['data.token'] })
  const { login: signingIn, steps } = contractOf(modelOf(derive([login, ...projects])))
  const [body] = Object.values(signingIn?.people ?? {})
  expect(body).toEqual({ email: expect.stringContaining('@'), password: expect.stringContaining('demo') })
  expect(steps.find(({ ask }) => ask === 'POST /api/auth/login')?.body).toHaveProperty('password')
})

it('signs in with a name, though what holds it is called as the key of a row', () => {
  const login = call('POST /api/auth/login', { body: ['password', 'project_id'], reads: ['data.token'] })
  const { login: signingIn } = contractOf(modelOf(derive([login, ...projects])))
  expect(Object.values(signingIn?.people ?? {})[0]).toMatchObject({ project_id: expect.any(String) })
})

it('asks for one row, which no call makes or lists, under those that it belongs to', () => {
  const one = call('GET /api/projects/{projectId}/visits/{visitId}', { reads: ['data.id', 'data.page'] })
  const below = call('GET /api/projects/{projectId}/visits/{visitId}/clicks', { reads: ['data[].id', 'data[].mark'] })
  const asked = steps(...projects, one, below)
  for (const { params } of [asked[`GET ${one.path}`], asked[`GET ${below.path}`]].flatMap(step => step ?? []))
    expect(params).toMatchObject({ projectId: expect.stringMatching(/^0+-/), visitId: expect.stringMatching(/^0+-/) })
})

it('asks below a demo row as the person whose row it is', () => {
  const asked = steps(
    ...signIn,
    call('GET /api/sites', { reads: ['data[].id', 'data[].name'] }),
    call('POST /api/sites', { body: ['name'], reads: ['data.id'] }),
    call('PATCH /api/sites/{id}', { body: ['name'] }),
    call('GET /api/sites/{id}/visits', { reads: ['data[].id', 'data[].page'] }),
    call('POST /api/visits', { body: ['page', 'siteId'] }),
  )
  const { as, params } = asked['GET /api/sites/{id}/visits'] ?? {}
  expect([as, params?.id]).toEqual(['ada', '00000000-0000-4000-8000-000000000101'])
})

it('ends a key that is none, where no call makes one', () => {
  const key = 'DELETE /api/api-keys/{id}'
  expect(steps(...signIn, ...projects, call(key))[key]).toMatchObject({
    gives: 404,
    params: { id: expect.stringMatching(/-0{12}$/) },
  })
})

it('moves a demo row on that stands where the step begins, where no call makes one', () => {
  const status: Field = { shape: { kind: 'literal', values: ['draft', 'submitted', 'graded'] }, optional: false }
  const item: Shape = { kind: 'object', fields: { id: { shape: { kind: 'string' }, optional: false }, status } }
  const asked = steps(
    call('GET /api/papers', {
      reads: ['data[].id', 'data[].status'],
      answerShape: { kind: 'object', fields: { data: { shape: { kind: 'array', of: item }, optional: false } } },
    }),
    call('POST /api/papers/{id}/submit'),
  )
  expect(asked['POST /api/papers/{id}/submit']?.params).toEqual({ id: expect.stringMatching(/^0{8}-.*1\d\d$/) })
})

it('changes as the one whom a list of people begins with, and takes that one away when nobody else has to ask', () => {
  const blueprint = derive([
    call('POST /api/auth/login', { body: ['username', 'password'], reads: ['token'] }),
    call('PUT /api/auth/me', { body: ['name'], reads: ['name'] }),
    call('GET /api/users', { reads: ['[].id', '[].name', '[].created_at'] }),
    call('PUT /api/users/{id}', { body: ['name'], reads: ['name'] }),
    call('DELETE /api/users/{id}'),
  ])
  const own = (endpoint: string) => ({ endpoint, allow: { owner: 'id' } })
  const operations = { replace: own('PUT /api/users/{id}'), delete: own('DELETE /api/users/{id}') }
  const resources = blueprint.resources.map(one => ({ ...one, operations: { ...one.operations, ...operations } }))
  const made = contractOf(modelOf({ ...blueprint, resources, actions: [] }))
  // Two demo logins, the newest first.
  const newest = Object.keys(made.login?.people ?? {}).at(-1)
  expect(newest).toBeDefined()
  expect(made.steps.find(({ ask }) => ask === 'PUT /api/users/{id}')?.as).toBe(newest)
  expect(made.steps.at(-1)?.ask).toBe('DELETE /api/users/{id}')
})

it('keeps the account that a list of people begins with, where a row of the test points at it and nobody registers', () => {
  const [login] = signIn
  const { steps } = contractOf(
    modelOf(
      derive(
        [
          ...(login === undefined ? [] : [login]),
          call('GET /api/users', { reads: ['data[].id'] }),
          call('DELETE /api/users/{id}'),
          call('POST /api/orders', { body: ['priceCents', 'userId'], reads: ['data.id'] }),
        ],
        { roles: [{ value: 'admin', evidence: [{ file: 'src/App.tsx', line: 1 }] }] },
      ),
    ),
  )
  expect(steps.find(({ ask }) => ask === 'DELETE /api/users/{id}')?.gives).toBe(409)
})

it('finds the token where the backend puts it, though the code is not seen to read the answer to the login', () => {
  const login = call('POST /api/auth/login', { body: ['email', 'password'] })
  const session = { session: { data: { token: '$accessToken' } } }
  const evidence = [{ file: 'src/api.ts', line: 1 }]
  const blueprint = derive([login, ...projects], { tokens: [{ header: 'x-token', template: '{token}', evidence }] })
  const told = { ...blueprint, dialect: { ...blueprint.dialect, envelope: session } }
  expect(contractOf(modelOf(told)).login?.token).toBe('token')
})

it('reads a part that is kept as it is sent as a whole, where nothing is known of what is sent in it', () => {
  const part: Field = { shape: { kind: 'object', fields: {} }, optional: false }
  const asked = steps(
    call('POST /api/views', {
      body: ['name', 'rules'],
      bodyShape: { kind: 'object', fields: { name: { shape: { kind: 'string' }, optional: false }, rules: part } },
      reads: ['data.id'],
    }),
    call('GET /api/views/{id}', { reads: ['data.name', 'data.rules.match'] }),
  )
  expect(Object.keys(asked['GET /api/views/{id}']?.reads ?? {})).toEqual(['data.name', 'data.rules'])
})

it('reads of a part that is kept as it is sent what is sent in it, and of the rest the part around it', () => {
  const word: Shape = { kind: 'string' }
  const object = (members: Record<string, Shape>): Shape => ({
    kind: 'object',
    fields: Object.fromEntries(Object.entries(members).map(([name, shape]) => [name, { shape, optional: false }])),
  })
  const reads = ['kind', 'setup.port', 'setup.server', 'setup.from'].map(name => `data.channel.${name}`)
  const asked = steps(
    call('POST /api/alerts', {
      body: ['channel.kind', 'channel.setup.port'],
      bodyShape: object({ channel: object({ kind: word, setup: object({ port: word }) }) }),
      reads: ['data.id'],
    }),
    call('GET /api/alerts/{id}', { reads }),
  )
  const known = ['data.channel.kind', 'data.channel.setup.port', 'data.channel.setup']
  expect(Object.keys(asked['GET /api/alerts/{id}']?.reads ?? {})).toEqual(known)
})

it('keeps rows that are there from the start and that others need, where several are deleted at once', () => {
  const asked = steps(
    call('GET /api/files', { reads: ['data[].id', 'data[].size'] }),
    call('GET /api/movies', { reads: ['data[].id', 'data[].title'] }),
    call('POST /api/movies', { body: ['fileId', 'title'], reads: ['data.id'] }),
    call('DELETE /api/files/bulk', { body: ['ids[]'] }),
  )
  expect(asked['DELETE /api/files/bulk']?.gives).toBe(409)
})

it('sends a day where the column has one, though the frontend says no more than that it is a text', () => {
  const text: Field = { shape: { kind: 'string' }, optional: false }
  const asked = steps(
    call('POST /api/people', {
      body: ['birthDate', 'name'],
      bodyShape: { kind: 'object', fields: { birthDate: text, name: text } },
      reads: ['data.id'],
    }),
  )
  expect(asked['POST /api/people']?.body).toMatchObject({ birthDate: expect.stringMatching(/^2026-01-31/) })
})

it('deletes rows of a list where the call that makes them is asked by nobody', () => {
  const asked = steps(
    call('GET /api/files', { reads: ['data[].id', 'data[].size'] }),
    call('POST /api/files', { body: ['size'], reads: ['data.id'], live: false }),
    call('DELETE /api/files/bulk', { body: ['ids[]'] }),
  )
  expect(asked['DELETE /api/files/bulk']?.body).toMatchObject({ ids: [{ $answer: 'GET /api/files' }] })
})

it('deletes no row, where nobody shows one or makes one', () => {
  const asked = steps(
    call('GET /api/boards', { reads: ['data[].id', 'data[].name'] }),
    call('GET /api/boards/{id}/cards/{cardId}', { reads: ['data.id', 'data.word'] }),
    call('POST /api/boards/{id}/cards', { body: ['word'], reads: ['data.id'], live: false }),
    call('DELETE /api/boards/{id}/cards', { body: ['ids[]'] }),
  )
  expect(asked['DELETE /api/boards/{id}/cards']).toMatchObject({ body: { ids: [nothing] }, gives: 404 })
})

it('leaves out the key of a row that no answer gives, where the code may do so, too', () => {
  const key: Field = { shape: { kind: 'string' }, optional: true, nullable: true }
  const title: Field = { shape: { kind: 'string' }, optional: false }
  const asked = steps(
    ...signIn,
    call('GET /api/tasks', { reads: ['data[].assignee.name', 'data[].id', 'data[].title'] }),
    call('POST /api/tasks', { body: ['title'], reads: ['data.id'] }),
    call('PATCH /api/tasks/{id}', {
      body: ['assigneeId', 'title'],
      bodyShape: { kind: 'object', fields: { assigneeId: key, title } },
    }),
  )
  expect(asked['PATCH /api/tasks/{id}']?.body).toMatchObject({ assigneeId: null })
})

it('deletes another row than those that were deleted at once before', () => {
  const asked = steps(
    call('GET /api/files', { reads: ['data[].id', 'data[].size'] }),
    call('DELETE /api/files', { body: ['ids[]'] }),
    call('DELETE /api/files/{id}'),
  )
  expect(asked['DELETE /api/files/{id}']?.params.id).toMatchObject({ $new: 'GET /api/files' })
})
