import { pending, signedIn } from 'plinth'

/** Not written yet: answers 501. Put an `action` in its place. */
export default pending('GET /imports/:id', { asked: 'src/api/imports.ts:13', allow: signedIn })
