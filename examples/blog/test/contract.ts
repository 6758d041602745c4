import { answered, answeredAnew, type Contract, sent } from 'plinth/testing'

/**
 * The frontend is the contract: its requests, in an order in which they can be made, each with the place that makes it
 * and the fields that its code reads from the answer. It was made from the frontend's source, not from this backend.
 */
export const contract: Contract = {
  signIn: {
    ask: 'POST /api/users/login',
    token: 'token',
    people: {
      ada: { user: { email: 'ada@example.com', password: 'demo-ada-1' } },
      carl: { user: { email: 'carl@example.com', password: 'demo-carl-1' } },
    },
  },
  requests: [
    {
      ask: 'POST /api/users',
      at: 'src/agent.ts:27',
      body: { user: { email: 'somebody-{n}@example.com', password: 'a-good-password-1', username: 'somebody{n}' } },
      reads: { user: { token: 'string', username: 'string' } },
    },
    {
      ask: 'POST /api/users/login',
      at: 'src/agent.ts:28',
      body: { user: { email: sent('POST /api/users', 'email'), password: sent('POST /api/users', 'password') } },
      reads: { user: { token: 'string', username: 'string' } },
    },
    {
      ask: 'GET /api/user',
      at: 'src/agent.ts:25',
      as: 'carl',
      reads: {
        user: { bio: 'string|null', email: 'string', image: 'string|null', token: 'string', username: 'string' },
      },
    },
    {
      ask: 'POST /api/articles',
      at: 'src/agent.ts:11',
      as: 'carl',
      body: {
        article: {
          body: 'Some words to try it with.',
          description: 'Some words to try it with.',
          tagList: ['Some words to try it with.'],
          title: 'Something new {n}',
        },
      },
      reads: { article: { slug: 'string' } },
    },
    {
      ask: 'POST /api/articles/{slug}/comments',
      at: 'src/agent.ts:19',
      as: 'carl',
      params: { slug: answered('POST /api/articles', 'slug') },
      body: { comment: { body: 'Some words to try it with.' } },
      reads: { comment: { author: { username: 'string' }, body: 'string', createdAt: 'string', id: 'string' } },
    },
    {
      ask: 'GET /api/articles',
      at: 'src/agent.ts:10',
      query: { limit: 10 },
      reads: {
        articlesCount: 'number',
        articles: [
          {
            author: { image: 'string|null', username: 'string' },
            createdAt: 'string',
            description: 'string',
            favorited: 'boolean',
            favoritesCount: 'number',
            slug: 'string',
            tagList: ['string'],
            title: 'string',
          },
        ],
      },
    },
    {
      ask: 'GET /api/articles/{slug}',
      at: 'src/agent.ts:13',
      params: { slug: answered('POST /api/articles', 'slug') },
      reads: {
        article: {
          author: { following: 'boolean', image: 'string|null', username: 'string' },
          body: 'string',
          createdAt: 'string',
          slug: 'string',
          tagList: ['string'],
          title: 'string',
        },
      },
    },
    {
      ask: 'GET /api/profiles/{username}',
      at: 'src/agent.ts:21',
      params: { username: 'carl' },
      reads: { profile: { bio: 'string|null', following: 'boolean', image: 'string|null', username: 'string' } },
    },
    {
      ask: 'GET /api/articles/{slug}/comments',
      at: 'src/agent.ts:18',
      params: { slug: answered('POST /api/articles', 'slug') },
      reads: {
        comments: [
          { author: { image: 'string|null', username: 'string' }, body: 'string', createdAt: 'string', id: 'string' },
        ],
      },
    },
    {
      ask: 'POST /api/articles/{slug}/favorite',
      at: 'src/agent.ts:16',
      as: 'ada',
      params: { slug: answered('POST /api/articles', 'slug') },
      reads: { article: { favorited: 'boolean', favoritesCount: 'number', slug: 'string' } },
    },
    {
      ask: 'POST /api/profiles/{username}/follow',
      at: 'src/agent.ts:22',
      as: 'ada',
      params: { username: 'carl' },
      reads: { profile: { bio: 'string|null', following: 'boolean', image: 'string|null', username: 'string' } },
    },
    { ask: 'GET /api/tags', at: 'src/agent.ts:24', reads: { tags: ['string'] } },
    {
      ask: 'GET /api/articles/feed',
      at: 'src/agent.ts:12',
      as: 'ada',
      query: { limit: 10 },
      reads: {
        articlesCount: 'number',
        articles: [{ author: { username: 'string' }, slug: 'string', title: 'string' }],
      },
    },
    {
      ask: 'PUT /api/articles/{slug}',
      at: 'src/agent.ts:14',
      as: 'carl',
      params: { slug: answered('POST /api/articles', 'slug') },
      body: {
        article: {
          body: 'Some words to try it with.',
          description: 'Some words to try it with.',
          tagList: ['Some words to try it with.'],
          title: 'Something new {n}',
        },
      },
      reads: { article: { slug: 'string' } },
    },
    {
      ask: 'DELETE /api/articles/{slug}/favorite',
      at: 'src/agent.ts:17',
      as: 'ada',
      params: { slug: answered('POST /api/articles', 'slug') },
      reads: { article: { favorited: 'boolean', favoritesCount: 'number', slug: 'string' } },
    },
    {
      ask: 'DELETE /api/profiles/{username}/follow',
      at: 'src/agent.ts:23',
      as: 'ada',
      params: { username: 'carl' },
      reads: { profile: { bio: 'string|null', following: 'boolean', image: 'string|null', username: 'string' } },
    },
    {
      ask: 'DELETE /api/articles/{slug}/comments/{commentId}',
      at: 'src/agent.ts:20',
      as: 'carl',
      params: {
        slug: answered('POST /api/articles', 'slug'),
        commentId: answeredAnew('POST /api/articles/{slug}/comments', 'id'),
      },
    },
    {
      ask: 'DELETE /api/articles/{slug}',
      at: 'src/agent.ts:15',
      as: 'carl',
      params: { slug: answeredAnew('POST /api/articles', 'slug') },
    },
    {
      ask: 'PUT /api/user',
      at: 'src/agent.ts:26',
      as: 'carl',
      body: {
        user: {
          bio: 'Some words to try it with.',
          email: 'somebody-{n}@example.com',
          image: 'https://example.com/{n}.png',
          username: 'somebody{n}',
        },
      },
      reads: { user: { token: 'string', username: 'string' } },
    },
  ],
}
