import { describe, expect, test } from 'vitest'
import type { Endpoint, Field, Shape } from '../../endpoint.ts'
import { call, derive, signIn } from './kit.ts'

const text: Shape = { kind: 'string' }
const number: Shape = { kind: 'number' }

function shape(fields: Record<string, Shape>): Shape {
  const entries = Object.entries(fields).map(([name, value]) => [name, { shape: value, optional: false }] as const)
  return { kind: 'object', fields: Object.fromEntries(entries) }
}

function fields(table: string, ...calls: Endpoint[]) {
  const found = derive(calls).tables.find(({ name }) => name === table)?.fields ?? []
  return Object.fromEntries(found.map(({ evidence: _, certainty: __, name, ...field }) => [name, field]))
}

test('types come from shapes, and from names where no shape is known', () => {
  const typed = { body: text, dueAt: text, priceCents: number, rate: number, done: { kind: 'boolean' } as const }
  expect(fields('notes', call('POST /api/notes', { body: Object.keys(typed), bodyShape: shape(typed) }))).toMatchObject(
    {
      body: { type: 'text', required: true },
      dueAt: { type: 'timestamp' },
      priceCents: { type: 'integer' },
      rate: { type: 'number' },
      done: { type: 'boolean' },
    },
  )
  const named = ['body', 'dueAt', 'isOpen', 'labels[]', 'stockCount']
  expect(fields('notes', call('POST /api/notes', { body: named }))).toMatchObject({
    body: { type: 'text' },
    dueAt: { type: 'timestamp' },
    isOpen: { type: 'boolean' },
    labels: { type: 'text[]', default: [] },
    stockCount: { type: 'integer' },
  })
})

test('a number is money where its name says so; cents, counts and rates are not', () => {
  const typed = {
    amount: number,
    deliveryFee: number,
    pricePerNight: number,
    tax: number,
    amountCents: number,
    totalCount: number,
    taxRate: number,
    price: text,
  }
  expect(fields('notes', call('POST /api/notes', { body: Object.keys(typed), bodyShape: shape(typed) }))).toMatchObject(
    {
      amount: { type: 'money' },
      deliveryFee: { type: 'money' },
      pricePerNight: { type: 'money' },
      tax: { type: 'money' },
      amountCents: { type: 'integer' },
      totalCount: { type: 'integer' },
      taxRate: { type: 'number' },
      price: { type: 'text' },
    },
  )
  // Of these nothing is known but the name: a tip may be a text.
  expect(fields('notes', call('POST /api/notes', { body: ['price', 'tip', 'title'] }))).toMatchObject({
    price: { type: 'money' },
    tip: { type: 'text' },
    title: { type: 'text' },
  })
})

test('what nobody sends has a default, or may be missing', () => {
  const state: Shape = { kind: 'literal', values: ['closed', 'open'] }
  const answer = shape({ title: text, views: number, state, summary: text, readAt: text })
  const found = fields('notes', call('POST /api/notes', { body: ['title'], answerShape: shape({ data: answer }) }))
  expect(found).toEqual({
    title: { type: 'text', required: true },
    readAt: { type: 'timestamp', required: false, write: 'nobody' },
    state: { type: 'text', required: true, values: ['closed', 'open'], default: 'open', write: 'nobody' },
    summary: { type: 'text', required: true, default: '', write: 'nobody' },
    views: { type: 'integer', required: true, default: 0, write: 'nobody' },
  })
})

test('a key points at the table whose row it names, and at nothing when there is none', () => {
  const found = fields(
    'notes',
    ...signIn,
    call('GET /api/categories', { reads: ['data[].name'] }),
    call('POST /api/notes', { body: ['assigneeId', 'categoryId', 'parentId', 'stripeId'], reads: ['data.id'] }),
  )
  expect(found).toMatchObject({
    assigneeId: { type: 'uuid', references: { table: 'users' } },
    categoryId: { type: 'uuid', references: { table: 'categories', onDelete: 'restrict' } },
    parentId: { type: 'uuid', references: { table: 'notes' } },
    stripeId: { type: 'text' },
  })
  expect(found.stripeId).not.toHaveProperty('references')
})

test('the field in the path is unique, an id by another name is not a field', () => {
  const [bySlug] = derive([call('GET /api/notes/{slug}', { reads: ['data.slug', 'data.title'] })]).resources
  const [byId] = derive([call('GET /api/notes/{noteId}', { reads: ['data.id', 'data.title'] })]).resources
  expect([bySlug?.id, byId?.id]).toEqual(['slug', undefined])
})

test('nested collections belong to the row before them, and two ids in a path differ', () => {
  const { resources, tables } = derive([
    call('GET /api/posts', { reads: ['data[].title', 'data[].commentsCount'] }),
    call('GET /api/posts/{id}/comments', { reads: ['data[].body'] }),
    call('DELETE /api/posts/{postId}/comments/{id}'),
  ])
  expect(resources.map(({ name, path, computed }) => [name, path, computed])).toEqual([
    ['posts', undefined, ['commentsCount']],
    ['comments', '/posts/:postId/comments', []],
  ])
  expect(tables.find(({ name }) => name === 'comments')?.fields.at(-1)).toMatchObject({
    name: 'postId',
    required: true,
    references: { table: 'posts', onDelete: 'cascade' },
  })
})

test('one thing under two paths is one table', () => {
  const { resources, tables } = derive([
    call('GET /api/notes', { reads: ['data[].title'] }),
    call('POST /api/admin/notes', { body: ['body', 'title'] }),
  ])
  expect(tables.map(({ name }) => name)).toEqual(['notes'])
  expect(resources.map(({ name, table, path }) => [name, table, path])).toEqual([
    ['notes', 'notes', undefined],
    ['adminNotes', 'notes', '/admin/notes'],
  ])
})

test('an object in a row is included when it is asked for, else it comes along', () => {
  const list = (query: string[]) => [
    call('GET /api/publishers', { reads: ['data[].label'] }),
    call('GET /api/books', { query, reads: ['data[].publisher.label', 'data[].title'] }),
  ]
  const books = (query: string[]) => derive(list(query)).resources.find(({ name }) => name === 'books')
  expect(books([])).toMatchObject({ embed: { publisher: 'publishers' }, include: [] })
  expect(books(['include'])).toMatchObject({ embed: {}, include: ['publisher'] })
})

test('people whom rows show and no path asks for have a resource without operations', () => {
  const { resources } = derive([
    ...signIn,
    call('GET /api/posts', { reads: ['data[].author.name', 'data[].title'] }),
    call('POST /api/posts', { body: ['title'] }),
  ])
  expect(resources.at(-1)).toMatchObject({
    name: 'people',
    singular: 'person',
    table: 'users',
    operations: {},
    only: ['name'],
  })
  expect(resources[0]?.embed).toEqual({ author: 'people' })
})

test('the author of a row that a body names is ignored, and the comparison with the frontend knows it', () => {
  const { unresolved } = derive([
    ...signIn,
    call('GET /api/posts', { reads: ['posts[].author.name', 'posts[].title'] }),
    call('POST /api/posts', { body: ['post.title', 'post.author'], reads: ['post.title'] }),
  ])
  expect(unresolved.map(({ text }) => text)).toContain('POST /api/posts {post.author}')
})

test('filters are words that lead to a field, directly or through what they name', () => {
  const { resources } = derive([
    ...signIn,
    call('GET /api/members/{name}', { reads: ['data.name'] }),
    call('GET /api/posts', {
      query: ['author', 'limit', 'order', 'page', 'tag', 'wordCount[gte]'],
      reads: ['data[].author.name', 'data[].tags[]', 'data[].wordCount'],
    }),
    call('POST /api/posts', { body: ['title'] }),
  ])
  expect(resources.find(({ name }) => name === 'posts')?.filter).toEqual({
    author: 'author.name',
    tag: 'tags',
    wordCount: 'wordCount',
  })
})

test('a list that is never paged is given whole', () => {
  const size = (query: string[]) =>
    derive([call('GET /api/notes', { query, reads: ['data[].title'] })]).resources[0]?.size
  expect([size([]), size(['page'])]).toEqual([1000, undefined])
})

test('an object with an array in it is no list', () => {
  const { resources, actions } = derive([call('GET /api/statistics', { reads: ['data.days[].sum', 'data.revenue'] })])
  expect(resources).toEqual([])
  expect(actions).toMatchObject([{ kind: 'pending', path: '/statistics' }])
})

test('users whom nobody signs in as are rows like others', () => {
  const { tables, resources, auth } = derive([call('GET /api/users', { reads: ['data[].email', 'data[].name'] })])
  expect(auth).toBeUndefined()
  expect(tables.map(({ name, module }) => [name, module])).toEqual([['users', 'users']])
  expect(resources.map(({ name, table }) => [name, table])).toEqual([['users', 'users']])
})

describe('the problems of a refused answer are no columns', () => {
  const problems: Shape = { kind: 'object', fields: { body: { shape: { kind: 'array', of: text }, optional: false } } }
  const note = (more: Record<string, Shape>) => shape({ note: shape({ title: text }), ...more })
  const removed = call('DELETE /api/notes/{id}', { answerShape: shape({ errors: problems }) })
  const read = { reads: ['note.title'] }

  test('where one type declares both answers', () => {
    const found = fields(
      'notes',
      call('GET /api/notes/{id}', { ...read, answerShape: note({ errors: problems }) }),
      removed,
    )
    expect(Object.keys(found)).toEqual(['title'])
  })

  test('where the code reads them of refused answers, whatever they are called', () => {
    const endpoints = [
      call('GET /api/notes/{id}', { reads: ['title'], answerShape: shape({ title: text, faults: problems }) }),
    ]
    const evidence = [{ file: 'src/a.ts', line: 1 }]
    const names = (reads: string[]) =>
      derive(endpoints, { errors: [{ reads, evidence }] }).tables[0]?.fields.map(({ name }) => name)
    expect(names(['faults.body[]'])).toEqual(['title'])
    expect(names(['message'])).toEqual(['title', 'faults'])
  })

  test('but rows may have members of such a name, when the code reads them', () => {
    const found = fields(
      'imports',
      call('GET /api/imports/{id}', {
        reads: ['data.errors[]', 'data.title'],
        answerShape: shape({ data: shape({ errors: { kind: 'array', of: text }, title: text }) }),
      }),
    )
    expect(Object.keys(found).sort()).toEqual(['errors', 'title'])
  })

  test('nor is what a removal says of how it went', () => {
    const found = fields(
      'notes',
      call('GET /api/notes/{id}', { reads: ['title'] }),
      call('DELETE /api/notes/{id}', { answerShape: shape({ message: text }), reads: ['message'] }),
    )
    expect(Object.keys(found)).toEqual(['title'])
  })
})

describe('a column is not null', () => {
  const may = (value: Shape, more: Partial<Field> = {}): Field => ({ shape: value, optional: true, ...more })
  const made = (file: string, sent: Record<string, Field>) =>
    fields(
      'notes',
      call('POST /api/notes', {
        body: Object.keys(sent),
        bodyShape: { kind: 'object', fields: sent },
        reads: ['data.slug'],
        evidence: [{ file, line: 1 }],
      }),
    )

  test('when a slug is made of it', () => {
    expect(made('src/api.ts', { title: may(text), body: may(text) })).toMatchObject({
      title: { required: true },
      slug: { required: true, server: { slugOf: 'title' } },
      body: { required: false },
    })
  })

  test('when its form insists on it', () => {
    expect(made('src/api.ts', { body: may(text, { required: true }), note: may(text) })).toMatchObject({
      body: { required: true },
      note: { required: false },
    })
  })

  test('when plain JavaScript sends it from a form that begins empty, but not where some are always there', () => {
    expect(made('src/api.js', { body: may(text), note: may(text) })).toMatchObject({
      body: { required: true },
      note: { required: true },
    })
    expect(made('src/api.js', { body: { shape: text, optional: false }, note: may(text) })).toMatchObject({
      body: { required: true },
      note: { required: false },
    })
  })
})

describe('limits', () => {
  const sending = (key: string, member: Partial<Field>) =>
    call(key, {
      body: ['rate'],
      bodyShape: { kind: 'object', fields: { rate: { shape: number, optional: false, ...member } } },
    })
  const made = (one: Partial<Field>, other: Partial<Field>) =>
    fields('notes', sending('POST /api/notes', one), sending('PATCH /api/notes/{id}', other)).rate

  test('are the loosest that every call keeps to', () => {
    expect(made({ min: 1, max: 5 }, { min: 0, max: 4 })).toMatchObject({ min: 0, max: 5 })
  })

  test('are none where one call has none: the database would refuse what it sends', () => {
    const found = made({ min: 1, max: 5 }, { max: 9 })
    expect(found).toMatchObject({ max: 9 })
    expect(found).not.toHaveProperty('min')
  })

  test('of a text hold, the least one only where the form lets nothing empty pass', () => {
    const limits = { shape: text, minLength: 3, maxLength: 40 }
    expect(made({ ...limits, required: true }, { ...limits, required: true })).toMatchObject({
      minLength: 3,
      maxLength: 40,
    })
    expect(made({ ...limits, required: true }, limits)).not.toHaveProperty('minLength')
    expect(made(limits, limits)).toMatchObject({ maxLength: 40 })
  })

  test('of a list of values are the values', () => {
    const literal: Partial<Field> = { shape: { kind: 'literal', values: ['high', 'low'] }, maxLength: 3 }
    expect(made(literal, literal)).not.toHaveProperty('maxLength')
  })
})

test('columns have one order, whatever the order of the calls and their members', () => {
  const typed = { title: text, body: text, stock: number, categoryId: text, email: text }
  const backwards = Object.fromEntries(Object.entries(typed).reverse())
  const calls = (members: Record<string, Shape>) => [
    call('GET /api/categories', { reads: ['data[].name'] }),
    call('POST /api/notes', { body: Object.keys(members), bodyShape: shape(members) }),
    call('GET /api/notes/{id}', { reads: Object.keys(members).map(name => `data.${name}`) }),
  ]
  expect(derive(calls(backwards).reverse()).tables).toEqual(derive(calls(typed)).tables)
  expect(Object.keys(fields('notes', ...calls(backwards)))).toEqual(['title', 'email', 'body', 'stock', 'categoryId'])
})

test('a row may point at another one of its table, and the first has none to point at', () => {
  const { tables } = derive([
    call('GET /api/projects', { reads: ['data[].id', 'data[].name'] }),
    call('POST /api/projects', { body: ['name', 'parentProjectId', 'projectId'], reads: ['data.id'] }),
  ])
  const key = tables[0]?.fields.find(({ name }) => name === 'parentProjectId')
  expect(key).toMatchObject({ required: false, references: { table: 'projects', onDelete: 'set null' } })
  // What is called after the row itself is what somebody calls it.
  const own = tables[0]?.fields.find(({ name }) => name === 'projectId')
  expect(own?.references).toBeUndefined()
})

test('a row below a row and two words is found in the tree, and an action on it names both', () => {
  const { resources, actions } = derive([
    call('GET /api/projects', { reads: ['data[].id', 'data[].name'] }),
    call('POST /api/projects', { body: ['name'], reads: ['data.id'] }),
    call('GET /api/projects/{projectId}/tools/hooks', { reads: ['data[].id', 'data[].url', 'data[].active'] }),
    call('POST /api/projects/{projectId}/tools/hooks', { body: ['url'], reads: ['data.id'] }),
    call('PUT /api/projects/{projectId}/tools/hooks/{hookId}/active', { body: ['active'] }),
  ])
  expect(resources.find(({ name }) => name === 'hooks')).toMatchObject({ path: '/projects/:projectId/tools/hooks' })
  expect(actions[0]).toMatchObject({ path: '/projects/:projectId/tools/hooks/:id/active' })
})

test('a moment is a time unless its name is that of a day, and a declared text that nobody sends is empty', () => {
  const typed = { title: text, startOn: { kind: 'date' }, birthday: { kind: 'date' } } satisfies Record<string, Shape>
  const answer = shape({ data: shape({ ...typed, link: text, look: shape({ color: text }) }) })
  const { startOn, birthday, link, look } = fields(
    'events',
    call('POST /api/events', { body: Object.keys(typed), bodyShape: shape(typed) }),
    call('GET /api/events/{id}', {
      reads: ['data.title', 'data.link', 'data.look.color'],
      answerShape: answer,
    }),
  )
  expect([startOn?.type, birthday?.type, link?.default]).toEqual(['timestamp', 'date', ''])
  expect(look).toMatchObject({ type: 'json', required: true, default: { color: '' } })
})

test('a text in a part that begins empty is an empty text, though another place allows a null; a time is none', () => {
  const plan = { shape: text, optional: false, nullable: true }
  const until = { shape: text, optional: false, nullable: true, format: 'date-time' as const }
  const member = (inner: Shape) => ({ shape: inner, optional: false })
  const part = member({ kind: 'object', fields: { plan, until } })
  const { terms } = fields(
    'firms',
    call('POST /api/firms', { body: ['title'] }),
    call('GET /api/firms/{id}', {
      reads: ['data.title', 'data.terms.plan', 'data.terms.until'],
      answerShape: shape({ data: { kind: 'object', fields: { title: member(text), terms: part } } }),
    }),
  )
  expect(terms).toMatchObject({ type: 'json', default: { plan: '', until: null } })
})

test('of two paths that make rows of one table, neither has to send what the other does', () => {
  const review = { comment: text, rating: number }
  const guest = { ...review, guestName: text }
  const found = fields(
    'reviews',
    call('POST /api/reviews', { body: Object.keys(review), bodyShape: shape(review) }),
    call('POST /api/public/reviews', { body: Object.keys(guest), bodyShape: shape(guest) }),
  )
  expect(found).toMatchObject({
    comment: { required: true },
    rating: { required: true },
    guestName: { required: false },
  })
})

test('a choice that may be left open takes an empty text, too', () => {
  const choice = (...values: string[]) => {
    const bodyShape = shape({ title: text, order: { kind: 'literal', values } })
    return fields('lists', call('POST /api/lists', { body: ['order', 'title'], bodyShape })).order?.values
  }
  expect(choice('asc', 'desc')).toEqual(['asc', 'desc'])
  expect(choice('', 'asc', 'desc')).toEqual(['asc', 'desc', ''])
  expect(choice('', 'asc')).toBeUndefined()
})

test('a row that is deleted takes nothing', () => {
  const { unresolved } = derive([
    call('GET /api/lists', { reads: ['data[].id', 'data[].title'] }),
    call('POST /api/lists', { body: ['title'], reads: ['data.id'] }),
    call('DELETE /api/lists/{id}', { body: ['reason'] }),
  ])
  expect(unresolved.map(each => each.text)).toEqual(['DELETE /api/lists/{id} {reason}'])
})

test('a key that code takes to be there, and that no call says, is left to write', () => {
  const key = (nullable: boolean) => ({ shape: text, optional: false, ...(nullable ? { nullable } : {}) })
  const pending = (nullable: boolean) => {
    const row: Shape = { kind: 'object', fields: { title: key(false), deskId: key(nullable) } }
    const { actions } = derive([
      call('GET /api/desks', { reads: ['data[].id', 'data[].name'] }),
      call('POST /api/firms', { body: ['title'], reads: ['data.id'] }),
      call('GET /api/firms/{id}', { reads: ['data.title', 'data.deskId'], answerShape: shape({ data: row }) }),
    ])
    return actions.flatMap(action => (action.kind === 'pending' ? action.endpoints : []))
  }
  expect(pending(true)).toEqual([])
  expect(pending(false)).toEqual(['GET /api/firms/{id}'])
})

test('a value that is read as a list is left to write', () => {
  const { actions } = derive([
    call('POST /api/jobs', { body: ['name', 'flags'], bodyShape: shape({ name: text, flags: text }) }),
    call('GET /api/jobs/{id}', { reads: ['data.name', 'data.flags[]'] }),
  ])
  expect(actions).toMatchObject([{ kind: 'pending', path: '/jobs/:id', reason: expect.stringContaining('flags') }])
})

test('a key that the path has says nothing in the body', () => {
  const { tables, actions, unresolved, dialect } = derive([
    call('GET /api/labels', { reads: ['data[].id', 'data[].name'] }),
    call('POST /api/labels', { body: ['name'], reads: ['data.id'] }),
    call('PUT /api/labels/{labelId}', { body: ['labelId', 'name'] }),
  ])
  expect([actions, tables[0]?.fields.map(({ name }) => name), dialect.extra]).toEqual([[], ['name'], 'drop'])
  expect(unresolved).toMatchObject([{ text: 'PUT /api/labels/{labelId} {labelId}' }])
})

test('what leads to another row under one path of the rows is no column under another one', () => {
  const owner = shape({ id: number, name: text })
  const { tables, resources, actions } = derive([
    call('GET /api/owners', { reads: ['data[].id', 'data[].name'] }),
    call('POST /api/owners', { body: ['name'], reads: ['data.id'] }),
    call('POST /api/owners/{ownerId}/pets', { body: ['name', 'owner'] }),
    call('GET /api/pets', { reads: ['data[].id', 'data[].name'] }),
    call('PUT /api/pets/{id}', { body: ['name', 'owner'], bodyShape: shape({ name: text, owner }) }),
  ])
  const pets = tables.find(({ name }) => name === 'pets')
  expect(pets?.fields.map(({ name }) => name)).toEqual(['name', 'ownerId'])
  expect(resources.filter(({ table }) => table === 'pets').map(({ embed }) => embed)).toEqual([
    { owner: 'owners' },
    { owner: 'owners' },
  ])
  expect(actions).toEqual([])
})

test('two rows that show each other do not go on without end', () => {
  const { resources } = derive([
    call('GET /api/feeds', { reads: ['data[].id', 'data[].name', 'data[].source.name', 'data[].source.id'] }),
    call('GET /api/sources', { reads: ['data[].id', 'data[].name', 'data[].feed.name', 'data[].feed.id'] }),
  ])
  const embedding = resources.filter(({ embed }) => Object.keys(embed).length > 0)
  expect(embedding.length).toBeLessThan(2)
})

test('people have one name, whatever its capitals, and no password', () => {
  const { tables } = derive([
    call('POST /api/auth/login', { body: ['password', 'username'], reads: ['data.token'] }),
    call('PATCH /api/auth/me', { body: ['bio', 'passwordCurrent', 'passwordNew'] }),
    call('GET /api/auth/me', { reads: ['data.id', 'data.name', 'data.userName'] }),
    call('GET /api/users', { reads: ['data[].id', 'data[].nickName'] }),
    call('PUT /api/users/{id}', { body: ['nickname'] }),
  ])
  const names = tables.find(({ name }) => name === 'users')?.fields.map(({ name }) => name.toLowerCase()) ?? []
  expect([names, names.filter(name => name.includes('passw'))]).toEqual([[...new Set(names)], []])
})

test('rows that are written with their parent under one path of it are shown with it under each', () => {
  const line = shape({ jarId: text, amount: number })
  const { tables, resources } = derive([
    call('GET /api/jars', { reads: ['[].id', '[].name'] }),
    call('POST /api/jars', { body: ['name'] }),
    call('GET /api/shelves', { reads: ['[].id', '[].name'] }),
    call('POST /api/shelves', { body: ['name'] }),
    call('POST /api/parcels', {
      body: ['name', 'lines[].amount', 'lines[].jarId'],
      bodyShape: shape({ name: text, lines: { kind: 'array', of: line } }),
    }),
    call('GET /api/parcels/{id}', { reads: ['id', 'name', 'lines[].amount', 'lines[].jarId'] }),
    call('GET /api/shelves/{shelfId}/parcels', { reads: ['[].id', '[].name', '[].lines[]'] }),
  ])
  expect(tables.find(({ name }) => name === 'parcels')?.fields.map(({ name }) => name)).not.toContain('lines')
  expect(tables.filter(({ name }) => name === 'parcelLines')).toHaveLength(1)
  const shown = resources.filter(({ table }) => table === 'parcels').map(({ children }) => children)
  expect(shown).toEqual([{ lines: 'parcelLines' }, { lines: 'parcelLines' }])
})

test('rows that are written with their parent copy nothing from it, though they send its key', () => {
  const line = { message: text, reportId: text }
  const posted = { author: text, lines: { kind: 'array', of: shape(line) } } as const
  const shown = { author: text, lines: { kind: 'array', of: shape({ ...line, author: text }) } } as const
  const { tables } = derive([
    call('GET /api/reports/{id}', {
      reads: ['author', 'lines[].author', 'lines[].message'],
      answerShape: shape(shown),
    }),
    call('POST /api/reports', {
      body: ['author', 'lines[].message', 'lines[].reportId'],
      bodyShape: shape(posted),
    }),
  ])
  const lines = tables.find(({ name }) => name === 'reportLines')?.fields ?? []
  expect(lines.map(({ name }) => name)).toEqual(expect.arrayContaining(['author', 'message', 'reportId']))
  expect(lines.filter(({ server }) => server !== undefined)).toEqual([])
})

test('who makes rows writes what calls under another path of the rows only show', () => {
  const found = fields(
    'sources',
    call('GET /api/groups', { reads: ['data[].id', 'data[].name'] }),
    call('POST /api/groups', { body: ['name'], reads: ['data.id'] }),
    call('POST /api/sources', { body: ['kind'], reads: ['data.id'] }),
    call('GET /api/sources', { reads: ['data[].id', 'data[].kind'] }),
    call('GET /api/groups/{id}/sources', { reads: ['data[].id', 'data[].kind'] }),
    call('POST /api/groups/{id}/sources', { body: ['rank'] }),
  )
  expect(found.kind).not.toHaveProperty('write')
})

test('a key to rows that no call makes or shows is kept as it is sent', () => {
  const drive = call('PUT /api/drives/{id}', { body: ['label'] })
  const copy = call('POST /api/copies', { body: ['driveId', 'title'] })
  expect(fields('copies', drive, copy).driveId).not.toHaveProperty('references')
  const shown = call('GET /api/drives/{id}', { reads: ['data.label'] })
  expect(fields('copies', drive, copy, shown).driveId).toMatchObject({ references: { table: 'drives' } })
})

test('a row that is only shown has what is declared of it, though it is called after the row itself', () => {
  const links = { linkId: text, title: text }
  const shown = call('GET /api/links', {
    reads: ['[].linkId', '[].title'],
    answerShape: { kind: 'array', of: shape(links) },
  })
  expect(fields('links', shown).linkId).toMatchObject({ required: true })
})

test('the row that a line points at is no field of it that the server copies, though that row has one of the name', () => {
  const list: Shape = {
    kind: 'array',
    of: { kind: 'object', fields: { episodeId: { shape: { kind: 'string' }, optional: false } } },
  }
  const { tables } = derive([
    call('GET /api/episodes', { reads: ['data[].episode', 'data[].id', 'data[].title'] }),
    call('POST /api/playlists', {
      body: ['items[].episodeId', 'name'],
      bodyShape: {
        kind: 'object',
        fields: { items: { shape: list, optional: false }, name: { shape: { kind: 'string' }, optional: false } },
      },
      reads: ['data.id'],
    }),
    call('GET /api/playlists/{id}', {
      reads: ['data.id', 'data.items[].episode.title', 'data.items[].episodeId', 'data.name'],
    }),
  ])
  const shown = tables.find(({ name }) => name === 'playlistItems')?.fields.find(({ name }) => name === 'episode')
  expect(shown).toMatchObject({ type: 'json' })
  expect(shown).not.toHaveProperty('server')
})

test('a field that code reads in either of two spellings is one', () => {
  const reads = ['data[].clientName', 'data[].client_name', 'data[].id', 'data[].title']
  const calls = [call('GET /api/cases', { reads }), call('POST /api/cases', { body: ['title'], reads: ['data.id'] })]
  expect(Object.keys(fields('cases', ...calls))).toEqual(['title', 'clientName'])
  expect(derive(calls).actions).toEqual([])
})
