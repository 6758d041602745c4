import { pending, signedIn } from 'plinth'

/** Not written yet: answers 501. Put an `action` in its place. */
export default pending('POST /imports', { asked: 'src/api/imports.ts:8', allow: signedIn })
