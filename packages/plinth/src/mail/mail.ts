/** One mail, as text. Addresses are bare: `ada@example.com`. */
export interface Message {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/**
 * Outgoing mail. A message is sent at once: inside a transaction, or in answer to a request, emit an event and send
 * from its subscription, so that a rollback sends nothing and a slow server holds nobody up.
 */
export interface Mail {
  /** Hands a message over. Throws MAIL_UNFIT for an address or subject that holds more than one line. */
  send(message: Message): Promise<void>
}

declare module '../context/context.ts' {
  interface Context {
    /** Outgoing mail. */
    readonly mail: Mail
  }
}
