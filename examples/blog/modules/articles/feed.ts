import { feed, signedIn } from 'plinth'
import { articles } from '../../schema.ts'

/** The newest articles of those whom the actor follows. */
export default feed('GET /articles/feed', { of: articles, where: { 'author.following': true }, allow: signedIn })
