import { anyone, owner, resource, signedIn } from 'plinth'
import { comments } from '../../schema.ts'

export default resource(comments, {
  path: '/articles/:slug/comments',
  operations: ['list', 'create', 'delete'],
  allow: { read: anyone, create: signedIn, delete: owner('authorId') },
  sort: ['createdAt'],
  size: 1000,
  embed: { author: 'profiles' },
})
