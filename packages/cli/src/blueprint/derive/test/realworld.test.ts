import { describe, expect, test } from 'vitest'
import { derive, fromLabels } from './kit.ts'

const evidence = [{ file: 'src/client.js', line: 1 }]
const signals = {
  tokens: [{ header: 'authorization', template: 'Token {token}', evidence }],
  errors: [{ reads: ['errors.{}[]'], evidence }],
}

const shared = {
  envelope: {
    item: { $name: '$item' },
    list: { $names: '$items', $namesCount: '$total' },
    error: { errors: '$fields' },
    body: { $name: '$input' },
    session: { '...': '$user', token: '$accessToken' },
  },
  put: 'merge',
  extra: 'drop',
  validation: { status: 422 },
  token: { scheme: 'Token' },
  paths: {
    'auth.register': 'POST /users',
    'auth.login': 'POST /users/login',
    'auth.me': 'GET /user',
    'auth.update': 'PUT /user',
  },
}

describe.each(['react-redux-realworld', 'vue3-realworld'])('%s', name => {
  const { labels, endpoints } = fromLabels(name)
  const blueprint = derive(endpoints, signals)
  const { tables, resources, actions, computed, auth, features } = blueprint

  test('the dialect is what its answers and bodies show', () => {
    const me = { '...': '$user', token: '$accessToken' }
    const readsToken = name === 'vue3-realworld'
    expect(blueprint.dialect).toEqual({ ...shared, envelope: { ...shared.envelope, ...(readsToken ? { me } : {}) } })
  })

  test('every call is served: nothing is pending, nothing unresolved', () => {
    const served = [
      ...resources.flatMap(({ operations }) => Object.values(operations).map(({ endpoint }) => endpoint)),
      ...actions.flatMap(action => action.endpoints),
      ...Object.values(auth?.operations ?? {}),
    ]
    expect(served.sort()).toEqual(endpoints.map(({ method, path }) => `${method} ${path}`).sort())
    expect(actions.filter(({ kind }) => kind === 'pending')).toEqual([])
    expect(blueprint.unresolved).toEqual([])
  })

  test('tables have the fields of bodies and answers', () => {
    const columns = tables.map(table => [table.name, table.module, table.fields.map(field => field.name)])
    expect(columns).toEqual([
      ['users', 'platform', ['username', 'email', 'bio', 'image']],
      ['articles', 'articles', ['title', 'slug', 'body', 'description', 'tagList', 'authorId']],
      ['comments', 'articles', ['body', 'articleId', 'authorId']],
      ['favorites', 'articles', ['userId', 'articleId']],
      ['follows', 'profiles', ['followerId', 'followedId']],
    ])
  })

  test('resources: articles by slug, comments below them, profiles of users', () => {
    expect(resources).toMatchObject([
      {
        name: 'articles',
        id: 'slug',
        filter: { author: 'author.username', favorited: 'favorites.user.username', tag: 'tagList' },
        sort: ['createdAt'],
        embed: { author: 'profiles' },
        computed: ['favorited', 'favoritesCount'],
        operations: {
          list: { allow: 'anyone' },
          create: { allow: 'signedIn' },
          replace: { allow: { owner: 'authorId' } },
        },
      },
      { name: 'profiles', table: 'users', id: 'username', only: ['username', 'bio', 'image'], computed: ['following'] },
      {
        name: 'comments',
        path: '/articles/:slug/comments',
        size: 1000,
        embed: { author: 'profiles' },
        operations: {
          list: { allow: 'anyone' },
          create: { allow: 'signedIn' },
          delete: { allow: { owner: 'authorId' } },
        },
      },
    ])
    expect(resources[0]).not.toHaveProperty('size')
  })

  test('actions: favourites, following, the feed, the tags', () => {
    expect(actions).toMatchObject([
      { kind: 'toggle', path: '/articles/:slug/favorite', on: 'articles', through: 'favorites' },
      { kind: 'toggle', path: '/profiles/:username/follow', on: 'users', through: 'follows', by: 'followedId' },
      { kind: 'feed', path: '/articles/feed', of: 'articles', where: { 'author.following': true }, allow: 'signedIn' },
      { kind: 'distinct', path: '/tags', of: 'articles', field: 'tagList', allow: 'anyone' },
    ])
    expect(computed.map(field => `${field.table}.${field.name}`)).toEqual([
      'articles.favorited',
      'articles.favoritesCount',
      'users.following',
    ])
  })

  test('features are those that the labels name', () => {
    const needed = Object.entries(features).map(([feature, { needed }]) => [feature, { needed }])
    expect(Object.fromEntries(needed)).toEqual(labels.features)
  })
})
