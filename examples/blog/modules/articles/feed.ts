import { feed, signedIn } from 'plinth'
import { articles } from '../../schema.ts'

/** Articles whose author.following is true. */
export default feed('GET /articles/feed', { of: articles, where: { 'author.following': true }, allow: signedIn })
