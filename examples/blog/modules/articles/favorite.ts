import { signedIn, toggle } from 'plinth'
import { articles, favorites } from '../../schema.ts'

/** POST adds the article to the actor's favorites, DELETE takes it out; both answer with the article. */
export default toggle('/articles/:slug/favorite', { on: articles, through: favorites, allow: signedIn })
