import './context.ts'

/** Checks of bodies, for built-in operations. */
export { type Body, bodyCheck, type Field } from './accounts/body.ts'
export type { NewUser } from './accounts/create-user.ts'
export { type Rule, ruleOf, textRule } from './accounts/rules.ts'
export type { Wire } from './accounts/view.ts'
/** Who is asking: accounts, passwords, sessions and tokens. */
export { type Auth, type AuthParts, compileAuth } from './compile.ts'
export { authErrors } from './errors.ts'
export { authEvents } from './events.ts'
/** Fields of a body that are no columns. */
export { fieldOf, optionalField } from './operations/parts.ts'
export type { AuthOptions } from './options.ts'
export type { Invited, People } from './people.ts'
