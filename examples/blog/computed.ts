import { computed, count, exists } from 'plinth'
import * as schema from './schema.ts'

export default computed(schema, {
  articles: {
    favorited: exists(schema.favorites, { of: 'actor' }),
    favoritesCount: count(schema.favorites),
  },
  users: {
    following: exists(schema.follows, { of: 'actor', by: 'followedId' }),
  },
})
