import { expect, test } from 'vitest'
import type { Endpoint, Shape } from '../../endpoint.ts'
import { call, derive, signIn } from './kit.ts'

const list = call('GET /api/posts', {
  reads: ['data[].id', 'data[].liked', 'data[].likesCount', 'data[].tags[]', 'data[].title'],
})

test('a word below a row means nothing unless a rule says so', () => {
  const { actions } = derive([
    ...signIn,
    list,
    call('POST /api/posts/{id}/boost'),
    call('GET /api/posts/strange', { reads: ['data[].title'] }),
  ])
  expect(actions.map(({ kind, path }) => [kind, path])).toEqual([
    ['pending', '/posts/strange'],
    ['pending', '/posts/:id/boost'],
  ])
})

test('a POST without its DELETE is no toggle', () => {
  const { actions, computed } = derive([...signIn, list, call('POST /api/posts/{id}/like')])
  expect(actions).toMatchObject([{ kind: 'pending' }])
  expect(computed).toEqual([])
})

test('POST and DELETE of one word join the actor and the row, and rows say so', () => {
  const { actions, computed, tables } = derive([
    ...signIn,
    list,
    call('POST /api/posts/{id}/like'),
    call('DELETE /api/posts/{id}/like'),
  ])
  expect(actions).toMatchObject([
    { kind: 'toggle', path: '/posts/:id/like', on: 'posts', through: 'likes', allow: 'signedIn' },
  ])
  expect(computed.map(({ name, kind, of }) => [name, kind, of])).toEqual([
    ['liked', 'exists', 'likes'],
    ['likesCount', 'count', 'likes'],
  ])
  expect(tables.find(({ name }) => name === 'likes')).toMatchObject({ keys: ['userId', 'postId'], timestamps: false })
  expect(tables.find(({ name }) => name === 'posts')?.fields.map(({ name }) => name)).not.toContain('liked')
})

test('what is made and ended below a row is no toggle where it is shown, and says more than that it is there', () => {
  const pair = [call('POST /api/posts/{id}/like', { reads: ['data.token'] }), call('DELETE /api/posts/{id}/like')]
  const kinds = (read: string) => {
    const shown = call('GET /api/posts/{id}/like', { reads: [`data.${read}`] })
    return derive([...signIn, list, ...pair, shown]).actions.map(({ kind }) => kind)
  }
  expect(kinds('liked')).toContain('toggle')
  expect(kinds('rotatedAt')).not.toContain('toggle')
})

test('one row with a list of words in it is no feed', () => {
  const text = { kind: 'string' as const }
  const field = (shape: Shape) => ({ shape, optional: true })
  const answerShape: Shape = {
    kind: 'object',
    fields: { title: field(text), tags: field({ kind: 'array', of: text }) },
  }
  const current = call('GET /api/posts/current', { reads: ['tags[]', 'title'], answerShape })
  const posts = call('GET /api/posts', { reads: ['[].id', '[].isCurrent', '[].tags[]', '[].title'] })
  const add = call('POST /api/posts', { body: ['isCurrent', 'tags[]', 'title'], reads: ['id'] })
  expect(derive([posts, add, current]).actions).toMatchObject([{ kind: 'pending', path: '/posts/current' }])
})

test('an empty object is no body', () => {
  const empty = { bodyShape: { kind: 'object' as const, fields: {} } }
  const like = [call('POST /api/posts/{id}/like', empty), call('DELETE /api/posts/{id}/like')]
  expect(derive([...signIn, list, ...like]).actions).toMatchObject([{ kind: 'toggle' }])
})

test('without users there is nobody to join', () => {
  const { actions } = derive([list, call('POST /api/posts/{id}/like'), call('DELETE /api/posts/{id}/like')])
  expect(actions.map(({ kind }) => kind)).toEqual(['pending', 'pending'])
})

test('feeds are lists whose word names a condition', () => {
  const feed = (word: string) => {
    const toggle = [call('POST /api/posts/{id}/like'), call('DELETE /api/posts/{id}/like')]
    const { actions } = derive([
      ...signIn,
      list,
      ...toggle,
      call(`GET /api/posts/${word}`, { reads: ['data[].title'] }),
    ])
    return actions.find(({ path }) => path === `/posts/${word}`)
  }
  expect(feed('liked')).toMatchObject({ kind: 'feed', of: 'posts', where: { liked: true }, allow: 'signedIn' })
  expect(feed('latest')).toMatchObject({ kind: 'feed', where: {}, allow: 'anyone' })
  expect(feed('feed')).toMatchObject({ kind: 'pending' })
})

test('what stands at the top is sorted by the one number that the word can speak of', () => {
  const feed = (word: string, ...numbers: string[]) => {
    const rows = call('GET /api/films', { reads: ['title', ...numbers].map(name => `data[].${name}`) })
    const made = call('POST /api/films', { body: ['title'], reads: ['data.id'] })
    const { actions, resources } = derive([rows, made, call(`GET /api/films/${word}`, { reads: ['data[].title'] })])
    return [actions[0], resources.find(({ name }) => name === 'films')?.sort] as const
  }
  expect(feed('top', 'rating', 'viewCount')).toMatchObject([
    { kind: 'feed', of: 'films', where: {}, sort: '-rating' },
    ['title', 'rating'],
  ])
  expect(feed('best-sellers', 'soldCount')[0]).toMatchObject({ kind: 'feed', sort: '-soldCount' })
  expect(feed('popular', 'viewCount', 'likeCount')[0]).toMatchObject({ kind: 'pending' })
  expect(feed('top', 'viewCount')[0]).toMatchObject({ kind: 'pending' })
})

test('one call that marks a row counts it, or notes who did where somebody signs in', () => {
  const tally = (mark: string, ...more: Endpoint[]) => {
    const rows = call('GET /api/photos', { reads: ['data[].id', 'data[].title', `data[].${mark}`] })
    const made = call('POST /api/photos', { body: ['title'], reads: ['data.id'] })
    const { actions } = derive([...more, rows, made, call('PATCH /api/photos/{id}/likePhoto')])
    return actions.find(({ path }) => path.endsWith('/likePhoto'))
  }
  expect(tally('likeCount')).toMatchObject({ kind: 'tally', field: 'likeCount', of: 'calls', allow: 'anyone' })
  expect(tally('likes[]', ...signIn)).toMatchObject({ kind: 'tally', field: 'likes', of: 'actors', allow: 'signedIn' })
  expect(tally('likeCount', ...signIn)).toMatchObject({ kind: 'pending' })
  expect(tally('likes[]')).toMatchObject({ kind: 'pending' })
  expect(tally('likeliness')).toMatchObject({ kind: 'pending' })
  expect(tally('likes[]', ...signIn, call('PATCH /api/photos/{id}/unlikePhoto'))).toMatchObject({
    kind: 'pending',
    reason: 'What takes like back is another call, and may count otherwise.',
  })
})

test('a list of plain values is the values of the field called alike', () => {
  const tags = (name: string) => derive([list, call(`GET /api/${name}`, { reads: [`${name}[]`] })]).actions[0]
  expect(tags('tags')).toMatchObject({ kind: 'distinct', of: 'posts', field: 'tags', allow: 'anyone' })
  expect(tags('moods')).toMatchObject({ kind: 'pending' })
})

test('a verb moves a status to the value that is its past form', () => {
  const status: Shape = { kind: 'literal', values: ['draft', 'published', 'paid'] }
  const answer: Shape = { kind: 'object', fields: { status: { shape: status, optional: false } } }
  const data: Shape = { kind: 'object', fields: { data: { shape: answer, optional: false } } }
  const move = (word: string, method = 'POST') =>
    derive([call('GET /api/posts/{id}', { answerShape: data }), call(`${method} /api/posts/{id}/${word}`)]).actions[0]
  expect(move('publish')).toMatchObject({ kind: 'transition', field: 'status', from: ['draft'], to: 'published' })
  expect(move('pay')).toMatchObject({ kind: 'transition', to: 'paid' })
  expect(move('promote')).toMatchObject({ kind: 'pending' })
  expect(move('pay')).not.toHaveProperty('method')
  expect(move('publish', 'PUT')).toMatchObject({ kind: 'transition', method: 'PUT', to: 'published' })
})

test('background work, uploads and payments are named for what they are', () => {
  const { actions, resources, features } = derive([
    call('POST /api/exports', { body: ['kind'] }),
    call('GET /api/exports/{id}', { reads: ['data.progress', 'data.status'] }),
    call('POST /api/pictures', { encoding: 'multipart', body: ['picture'] }),
    call('POST /api/billing/portal', { reads: ['data.url'] }),
    call('GET /api/payments', { reads: ['data[].amount'] }),
  ])
  expect(resources.map(({ name }) => name)).toEqual(['payments'])
  expect(actions.map(({ kind, path }) => [kind, path])).toEqual([
    ['pending', '/billing/portal'],
    ['pending', '/exports'],
    ['pending', '/exports/:id'],
    ['pending', '/pictures'],
  ])
  const needed = Object.entries(features).filter(([, feature]) => feature.needed)
  expect(needed.map(([name]) => name)).toEqual(['uploads', 'jobs', 'payments'])
})

test('a collection of teams is a resource until the choice of one travels as a header', () => {
  const teams = call('GET /api/teams', { reads: ['data[].name'] })
  expect(derive([teams]).resources.map(({ name }) => name)).toEqual(['teams'])
  const chosen = derive([teams], { tenants: [{ header: 'X-Team', evidence: [{ file: 'src/client.ts', line: 2 }] }] })
  expect(chosen.resources).toEqual([])
  expect(chosen.dialect.tenantHeader).toBe('x-team')
})

test('a no has a reason where something looks like a yes', () => {
  const poll = { endpoint: 'GET /api/teams', evidence: [{ file: 'src/teams.ts', line: 9 }] }
  const { features } = derive(
    [call('GET /api/teams', { reads: ['data[].name'] }), call('GET /api/payments', { reads: ['data[].amount'] })],
    { polls: [poll] },
  )
  const doubted = Object.entries(features).filter(([, { needed, evidence }]) => !needed && evidence.length > 0)
  expect(doubted.map(([name]) => name)).toEqual(['tenancy', 'realtime', 'jobs', 'payments'])
  expect(features.realtime).toMatchObject({ needed: false, reason: 'Asked again and again: that is polling.' })
  expect(features.search).toEqual({ needed: false, evidence: [] })
})

test('a list for a choice is the list under another path, where rows show all that is read', () => {
  const brands = [
    call('GET /api/brands', { reads: ['data[].id', 'data[].name'] }),
    call('POST /api/brands', { body: ['name'], reads: ['data.id'] }),
  ]
  const select = (reads: string[]) => derive([...brands, call('GET /api/brands/list/select', { reads })]).actions[0]
  expect(select(['data[].id', 'data[].name'])).toMatchObject({
    kind: 'feed',
    path: '/brands/list/select',
    of: 'brands',
  })
  expect(select(['data[].label'])).toMatchObject({ kind: 'pending' })
})
