import { id, index, pgTable, primaryKey, text, timestamps, uuid } from 'plinth/schema'

export const users = pgTable('users', {
  id: id(),
  username: text().notNull().unique(),
  email: text().notNull().unique(),
  bio: text(),
  image: text(),
  ...timestamps(),
})

export const follows = pgTable(
  'follows',
  {
    followerId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    followedId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
  },
  t => [primaryKey({ columns: [t.followerId, t.followedId] }), index().on(t.followedId)],
)

export const articles = pgTable(
  'articles',
  {
    id: id(),
    slug: text().notNull().unique(),
    title: text().notNull(),
    description: text().notNull(),
    body: text().notNull(),
    tagList: text().array().notNull().default([]),
    authorId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    ...timestamps(),
  },
  t => [index().on(t.authorId), index().on(t.createdAt), index().using('gin', t.tagList)],
)

export const favorites = pgTable(
  'favorites',
  {
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
  },
  t => [primaryKey({ columns: [t.userId, t.articleId] }), index().on(t.articleId)],
)

export const comments = pgTable(
  'comments',
  {
    id: id(),
    body: text().notNull(),
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    authorId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    ...timestamps(),
  },
  t => [index().on(t.articleId, t.createdAt), index().on(t.authorId)],
)
