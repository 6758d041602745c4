import { expect, test } from 'vitest'
import { call, derive, signIn } from './kit.ts'

function dialect(...args: Parameters<typeof derive>) {
  return derive(...args).dialect
}

test('the default dialect is not written down', () => {
  expect(
    dialect([
      ...signIn,
      call('GET /api/notes', { query: ['limit', 'page', 'search', 'sort'], reads: ['data[].title', 'meta.total'] }),
      call('GET /api/notes/{id}', { reads: ['data.title'] }),
      call('POST /api/notes', { body: ['title'], reads: ['data.id'] }),
    ]),
  ).toEqual({})
})

test('bare answers, with paging words of their own', () => {
  expect(
    dialect([
      call('GET /notes', { query: ['per_page', 'q', 'skip'], reads: ['items[].title', 'totalCount'] }),
      call('GET /notes/{id}', { reads: ['id', 'title'] }),
      call('POST /notes', { body: ['body', 'title'], reads: ['id'] }),
    ]),
  ).toEqual({
    base: '',
    envelope: { item: '$item', list: { items: '$items', totalCount: '$total' } },
    paging: { offset: 'skip', limit: 'per_page' },
    search: 'q',
  })
})

test('a list that is an array, and an item in a nested wrapper', () => {
  const found = dialect([
    call('GET /api/v2/notes', { reads: ['[].title'] }),
    call('GET /api/v2/notes/{id}', { reads: ['data.note.id', 'data.note.title'] }),
  ])
  expect(found).toMatchObject({ base: '/api/v2', envelope: { item: { data: { $name: '$item' } }, list: '$items' } })
})

test('names are snake case where the wire has more of them', () => {
  const { dialect: found, tables } = derive([
    call('GET /api/notes', { reads: ['data[].created_at', 'data[].first_line', 'data[].word_count'] }),
    call('POST /api/notes', { body: ['first_line'] }),
  ])
  expect(found).toEqual({ casing: 'snake' })
  expect(tables[0]?.fields.map(({ name, type }) => [name, type])).toEqual([
    ['firstLine', 'text'],
    ['wordCount', 'integer'],
  ])
})

test('refused answers are shaped as the code reads them', () => {
  const calls = [call('GET /api/notes', { reads: ['data[].title'] })]
  const errors = (...reads: string[]) => dialect(calls, { errors: [{ reads, evidence: [] }] })
  expect(errors('error', 'code', 'details[].field', 'details[].message')).toEqual({})
  expect(errors('message')).toEqual({ envelope: { error: { message: '$message' } } })
  expect(errors('error.message', 'error.code')).toEqual({
    envelope: { error: { error: { message: '$message', code: '$code' } } },
  })
  expect(errors('errors.{}[]')).toEqual({ envelope: { error: { errors: '$fields' } }, validation: { status: 422 } })
})

test('the session is where the token and the user are read', () => {
  const session = (...reads: string[]) => {
    const login = call('POST /api/auth/login', { body: ['email', 'password'], reads })
    return dialect([login, call('GET /api/notes/{id}', { reads: ['data.id', 'data.title'] })])
  }
  expect(session('data.accessToken', 'data.user.email')).toEqual({})
  expect(session('data.token', 'data.user.email')).toEqual({
    envelope: { session: { token: '$accessToken', user: '$user' } },
  })
  expect(session('data.email', 'data.jwt')).toEqual({ envelope: { session: { '...': '$user', jwt: '$accessToken' } } })
  expect(session('data.profile.email', 'data.tokens.access', 'data.tokens.refresh')).toEqual({
    envelope: { session: { profile: '$user', tokens: { access: '$accessToken', refresh: '$refreshToken' } } },
  })
})

test('the token travels where the headers say', () => {
  const headers = (name: string, value: string) =>
    dialect([call('GET /api/notes', { headers: { [name]: value }, reads: ['data[].title'] })])
  expect(headers('authorization', 'Bearer {token}')).toEqual({})
  expect(headers('authorization', 'Token {token}')).toEqual({ token: { scheme: 'Token' } })
  expect(headers('authorization', '{token}')).toEqual({ token: { scheme: '' } })
  expect(headers('x-auth-token', '{token}')).toEqual({ token: { header: 'x-auth-token' } })
  expect(headers('x-csrf-token', '{token}')).toEqual({})
})

test('PUT merges when it leaves out what a create sends', () => {
  const put = (...body: string[]) =>
    dialect([
      call('POST /api/notes', { body: ['body', 'title'], reads: ['data.id'] }),
      call('PUT /api/notes/{id}', { body, reads: ['data.id'] }),
    ])
  expect(put('body', 'title')).toEqual({})
  expect(put('title')).toEqual({ put: 'merge' })
})

test('extra fields are dropped when the frontend sends the server’s own, or asks with words that mean nothing', () => {
  const note = call('POST /api/notes', { body: ['title'], reads: ['data.id'] })
  expect(dialect([note, call('PUT /api/notes/{id}', { body: ['createdAt', 'id', 'title'] })])).toEqual({
    extra: 'drop',
  })
  const { dialect: found, unresolved } = derive([call('GET /api/notes', { query: ['mood'], reads: ['data[].title'] })])
  expect(found).toEqual({ extra: 'drop' })
  expect(unresolved).toMatchObject([{ reason: 'The query word mood names no field. It is ignored.' }])
})

test('a direction in a word of its own is named, and not refused', () => {
  const {
    dialect: found,
    resources,
    unresolved,
  } = derive([call('GET /api/notes', { query: ['order', 'sortBy'], reads: ['data[].title'] })])
  expect(found).toEqual({ sort: 'sortBy', extra: 'drop' })
  expect(resources[0]?.filter).toEqual({})
  expect(unresolved[0]?.reason).toContain('The direction stands in a word of its own, order')
})

test('pages that are counted from 0 say so', () => {
  const zero = { kind: 'literal' as const, values: [0] }
  const queryShape = { kind: 'object' as const, fields: { page: { shape: zero, optional: false } } }
  const list = call('GET /api/notes', { query: ['page'], queryShape, reads: ['data[].title'] })
  expect(dialect([list])).toEqual({ paging: { page: 'page', first: 0 } })
})

test('a delete says how it went where no answer says so by itself', () => {
  const list = call('GET /api/notes', { reads: ['[].id', '[].title'] })
  const make = call('POST /api/notes', { body: ['title'], reads: ['id', 'title'] })
  const gone = (...reads: string[]) => derive([list, make, call('DELETE /api/notes/{id}', { reads })]).dialect
  expect(gone('message', 'ok')).toMatchObject({ answers: { 'notes.delete': { message: 'Deleted.', ok: true } } })
  expect(gone('message', 'count')).not.toHaveProperty('answers')
  expect(gone()).not.toHaveProperty('answers')
})

test('a delete whose answer is read has an answer', () => {
  const list = call('GET /api/notes', { reads: ['data[].title'] })
  expect(dialect([list, call('DELETE /api/notes/{id}', { reads: ['success'] })])).toEqual({ status: { delete: 200 } })
  expect(dialect([list, call('DELETE /api/notes/{id}')])).toEqual({})
})

test('built-in operations keep the paths that the frontend asks', () => {
  const { dialect: found } = derive([
    call('POST /api/sessions', { body: ['email', 'password'], reads: ['data.accessToken'] }),
    call('GET /api/auth/me', { reads: ['data.email'] }),
  ])
  expect(found.paths).toEqual({ 'auth.login': 'POST /sessions' })
})

test('numbers beside a list are called as on the wire', () => {
  const reads = ['data[].id', 'data[].user_name', 'meta.current_page', 'meta.last_page']
  const { dialect } = derive([call('GET /api/posts', { reads }), call('POST /api/posts', { body: ['user_name'] })])
  expect(dialect.envelope).toMatchObject({ list: { meta: { current_page: '$page', last_page: '$pages' } } })
})

test('what answers are compared with to see how they went is in all of them', () => {
  const evidence = [{ file: 'src/request.ts', line: 9 }]
  const said = (...values: (string | number)[]) => ({
    outcomes: values.map(value => ({ name: 'code', value, evidence })),
  })
  const asked = [
    call('POST /api/auth/login', { body: ['password', 'username'], reads: ['code', 'data.token', 'msg'] }),
    call('POST /api/auth/logout', { reads: ['code', 'msg'] }),
    call('GET /api/notes', { reads: ['code', 'msg', 'rows[].id', 'rows[].title', 'total'] }),
    call('POST /api/notes', { body: ['title'], reads: ['code', 'msg'] }),
    call('GET /api/notes/{id}', { reads: ['code', 'data.id', 'data.title', 'msg'] }),
    call('DELETE /api/notes/{id}', { reads: ['code', 'msg'] }),
  ]
  const { actions, auth, dialect } = derive(asked, said(401, 0))
  expect(actions).toEqual([])
  expect(auth?.operations).toMatchObject({ 'auth.logout': 'POST /api/auth/logout' })
  expect(dialect.envelope).toMatchObject({
    item: { code: 0, msg: 'Done.', data: '$item' },
    list: { code: 0, msg: 'Done.', rows: '$items', total: '$total' },
  })
  expect(dialect.answers).toMatchObject({ 'auth.logout': { code: 0 } })
  const first = (...values: (string | number)[]) =>
    (derive(asked, said(...values)).dialect.envelope as { item: Record<string, unknown> }).item.code
  // A status that nobody asks for is that of success; a word that is none says nothing.
  expect([first(401, 403), first('error', 'ok'), first('busy')]).toEqual([200, 'ok', undefined])
})

test('rows are in the order of their names where these are single texts', () => {
  const sortOf = (name: 'string' | 'array') => {
    const shape = name === 'array' ? { kind: name, of: { kind: 'string' as const } } : { kind: name }
    const body = {
      body: ['name', 'size'],
      bodyShape: { kind: 'object' as const, fields: { name: { shape, optional: false } } },
    }
    const { resources } = derive([call('GET /api/jars', { reads: ['[].name'] }), call('POST /api/jars', body)])
    return resources[0]?.sort
  }
  expect(sortOf('string')).toEqual(['name'])
  expect(sortOf('array')).toEqual(['createdAt'])
})

test('a removal is answered where its answer is read, though the row is named in the query', () => {
  const { dialect } = derive([
    call('GET /api/tags', { reads: ['data[].id', 'data[].name'] }),
    call('POST /api/tags', { body: ['name'], reads: ['data.id'] }),
    call('DELETE /api/tags', { query: ['id'], reads: ['success'] }),
  ])
  expect(dialect.status).toEqual({ delete: 200 })
})

test('how many there are in all goes by many names', () => {
  for (const total of ['total', 'totalItems', 'total_item', 'totalDocs', 'totalRecords', 'numFound']) {
    const reads = ['data[].id', 'data[].name', `paging.${total}`, 'paging.page']
    const { dialect, actions } = derive([
      call('GET /api/jars', { query: ['page', 'size'], reads }),
      call('POST /api/jars', { body: ['name'] }),
    ])
    expect(actions, total).toEqual([])
    expect(JSON.stringify(dialect.envelope), total).toContain('$total')
  }
})
