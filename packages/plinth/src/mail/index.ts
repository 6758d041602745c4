/** Outgoing mail. */
export { mailErrors } from './errors.ts'
export type { Mail, Message } from './mail.ts'
export { type MailParts, openMail } from './open.ts'
