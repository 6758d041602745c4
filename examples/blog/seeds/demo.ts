import { seed } from 'plinth'
import { articles, comments, favorites, follows } from '../schema.ts'

/** Ids of demo rows are easy to tell: 00000000-0000-4000-8000-000000000101. */
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** One row a day, so that lists have an order. */
const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n, 9))

const followRows = [
  [0, 1],
  [1, 0],
] as const

const articleRows = [
  [
    'on-keeping-a-garden',
    'On keeping a garden',
    'What a small plot teaches.',
    'What a small plot teaches.\n\nThere is more to say about it, and this is where it stands.',
    ['garden', 'slow'],
    0,
  ],
  [
    'bread-at-home',
    'Bread at home',
    'Flour, water, salt, and a day.',
    'Flour, water, salt, and a day.\n\nThere is more to say about it, and this is where it stands.',
    ['kitchen', 'slow'],
    1,
  ],
  [
    'reading-on-trains',
    'Reading on trains',
    'The best library has windows.',
    'The best library has windows.\n\nThere is more to say about it, and this is where it stands.',
    ['travel', 'books'],
    0,
  ],
  [
    'a-desk-of-ones-own',
    'A desk of one’s own',
    'Where things get finished.',
    'Where things get finished.\n\nThere is more to say about it, and this is where it stands.',
    ['work', 'books'],
    1,
  ],
  [
    'walking-to-the-coast',
    'Walking to the coast',
    'Three days, two bags, one map.',
    'Three days, two bags, one map.\n\nThere is more to say about it, and this is where it stands.',
    ['travel', 'slow'],
    0,
  ],
  [
    'mending-a-chair',
    'Mending a chair',
    'Glue, patience, and the right clamp.',
    'Glue, patience, and the right clamp.\n\nThere is more to say about it, and this is where it stands.',
    ['work', 'garden'],
    1,
  ],
] as const

const favoriteRows = [
  [0, 0],
  [0, 1],
  [1, 1],
  [1, 2],
] as const

const commentRows = [
  ['I liked this one.', 0, 1],
  ['Thank you, that was what I was looking for.', 0, 0],
  ['It took me a while, but it was worth it.', 1, 1],
  ['Could you say more about the second part?', 1, 0],
  ['I liked this one.', 2, 1],
  ['Thank you, that was what I was looking for.', 2, 0],
  ['It took me a while, but it was worth it.', 3, 1],
  ['Could you say more about the second part?', 3, 0],
] as const

/** Demo data: people to log in as, and something to look at. Running it again changes nothing. */
export default seed({
  logins: [
    { username: 'ada', email: 'ada@example.com', bio: 'Writes in the morning.', password: 'demo-ada-1' },
    { username: 'carl', email: 'carl@example.com', bio: 'Reads in the evening.', password: 'demo-carl-1' },
  ],
  async run({ db, logins }) {
    await db.insert(follows).values(
      followRows.map(([follower, followed]) => ({
        followerId: logins[follower].id,
        followedId: logins[followed].id,
      })),
    )
    await db.insert(articles).values(
      articleRows.map(([slug, title, description, body, tagList, author], n) => ({
        id: id(201 + n),
        slug,
        title,
        description,
        body,
        tagList: [...tagList],
        authorId: logins[author].id,
        createdAt: day(n),
      })),
    )
    await db
      .insert(favorites)
      .values(favoriteRows.map(([user, article]) => ({ userId: logins[user].id, articleId: id(201 + article) })))
    await db.insert(comments).values(
      commentRows.map(([body, article, author], n) => ({
        id: id(401 + n),
        body,
        articleId: id(201 + article),
        authorId: logins[author].id,
        createdAt: day(n),
      })),
    )
  },
})
