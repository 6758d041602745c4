import type { Context } from '../../context/index.ts'
import type { Parts } from '../operations/parts.ts'
import { type Due, mailDue } from './mails.ts'

/** Sends a mail after the commit of the ambient transaction. Where people sign in by name there is no address: none is sent. */
export async function mail({ accounts }: Parts, { events }: Context, due: Due): Promise<void> {
  if (accounts.ignoresCase) await events.emit(mailDue, due)
}
