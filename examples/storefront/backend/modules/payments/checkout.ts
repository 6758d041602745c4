import { pending, signedIn } from 'plinth'

/** Not written yet: answers 501. Put an `action` in its place. */
export default pending('POST /payments/checkout', { asked: 'src/api/payments.ts:5', allow: signedIn })
