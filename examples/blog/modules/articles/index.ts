import { module } from 'plinth'
import { articles as articlesTable, comments as commentsTable, favorites } from '../../schema.ts'
import articlesResource from './articles.ts'
import comments from './comments.ts'
import favorite from './favorite.ts'
import feed from './feed.ts'
import tags from './tags.ts'

/** Articles and comments. */
export const articles = module('articles', {
  tables: [articlesTable, favorites, commentsTable],
  resources: [articlesResource, comments],
  actions: [feed, tags, ...favorite],
  together: ['profiles'],
})
