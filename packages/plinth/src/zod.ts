/** Zod, from the copy that the runtime validates with. */
export { z } from 'zod'
