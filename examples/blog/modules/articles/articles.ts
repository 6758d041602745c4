import { anyone, can, nobody, owner, resource, signedIn, uniqueSlug } from 'plinth'
import { articles } from '../../schema.ts'

const author = owner('authorId').or(can('articles:write'))

export default resource(articles, {
  id: 'slug',
  operations: ['list', 'get', 'create', 'replace', 'delete'],
  allow: { read: anyone, create: signedIn, replace: author, delete: author },
  filter: { tag: 'tagList', author: 'author.username', favorited: 'favorites.user.username' },
  sort: ['createdAt'],
  embed: { author: 'profiles' },
  computed: ['favorited', 'favoritesCount'],
  fields: { slug: { write: nobody } },
  before: {
    create: ({ input }) => ({ ...input, slug: uniqueSlug(input.title) }),
  },
})
