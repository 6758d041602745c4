import { describe, expect, test } from 'vitest'
import type { Endpoint, Shape } from '../../endpoint.ts'
import { call, derive, signIn } from './kit.ts'

const text: Shape = { kind: 'string' }
const shape = (fields: Record<string, Shape>): Shape => ({
  kind: 'object',
  fields: Object.fromEntries(Object.entries(fields).map(([name, of]) => [name, { shape: of, optional: false }])),
})
const rows = [
  call('GET /api/notes', { reads: ['data[].title'] }),
  call('POST /api/notes', { body: ['title'], bodyShape: shape({ title: text }), reads: ['data.title'] }),
]
/** What is left to the user, with the reason; and the operations that are served all the same. */
function left(...more: Endpoint[]) {
  const { actions, resources } = derive([...rows, ...more])
  const pending = actions.flatMap(action =>
    action.kind === 'pending' ? [`${action.endpoints[0]}: ${action.reason}`] : [],
  )
  return { pending, served: resources.map(({ name, operations }) => `${name} ${Object.keys(operations)}`) }
}

describe('a call that its table could not serve as it is asked is left to the user', () => {
  test('what it reads stands elsewhere than in other answers', () => {
    expect(left(call('GET /api/notes/{id}', { reads: ['data.title', 'since'] }))).toEqual({
      pending: ['GET /api/notes/{id}: It reads since, which other answers do not have there.'],
      served: ['notes list,create'],
    })
  })

  test('its list has lists in it', () => {
    const data: Shape = { kind: 'array', of: { kind: 'array', of: { kind: 'unknown' } } }
    const { pending } = left(
      call('GET /api/copies', { reads: ['data[][]'], answerShape: shape({ data }) }),
      call('POST /api/copies', { body: ['title'], bodyShape: shape({ title: text }) }),
    )
    expect(pending).toEqual(['GET /api/copies: Its list has lists in it, and a row is no list.'])
  })

  test('a flag is sent for what is declared as a text', () => {
    const item = shape({ id: text, main: text, title: text })
    const { pending } = left(
      call('GET /api/names/{id}', { reads: ['data.main'], answerShape: shape({ data: item }) }),
      call('PUT /api/names/{id}', { body: ['main'], bodyShape: shape({ main: { kind: 'boolean' } }) }),
      call('POST /api/names', { body: ['title'], bodyShape: shape({ title: text }), reads: ['data.id'] }),
    )
    expect(pending).toEqual([
      'GET /api/names/{id}: It reads data.main, which other answers do not have there.',
      'PUT /api/names/{id}: It sends main as what it is not in other calls.',
    ])
  })

  test('members are read of what is sent as a list of anything under another path of the rows', () => {
    const books: Shape = { kind: 'array', of: { kind: 'unknown' } }
    const { pending } = left(
      call('POST /api/shelves', {
        body: ['books[]', 'title'],
        bodyShape: shape({ books, title: text }),
        reads: ['data.id'],
      }),
      call('GET /api/notes/{id}/shelves', { reads: ['data[].books[].isbn', 'data[].id', 'data[].title'] }),
    )
    expect(pending).toEqual([
      'GET /api/notes/{id}/shelves: It reads data.books.isbn, which other answers do not have there.',
    ])
  })

  test('a name that it reads is cut where it has a dot', () => {
    const { pending } = left(call('GET /api/notes/{id}', { reads: ['data.labels.example.io/title', 'data.title'] }))
    expect(pending).toEqual([
      'GET /api/notes/{id}: It reads data.labels.example.io/title, which is not seen to end where a name does.',
    ])
  })

  test('a time that is sent as one is read as a number', () => {
    const at = (of: Shape) => shape({ at: of, title: text })
    const asked = (of: Shape) => [
      call('POST /api/plans', {
        body: ['days[].at', 'days[].title', 'label'],
        bodyShape: shape({ days: { kind: 'array', of: at({ kind: 'date' }) }, label: text }),
      }),
      call('GET /api/plans/{id}', {
        reads: ['days[].at', 'id', 'label'],
        answerShape: shape({ days: { kind: 'array', of: at(of) }, id: text, label: text }),
      }),
    ]
    const pending = (of: Shape) =>
      derive(asked(of)).actions.flatMap(action => (action.kind === 'pending' ? [action.reason] : []))
    expect(pending({ kind: 'string' })).toEqual([])
    expect(pending({ kind: 'number' })).toEqual(['It reads days.at, which other answers do not have there.'])
  })

  test('what is read in a part is nothing of what is sent in it', () => {
    const part = (name: string) => shape({ options: shape({ [name]: text }), title: text })
    const make = call('POST /api/views', { body: ['options.name', 'title'], bodyShape: part('name') })
    const get = (name: string) =>
      call('GET /api/views/{id}', { reads: [`data.options.${name}`], answerShape: shape({ data: part(name) }) })
    expect(left(make, get('name')).pending).toEqual([])
    expect(left(make, get('window')).pending).toEqual([
      'GET /api/views/{id}: It reads data.options.window, which other answers do not have there.',
    ])
  })

  test('nothing but a row that is there is sent to another one', () => {
    const groups = [
      call('GET /api/groups', { reads: ['data[].name'] }),
      call('POST /api/groups', { body: ['name'] }),
      call('GET /api/groups/{id}/notes', { reads: ['data[].title'] }),
      call('POST /api/groups/{id}/notes', { body: ['noteId'] }),
    ]
    expect(left(...groups).pending).toEqual([
      'POST /api/groups/{id}/notes: It sends noteId alone, which is a row that is there already.',
    ])
  })

  test('a removal answers with what it removed', () => {
    const { pending } = left(call('DELETE /api/notes/{id}', { reads: ['data.title'] }))
    expect(pending).toEqual(['DELETE /api/notes/{id}: It reads data.title, which other answers do not have there.'])
  })

  test('a password is sent, and nobody signs in', () => {
    const { pending, served } = left(call('POST /api/users', { body: ['name', 'password'] }))
    expect(pending).toEqual([
      'POST /api/users: It sends password: accounts of other people are not made or changed here.',
    ])
    expect(served).toEqual(['notes list,create'])
  })

  test('one call sends a list where another sends a text', () => {
    const bodyShape = shape({ title: { kind: 'array', of: text } })
    const { pending } = left(call('PUT /api/notes/{id}', { body: ['title[]'], bodyShape }))
    expect(pending).toEqual(['PUT /api/notes/{id}: It sends title as what it is not in other calls.'])
  })

  test('a form has a text for what rows show as a number', () => {
    const item = shape({ data: { kind: 'array', of: shape({ label: text, type: { kind: 'number' } }) } })
    const levels = call('GET /api/levels', { reads: ['data[].label', 'data[].type'], answerShape: item })
    const { pending, served } = left(
      levels,
      call('POST /api/levels', { body: ['label', 'type'], bodyShape: shape({ label: text, type: text }) }),
    )
    expect(pending).toEqual(['POST /api/levels: It sends type as what it is not in other calls.'])
    expect(served).toEqual(['levels list', 'notes list,create'])
  })

  test('rows that are kept as they are sent are read with more in them', () => {
    const meals: Shape = { kind: 'array', of: shape({ date: text, dish: text }) }
    const plans = (read: string) => [
      call('GET /api/plans', { reads: ['data[].title', `data[].meals[].${read}`] }),
      call('POST /api/plans', { body: ['title', 'meals[].dish'], bodyShape: shape({ title: text, meals }) }),
      call('PUT /api/plans/{id}', { body: ['title', 'meals[].dish'], bodyShape: shape({ title: text, meals }) }),
    ]
    expect(left(...plans('dish')).pending).toEqual([])
    expect(left(...plans('image')).pending).toEqual([
      'GET /api/plans: It reads data.meals.image, which other answers do not have there.',
    ])
  })

  test('nothing is known of the rows', () => {
    expect(left(call('DELETE /api/caches/{kind}'), call('GET /api/words/{language}'))).toEqual({
      pending: [
        'DELETE /api/caches/{kind}: Nothing is known of what stands there.',
        'GET /api/words/{language}: Nothing is known of what stands there.',
      ],
      served: ['notes list,create'],
    })
  })

  test('a word of the address changes what a removal does', () => {
    const { pending } = left(call('DELETE /api/notes/{id}', { query: ['before'] }))
    expect(pending).toEqual(['DELETE /api/notes/{id}: What the query word before does is not seen from the frontend.'])
  })

  test('a row is named by a key that other rows have, too', () => {
    const member = { reads: ['data[].role', 'data[].userId'] }
    const { resources } = derive([
      ...signIn,
      call('GET /api/projects/{id}', { reads: ['data.title'] }),
      call('GET /api/projects/{id}/users', member),
      call('DELETE /api/projects/{id}/users/{userId}'),
    ])
    expect(resources.map(({ name, operations }) => [name, Object.keys(operations)])).toEqual([
      ['projects', ['get']],
      ['projectUsers', ['list']],
    ])
  })
})

const titled = [
  call('GET /api/notes', { reads: ['data[].id', 'data[].title', 'message'] }),
  call('POST /api/notes', { body: ['title'], reads: ['data.id', 'message'] }),
]

test('headers that stand in a body are no fields of a row', () => {
  const { actions } = derive([...titled, call('PUT /api/notes/{id}', { body: ['headers.Authorization'] })])
  expect(actions).toMatchObject([{ reason: 'It sends headers in its body, and a row has none.' }])
})

test('a list that stands where others have a remark has an answer of its own', () => {
  const desks = call('GET /api/desks', { reads: ['message[].id', 'message[].name'] })
  expect(derive([...titled, desks]).dialect).toMatchObject({ answers: { 'desks.list': { message: '$items' } } })
})

test('the owner of a row that a body names is the server’s to say', () => {
  const owned = call('POST /api/notes', { body: ['title', 'userId'], reads: ['data.id'] })
  const shown = call('GET /api/notes', { reads: ['data[].id', 'data[].title', 'data[].userId'] })
  const { tables, unresolved } = derive([...signIn, shown, owned])
  const isOwned = tables.some(({ fields }) =>
    fields.some(({ name, server }) => name === 'userId' && server === 'owner'),
  )
  expect(unresolved.some(({ text }) => text === 'POST /api/notes {userId}')).toBe(isOwned)
  expect(isOwned).toBe(true)
})

test('the people of a team are shown where some call puts them there', () => {
  const people = call('GET /api/teams/{id}/users', { reads: ['data[].email', 'data[].id', 'data[].name'] })
  const teams = call('GET /api/teams', { reads: ['data[].id', 'data[].title'] })
  expect(derive([...signIn, teams, people]).actions).toMatchObject([
    { kind: 'pending', reason: 'It shows the people of something, and no call puts anybody there.' },
  ])
})

test('a verb in the path is no name of a table', () => {
  const { tables } = derive([
    call('PATCH /api/client/update/{id}', { body: ['name'] }),
    call('GET /api/client/read/{id}', { reads: ['data.name'] }),
  ])
  expect(tables.map(({ name }) => name)).toEqual(['clients'])
})

test('words under a plural are a thing of their own', () => {
  const { tables } = derive([
    call('GET /api/lists', { reads: ['data[].title'] }),
    call('GET /api/roles/lists', { reads: ['data[].title'] }),
    call('POST /api/roles/lists', { body: ['title'] }),
  ])
  expect(tables.map(({ name }) => name)).toEqual(['lists', 'roleLists'])
})

test('an answer that says how it went is no row', () => {
  const { dialect, tables } = derive([
    call('GET /api/notes/{id}', { reads: ['result.title', 'message', 'success'] }),
    call('PATCH /api/notes/{id}', { body: ['title'], reads: ['message', 'success'] }),
  ])
  expect(dialect.envelope).toMatchObject({ item: { result: '$item', message: 'Done.', success: true } })
  expect(tables[0]?.fields.map(({ name }) => name)).toEqual(['title'])
})

test('what a frontend asks for and nobody knows is written down', () => {
  const { unresolved } = derive([
    ...signIn,
    call('GET /api/notes', { query: ['since'], reads: ['data[].title'] }),
    call('POST /api/auth/logout', { query: ['timestamp'] }),
  ])
  expect(unresolved.map(each => each.text)).toEqual(['POST /api/auth/logout?timestamp', 'GET /api/notes?since'])
})

test('where people sign in, they have something to sign in with', () => {
  const { tables, auth } = derive([call('POST /api/login', { reads: ['data.token'] })])
  expect([auth?.identity, tables[0]?.fields.map(({ name, unique }) => [name, unique])]).toEqual([
    'email',
    [['email', true]],
  ])
})

test('a password grant calls it a name, and people register with an address', () => {
  const { auth, tables, dialect } = derive([
    call('POST /api/token', { body: ['grant_type', 'password', 'username'], reads: ['access_token'] }),
    call('POST /api/signup', { body: ['email', 'name', 'password'], reads: ['access_token'] }),
  ])
  expect(auth?.identity).toBe('email')
  expect(dialect.names).toMatchObject({ 'auth.login': { email: 'username' } })
  expect(tables[0]?.fields.map(({ name }) => name)).toEqual(['name', 'email'])
})

test('parts that are read of rows, and that no call sends, begin empty', () => {
  const reads = ['data[].id', 'data[].name', 'data[].plan.code', 'data[].labels[].id']
  const { actions, tables } = derive([
    call('GET /api/projects', { reads }),
    call('POST /api/projects', { body: ['name'], reads: ['data.id'] }),
  ])
  expect(actions).toEqual([])
  expect(tables[0]?.fields).toMatchObject([
    { name: 'name' },
    { name: 'labels', type: 'json', default: [], write: 'nobody' },
    { name: 'plan', type: 'json', default: { code: '' }, write: 'nobody' },
  ])
})

test('a part that shows what is sent outside of it is left', () => {
  const { actions } = derive([
    call('GET /api/articles', { reads: ['data[].id', 'data[].attributes.title'] }),
    call('POST /api/articles', { body: ['title'], reads: ['data.id'] }),
  ])
  expect(actions).toMatchObject([{ kind: 'pending', endpoints: ['GET /api/articles'] }])
})

test('a row that is named by what no row is known to have is left', () => {
  const named = (hole: string) => [
    call('GET /api/terms', { reads: ['data[].id', 'data[].value'] }),
    call(`PATCH /api/terms/{${hole}}`, { body: ['value'], reads: ['data.value'] }),
  ]
  expect(derive(named('termId')).actions).toEqual([])
  expect(derive(named('localeCode')).actions).toMatchObject([
    { kind: 'pending', reason: expect.stringContaining('localeCode') },
  ])
})

test('what is sent as ids is not read as rows', () => {
  const { actions } = derive([
    call('POST /api/campaigns', { body: ['lists[]', 'name'] }),
    call('GET /api/campaigns/{id}', { reads: ['data.name', 'data.lists[].title'] }),
  ])
  expect(actions).toMatchObject([{ kind: 'pending', endpoints: ['GET /api/campaigns/{id}'] }])
})

test('a row that is named by another one, a list in the place of a row, and names that are numbers are left', () => {
  const products = call('GET /api/products', { reads: ['data[].id', 'data[].name'] })
  const favorites = [
    call('GET /api/favorites', { reads: ['data[].id', 'data[].note'] }),
    call('DELETE /api/favorites/{productId}'),
    call('POST /api/favorites', { body: ['[].id'] }),
    call('GET /api/files', { reads: ['data[].path', 'data[][].open'] }),
    call('GET /api/folders/{id}', { reads: ['data.items.-1.name', 'data.name'] }),
    call('GET /api/folders', { reads: ['data[].name'] }),
  ]
  const { actions } = derive([products, ...favorites])
  expect(actions.flatMap(action => (action.kind === 'pending' ? action.endpoints : [])).sort()).toEqual([
    'DELETE /api/favorites/{productId}',
    'GET /api/files',
    'GET /api/folders/{id}',
    'POST /api/favorites',
  ])
})

test('what answers declare as one value is one, and a form that sends a list is left', () => {
  const row: Shape = { kind: 'object', fields: { name: { shape: { kind: 'string' }, optional: false } } }
  const { tables, actions } = derive([
    call('GET /api/groups/{id}', { reads: ['name'], answerShape: row }),
    call('GET /api/groups', { reads: ['[].name'] }),
    call('POST /api/groups', { body: ['name[]'] }),
  ])
  expect(tables[0]?.fields).toMatchObject([{ name: 'name', type: 'text' }])
  expect(actions).toMatchObject([{ kind: 'pending', endpoints: ['POST /api/groups'] }])
})

test('a call that asks for something, sets several rows or says what it does makes no row', () => {
  const odd = [
    call('POST /api/editor/files', { body: ['name'], reads: ['data.content'] }),
    call('POST /api/document/move-files', { body: ['files[].from', 'files[].to'] }),
    call('POST /api/site-preferences', { body: ['title'] }),
    call('GET /api/auth/sessions', { reads: ['data[].agent'] }),
    call('GET /api/messages', { reads: ['data[].heading'] }),
    call('POST /api/messages', { body: ['messages[].heading'] }),
  ]
  const { resources } = derive(odd)
  expect(resources.map(({ name, operations }) => [name, Object.keys(operations)])).toEqual([['messages', ['list']]])
  expect(derive([call('POST /api/contacts', { body: ['mail', 'text'], reads: ['data.id'] })]).resources).toHaveLength(1)
})

test('a parameter with a mark before it is no route of its own beside one without', () => {
  const { unresolved, resources } = derive([
    call('GET /api/clients/{id}', { reads: ['data.name'] }),
    call('GET /api/clients/~{code}', { reads: ['data.name'] }),
    call('GET /api/clients', { reads: ['data[].name'] }),
  ])
  expect(resources[0]?.operations.get?.endpoint).toBe('GET /api/clients/{id}')
  expect(unresolved.map(({ text }) => text)).toContain('GET /api/clients/~{code}')
})

test('a row below another one that says whom it is about is not made for whoever asks', () => {
  const { actions } = derive([
    ...signIn,
    call('GET /api/projects', { reads: ['data[].id', 'data[].name'] }),
    call('GET /api/projects/{id}/members', { reads: ['data[].id', 'data[].userId'] }),
    call('POST /api/projects/{id}/members', { body: ['userId'] }),
  ])
  expect(actions).toMatchObject([{ kind: 'pending', endpoints: ['POST /api/projects/{id}/members'] }])
})

test('what nobody knows does not come along', () => {
  const values = (...all: string[]): Shape => ({
    kind: 'object',
    fields: { expand: { shape: { kind: 'literal', values: all }, optional: false } },
  })
  const hosts = (asked: string) => [
    call('GET /api/owners', { reads: ['[].id', '[].name'] }),
    call('GET /api/hosts', { query: ['expand'], queryShape: values(asked), reads: ['[].id', '[].owner.name'] }),
  ]
  expect(derive(hosts('owner')).actions).toEqual([])
  expect(derive(hosts('owner,items')).actions).toMatchObject([{ kind: 'pending', endpoints: ['GET /api/hosts'] }])
})

test('roles are given to nobody, and a key that is not sent is not demanded', () => {
  const list = call('GET /api/users', { reads: ['data[].id', 'data[].email', 'data[].role'] })
  const change = call('PUT /api/users/{id}', { body: ['email', 'role'] })
  expect(derive([...signIn, list, change]).actions).toMatchObject([{ endpoints: ['PUT /api/users/{id}'] }])
  const text = (name: string) => [name, { shape: { kind: 'string' as const }, optional: false }] as const
  const row: Shape = { kind: 'object', fields: Object.fromEntries([text('name'), text('ownerId')]) }
  const { tables } = derive([
    call('GET /api/owners', { reads: ['[].id', '[].name'] }),
    call('POST /api/hosts', { body: ['name'], answerShape: row, reads: ['name'] }),
    call('GET /api/hosts', { reads: ['[].name'] }),
  ])
  const key = tables.find(({ name }) => name === 'hosts')?.fields.find(({ name }) => name === 'ownerId')
  expect(key).toMatchObject({ required: false, references: { onDelete: 'set null' } })
})

test('a base that is asked for by itself is no base', () => {
  const calls = [
    call('GET /api', { reads: ['version'] }),
    call('GET /api/notes', { reads: ['data[].id'] }),
    call('POST /api/notes', { body: ['text'] }),
  ]
  const stated = { base: { path: '/api', unknown: [], certainty: 'sure' as const } }
  const { base, resources, actions } = derive(calls, {}, stated)
  expect([base.path, resources[0]?.path]).toEqual(['', '/api/notes'])
  expect(actions).toMatchObject([{ kind: 'pending', path: '/api' }])
})

test('the page itself is no operation', () => {
  const { actions, unresolved } = derive([call('GET /'), call('GET /items', { reads: ['[].id'] }), call('GET /tags')])
  expect(actions.flatMap(({ endpoints }) => endpoints)).toEqual(['GET /tags'])
  expect(unresolved).toMatchObject([{ text: 'GET /' }])
})

test('a part that begins empty has the names of the wire', () => {
  const { tables } = derive([
    call('GET /api/projects', { reads: ['data[].id', 'data[].team_name', 'data[].plan.seats_count'] }),
    call('POST /api/projects', { body: ['team_name'], reads: ['data.id'] }),
  ])
  expect(tables[0]?.fields).toMatchObject([{ name: 'plan', default: { seats_count: 0 } }, { name: 'teamName' }])
})

test('nothing is filtered on a part, and a page of Spring begins with zero', () => {
  const { dialect, resources, unresolved } = derive([
    call('GET /api/products', {
      query: ['page', 'size', 'category'],
      reads: ['content[].id', 'content[].category.label', 'totalElements', 'number'],
    }),
    call('POST /api/products', { body: ['title'], reads: ['id'] }),
  ])
  expect(dialect).toMatchObject({ paging: { first: 0 }, envelope: { list: { content: '$items', number: '$page' } } })
  expect(resources[0]?.filter).toEqual({})
  expect(unresolved.map(({ text }) => text)).toContain('GET /api/products?category')
})

test('a list of lists has no rows, and what names a row is no list', () => {
  const pendingOf = (...reads: string[]) =>
    derive([
      call('GET /api/jars', { reads }),
      call('POST /api/jars', { body: ['name'] }),
      call('DELETE /api/jars/{jarId}'),
    ]).actions.flatMap(action => (action.kind === 'pending' ? action.endpoints : []))
  expect(pendingOf('[].jarId', '[].name')).toEqual([])
  expect(pendingOf('[][].name')).toContain('GET /api/jars')
  expect(pendingOf('[].jarId[]', '[].name')).toContain('GET /api/jars')
})

test('a form of which hardly a name can be a column is no row', () => {
  const body = [...'ABCDEFGHIJK', 'name']
  const pending = (names: string[]) =>
    derive([call('POST /api/lamps', { body: names })]).actions.flatMap(action =>
      action.kind === 'pending' ? [action.reason] : [],
    )
  expect(pending(body)).toEqual(['Hardly a name of what it sends can be a column.'])
  expect(pending([...'ABCDE', 'name'])).toEqual([])
})
