import { join } from 'node:path'
import { type TestApp, type TestClient, testApp } from 'plinth/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import backend from '../backend.ts'

let app: TestApp
let ada: TestClient
let carl: TestClient

beforeAll(async () => {
  app = await testApp(backend, { directory: join(import.meta.dirname, '..') })
  ada = await person('ada')
  carl = await person('carl')
})

afterAll(() => app.stop())

async function person(username: string): Promise<TestClient> {
  const user = { username, email: `${username}@example.com`, password: `secret-${username}` }
  const { body } = await app.post('/api/users', { user })
  return app.as((body as { user: { token: string } }).user.token)
}

async function write(client: TestClient, title: string, tagList: string[] = []): Promise<string> {
  const article = { title, description: 'd', body: 'b', tagList }
  const { body, status } = await client.post('/api/articles', { article })
  expect(status).toBe(201)
  return (body as { article: { slug: string } }).article.slug
}

it('refuses a wrong password with 401 and the shape that RealWorld reads', async () => {
  const answer = await app.post('/api/users/login', { user: { email: 'ada@example.com', password: 'wrong-wrong' } })
  expect(answer.status).toBe(401)
  expect(answer.body).toHaveProperty('errors')
})

it('answers 422 with messages by field', async () => {
  const answer = await ada.post('/api/articles', { article: { title: 'x' } })
  expect(answer.status).toBe(422)
  expect(answer.body).toMatchObject({ errors: { description: [expect.any(String)], body: [expect.any(String)] } })
})

it('lets nobody write without a token', async () => {
  expect((await app.post('/api/articles', { article: { title: 't', description: 'd', body: 'b' } })).status).toBe(401)
})

it('lets only the author change or delete an article', async () => {
  const slug = await write(ada, 'Mine alone')
  expect((await carl.put(`/api/articles/${slug}`, { article: { body: 'theirs' } })).status).toBe(403)
  expect((await carl.delete(`/api/articles/${slug}`)).status).toBe(403)
  expect((await ada.delete(`/api/articles/${slug}`)).status).toBe(204)
  expect((await app.get(`/api/articles/${slug}`)).status).toBe(404)
})

it('keeps what a PUT leaves out', async () => {
  const slug = await write(ada, 'Kept', ['one'])
  const { body, status } = await ada.put(`/api/articles/${slug}`, { article: { body: 'changed' } })
  expect(status).toBe(200)
  expect(body).toMatchObject({ article: { slug, title: 'Kept', body: 'changed', tagList: ['one'] } })
})

it('drops what the server owns from a body', async () => {
  const article = {
    title: 'Owned',
    description: 'd',
    body: 'b',
    authorId: crypto.randomUUID(),
    slug: 'chosen',
    id: 'x',
  }
  const { body } = await ada.post('/api/articles', { article })
  expect(body).toMatchObject({ article: { author: { username: 'ada' } } })
  expect((body as { article: { slug: string } }).article.slug).not.toBe('chosen')
})

it('favourites once however often it is asked, and takes it back', async () => {
  const slug = await write(ada, 'Liked')
  for (const _ of [1, 2]) {
    const { body } = await carl.post(`/api/articles/${slug}/favorite`)
    expect(body).toMatchObject({ article: { favorited: true, favoritesCount: 1 } })
  }
  expect((await ada.get(`/api/articles/${slug}`)).body).toMatchObject({
    article: { favorited: false, favoritesCount: 1 },
  })
  expect((await app.get('/api/articles?favorited=carl')).body).toMatchObject({ articlesCount: 1, articles: [{ slug }] })
  expect((await carl.delete(`/api/articles/${slug}/favorite`)).body).toMatchObject({
    article: { favorited: false, favoritesCount: 0 },
  })
})

it('fills the feed with those whom one follows, and nobody else', async () => {
  const slug = await write(ada, 'For followers')
  expect((await carl.get('/api/articles/feed')).body).toMatchObject({ articlesCount: 0 })
  expect((await carl.post('/api/profiles/ada/follow')).body).toMatchObject({
    profile: { username: 'ada', following: true },
  })
  const { body } = await carl.get('/api/articles/feed?limit=1')
  expect(body).toMatchObject({ articles: [{ slug, author: { username: 'ada', following: true } }] })
  expect((await carl.delete('/api/profiles/ada/follow')).body).toMatchObject({ profile: { following: false } })
  expect((await app.get('/api/articles/feed')).status).toBe(401)
})

it('filters by tag and author, and counts', async () => {
  const slug = await write(carl, 'Tagged', ['rare-tag'])
  expect((await app.get('/api/articles?tag=rare-tag')).body).toMatchObject({ articles: [{ slug }], articlesCount: 1 })
  expect((await app.get('/api/articles?author=nobody')).body).toEqual({ articles: [], articlesCount: 0 })
  expect((await app.get('/api/tags')).body).toMatchObject({ tags: expect.arrayContaining(['rare-tag']) })
})

it('keeps comments under their article, and lets only their author delete them', async () => {
  const slug = await write(ada, 'Discussed')
  const made = await carl.post(`/api/articles/${slug}/comments`, { comment: { body: 'Well said.' } })
  expect(made.body).toMatchObject({ comment: { body: 'Well said.', author: { username: 'carl' } } })
  const { id } = (made.body as { comment: { id: string } }).comment
  expect((await ada.delete(`/api/articles/${slug}/comments/${id}`)).status).toBe(403)
  expect((await carl.delete(`/api/articles/${slug}/comments/${id}`)).status).toBe(204)
  expect((await app.get(`/api/articles/${slug}/comments`)).body).toMatchObject({ comments: [] })
  expect((await app.get('/api/articles/none-such/comments')).status).toBe(404)
})

it('never shows an e-mail address in a profile or with an article', async () => {
  await write(ada, 'Private address')
  for (const path of ['/api/profiles/ada', '/api/articles', '/api/articles?author=ada']) {
    expect(JSON.stringify((await carl.get(path)).body)).not.toContain('@example.com')
  }
})

it('merges changes of the user, password too', async () => {
  const client = await person('eve')
  const changed = await client.put('/api/user', { user: { bio: 'New here.', password: 'changed-secret' } })
  expect(changed.body).toMatchObject({ user: { username: 'eve', bio: 'New here.', token: expect.any(String) } })
  const login = (password: string) => app.post('/api/users/login', { user: { email: 'eve@example.com', password } })
  expect((await login('secret-eve')).status).toBe(401)
  expect((await login('changed-secret')).status).toBe(200)
})
