import { pending, signedIn } from 'plinth'

/** Not written yet: answers 501. Put an `action` in its place. */
export default pending('DELETE /imports/:id', { asked: 'src/api/imports.ts:18', allow: signedIn })
