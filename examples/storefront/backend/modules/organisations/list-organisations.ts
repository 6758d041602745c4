import { pending, signedIn } from 'plinth'

/** Not written yet: answers 501. Put an `action` in its place. */
export default pending('GET /organisations', { asked: 'src/api/organisations.ts:6', allow: signedIn })
