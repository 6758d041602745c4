import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as schema from '../../../../../examples/blog/schema.ts'
import { type Actor, anyone, can, nobody, owner, signedIn } from '../../access/index.ts'
import { computed, count, exists, resource, uniqueSlug } from '../../resources/index.ts'
import { type Data, pageOf, type TestBackend, user, withBackend } from '../../resources/test/backend.ts'
import { compileActions, distinct, feed, toggle } from '../index.ts'

const author = owner('authorId').or(can('articles:write'))
const resources = [
  resource(schema.articles, {
    id: 'slug',
    allow: { read: anyone, create: signedIn, replace: author, delete: author },
    operations: ['list', 'get', 'create', 'replace', 'delete'],
    filter: { tag: 'tagList', author: 'author.username', favorited: 'favorites.user.username' },
    sort: ['createdAt'],
    embed: { author: 'profiles' },
    computed: ['favorited', 'favoritesCount'],
    fields: { slug: { write: nobody } },
    before: { create: ({ input }) => ({ ...input, slug: uniqueSlug(input.title) }) },
  }),
  resource(schema.comments, {
    path: '/articles/:slug/comments',
    operations: ['list', 'create', 'delete'],
    allow: { read: anyone, create: signedIn, delete: owner('authorId') },
    sort: ['createdAt'],
    embed: { author: 'profiles' },
  }),
  resource(schema.users, {
    name: 'profiles',
    id: 'username',
    operations: ['get'],
    allow: { read: anyone },
    only: ['username', 'bio', 'image'],
    computed: ['following'],
  }),
]
const actions = [
  ...toggle('/articles/:slug/favorite', { on: schema.articles, through: schema.favorites, allow: signedIn }),
  ...toggle('/profiles/:username/follow', {
    on: schema.users,
    through: schema.follows,
    by: 'followedId',
    allow: signedIn,
  }),
  feed('GET /articles/feed', { of: schema.articles, where: { 'author.following': true }, allow: signedIn }),
  feed('GET /articles/mine', { of: schema.articles, rows: owner('authorId'), allow: signedIn }),
  feed('GET /articles/one', { of: schema.articles, size: 1, allow: anyone }),
  feed('GET /articles/oldest', { of: schema.articles, sort: 'createdAt', allow: anyone }),
  distinct('GET /tags', { of: schema.articles, field: 'tagList', allow: anyone }),
]

interface Article extends Data {
  readonly slug: string
}

let blog: TestBackend
const ann = user('00000000-0000-4000-8000-00000000000a')
const bob = user('00000000-0000-4000-8000-00000000000b')

beforeAll(async () => {
  blog = await withBackend({
    schema,
    users: schema.users,
    wire: { put: 'merge', extra: 'drop' },
    computed: computed(schema, {
      articles: { favorited: exists(schema.favorites, { of: 'actor' }), favoritesCount: count(schema.favorites) },
      users: { following: exists(schema.follows, { of: 'actor', by: 'followedId' }) },
    }),
    resources,
    more: engine =>
      compileActions(
        actions.map(action => ({ module: 'blog', action })),
        engine,
      ),
  })
  for (const [who, name] of [
    [ann, 'ann'],
    [bob, 'bob'],
  ] as const) {
    await blog.asOwner('insert into users (id, username, email) values ($1, $2, $3)', [
      who.id,
      name,
      `${name}@secret.org`,
    ])
  }
})
afterAll(() => blog?.stop())

const write = (as = ann, over: object = {}) =>
  blog.ask<Article>('articles.create', {
    as,
    body: { title: 'A title', description: 'd', body: 'b', tagList: ['x'], ...over },
  })
const favorite = (slug: string, as = bob, call = 'articles.favorite.post') => blog.ask(call, { as, params: { slug } })
const follow = (username: string, as = bob, call = 'profiles.follow.post') =>
  blog.ask(call, { as, params: { username } })

describe('articles', () => {
  test('come with their author as others see them', async () => {
    const article = await write()
    expect(article).toMatchObject({ slug: expect.stringMatching(/^a-title-/), favorited: false, favoritesCount: 0 })
    expect(article.author).toEqual({ username: 'ann', bio: null, image: null, following: false })
    const list = JSON.stringify(await blog.ask('articles.list'))
    expect(list).toContain('"username":"ann"')
    expect(list).not.toContain('secret.org')
  })

  test('are found by tag, by author and by who likes them', async () => {
    const { slug } = await write(bob, { tagList: ['rare', 'y'] })
    await favorite(slug, ann)
    const found = async (field: string, value: string) =>
      (await blog.ask<Data[]>('articles.list', { list: { where: [{ field, op: 'eq', value }] } })).map(one => one.slug)
    expect(await found('tag', 'rare')).toEqual([slug])
    expect(await found('author', 'bob')).toEqual([slug])
    expect(await found('favorited', 'ann')).toEqual([slug])
    expect(await found('favorited', `ann' or 1=1 --`)).toEqual([])
  })

  test('merge on PUT, and only for their author', async () => {
    const { slug } = await write()
    const call = { params: { slug }, body: { title: 'New', slug: 'mine', authorId: bob.id } }
    expect(await blog.ask('articles.replace', { ...call, as: ann })).toMatchObject({
      title: 'New',
      slug,
      body: 'b',
      tagList: ['x'],
    })
    await expect(blog.run('articles.replace', { ...call, as: bob })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(blog.run('articles.replace', call)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})

describe('comments', () => {
  test('hang under their article', async () => {
    const { slug } = await write()
    const other = await write()
    const comment = await blog.ask('comments.create', { as: bob, params: { slug }, body: { body: 'nice' } })
    expect(comment).toMatchObject({ body: 'nice', author: { username: 'bob' }, authorId: bob.id })
    expect(await blog.ask('comments.list', { params: { slug } })).toEqual([comment])
    expect(await blog.ask('comments.list', { params: { slug: other.slug } })).toEqual([])
    const wrong = { as: bob, params: { slug: other.slug, id: comment.id } }
    await expect(blog.run('comments.delete', wrong)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(
      blog.run('comments.delete', { ...wrong, as: ann, params: { slug, id: comment.id } }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await blog.run('comments.delete', { ...wrong, params: { slug, id: comment.id } })
    expect(await blog.ask('comments.list', { params: { slug } })).toEqual([])
  })

  test('of an article that is not there are a 404', async () => {
    const params = { slug: 'nowhere' }
    await expect(blog.run('comments.list', { params })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(blog.run('comments.create', { as: bob, params, body: { body: 'x' } })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  test('cannot be put under another article by their body', async () => {
    const { slug } = await write()
    const { id } = await write()
    const comment = await blog.ask('comments.create', { as: bob, params: { slug }, body: { body: 'x', articleId: id } })
    expect(comment.articleId).not.toBe(id)
  })
})

describe('a toggle', () => {
  test('adds once, removes once, and answers with the row as it now is', async () => {
    const { slug } = await write()
    expect(await favorite(slug)).toMatchObject({ slug, favorited: true, favoritesCount: 1 })
    expect(await favorite(slug)).toMatchObject({ favorited: true, favoritesCount: 1 })
    expect(await favorite(slug, ann)).toMatchObject({ favoritesCount: 2 })
    expect(await favorite(slug, bob, 'articles.favorite.delete')).toMatchObject({ favorited: false, favoritesCount: 1 })
    expect(await favorite(slug, bob, 'articles.favorite.delete')).toMatchObject({ favorited: false, favoritesCount: 1 })
    expect(await blog.ask('articles.get', { as: ann, params: { slug } })).toMatchObject({ favorited: true })
    expect(await blog.ask('articles.get', { params: { slug } })).toMatchObject({ favorited: false, favoritesCount: 1 })
  })

  test('of many at once by one actor counts one', async () => {
    const { slug } = await write()
    await Promise.all(Array.from({ length: 10 }, () => favorite(slug)))
    expect(await blog.ask('articles.get', { params: { slug } })).toMatchObject({ favoritesCount: 1 })
  })

  test('is for who is signed in, on rows that are there', async () => {
    const { slug } = await write()
    await expect(blog.run('articles.favorite.post', { params: { slug } })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
    await expect(favorite('nowhere')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(favorite('nowhere', bob, 'articles.favorite.delete')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('is nothing that a service has, whatever its id', async () => {
    const { slug } = await write()
    await favorite(slug, ann)
    const service = { ...ann, kind: 'service' as const }
    expect(await blog.ask('articles.get', { as: service, params: { slug } })).toMatchObject({ favorited: false })
    await expect(favorite(slug, service)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('through a table that could hold a row twice is refused at boot', () => {
    const twice = toggle('/articles/:slug/x', { on: schema.articles, through: schema.comments, allow: signedIn })
    expect(() =>
      compileActions(
        twice.map(action => ({ module: 'm', action })),
        blog.engine,
      ),
    ).toThrow(/not unique together/)
  })

  test('is named after its method too where something built in has its name', () => {
    const [add] = toggle('/articles/:slug/star', { on: schema.articles, through: schema.favorites, allow: signedIn })
    const named = (builtIn: string[]) =>
      compileActions(add === undefined ? [] : [{ module: 'm', action: add }], blog.engine, builtIn)[0]?.name
    expect([named([]), named(['articles.star'])]).toEqual(['articles.star', 'articles.star.post'])
  })

  test('between two keys to one table goes the way that was said', async () => {
    expect(await follow('ann')).toEqual({ username: 'ann', bio: null, image: null, following: true })
    expect(await blog.ask('profiles.get', { as: bob, params: { username: 'ann' } })).toMatchObject({ following: true })
    expect(await blog.ask('profiles.get', { as: ann, params: { username: 'bob' } })).toMatchObject({ following: false })
    expect(await follow('ann', bob, 'profiles.follow.delete')).toMatchObject({ following: false })
  })
})

describe('a feed', () => {
  test('has the rows that its condition finds for this actor, paged and counted', async () => {
    await write(ann)
    await write(ann)
    const feedOf = (as = bob, limit = 1) => blog.run('articles.feed', { as, list: { limit, next: true } })
    expect(pageOf(await feedOf()).total).toBe(0)
    await follow('ann')
    const page = pageOf(await feedOf())
    expect(page).toMatchObject({ next: expect.any(String) })
    expect(page.total).toBeGreaterThanOrEqual(2)
    const all = await blog.ask<Data[]>('articles.feed', { as: bob, list: { limit: 1000 } })
    expect(new Set(all.map(one => (one.author as unknown as Data).username))).toEqual(new Set(['ann']))
    await follow('ann', bob, 'profiles.follow.delete')
    await expect(blog.run('articles.feed')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  test('has pages of its own size, and of another where the client says one', async () => {
    await write(ann)
    await write(ann)
    expect(await blog.ask<Data[]>('articles.one')).toHaveLength(1)
    expect(await blog.ask<Data[]>('articles.one', { list: { limit: 2 } })).toHaveLength(2)
  })

  test('has an order of its own, and another where the client says one', async () => {
    const { slug } = await write(ann)
    await write(ann)
    const slugs = async (call: string, list: object = {}) =>
      (await blog.ask<Article[]>(call, { list: { limit: 1000, ...list } })).map(one => one.slug)
    const [newest, oldest] = [await slugs('articles.list'), await slugs('articles.oldest')]
    expect(oldest).toContain(slug)
    expect(oldest).toEqual(newest.toReversed())
    expect(await slugs('articles.oldest', { sort: [{ field: 'createdAt', descending: true }] })).toEqual(newest)
  })

  test('of the actor has no rows of others, whoever may see them', async () => {
    await write(ann)
    const slugs = async (as: Actor) => {
      const own = await blog.ask<Article[]>('articles.mine', { as, list: { limit: 1000 } })
      return own.map(({ slug }) => slug)
    }
    const { slug } = await write(bob)
    expect(await slugs(bob)).toContain(slug)
    expect(await slugs(ann)).not.toContain(slug)
    const misnamed = feed('GET /articles/own', {
      of: schema.articles,
      rows: owner('nobodyId') as never,
      allow: signedIn,
    })
    expect(() => compileActions([{ module: 'm', action: misnamed }], blog.engine)).toThrow(/nobodyId/)
  })
})

test('values in use come most used first, as plain strings', async () => {
  await write(ann, { tagList: ['common', 'seldom'] })
  for (let times = 0; times < 40; times++) await write(ann, { tagList: ['common'] })
  const tags = await blog.ask<string[]>('tags.get')
  expect(tags[0]).toBe('common')
  expect(tags).toContain('seldom')
  expect(blog.operation('tags.get').answer).toMatchObject({
    kind: 'list',
    name: 'tag',
    plural: 'tags',
    schema: { type: 'string' },
  })
})

test('an article page with computed fields and authors is one statement', async () => {
  blog.sent()
  await blog.ask('articles.list', { as: bob, list: { limit: 20 } })
  expect(blog.sent()).toBe(1)
})
