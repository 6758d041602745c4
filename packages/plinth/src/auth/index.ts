import './context.ts'

export type { NewUser } from './accounts/create-user.ts'
export type { Wire } from './accounts/view.ts'
/** Who is asking: accounts, passwords, sessions and tokens. */
export { type Auth, type AuthParts, compileAuth } from './compile.ts'
export { authErrors } from './errors.ts'
export { authEvents } from './events.ts'
export type { AuthOptions } from './options.ts'
