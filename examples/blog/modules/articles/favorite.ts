import { signedIn, toggle } from 'plinth'
import { articles, favorites } from '../../schema.ts'

/** POST adds to the favourites, DELETE removes; both answer with the article. */
export default toggle('/articles/:slug/favorite', { on: articles, through: favorites, allow: signedIn })
