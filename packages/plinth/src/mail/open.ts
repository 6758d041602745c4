import { fileURLToPath } from 'node:url'
import { emlMail } from './drivers/eml.ts'
import { mailErrors } from './errors.ts'
import type { Mail } from './mail.ts'

export interface MailParts {
  /** `MAIL_URL`. Default: `folder`. */
  readonly url: string | undefined
  /** Where `.eml` files go when nothing is set. */
  readonly folder: string
  /** The sender of everything. */
  readonly from: string
}

/** The mail that the configuration names. */
export function openMail({ url, folder, from }: MailParts): Mail {
  if (url === undefined) return emlMail(folder, from)
  if (url.startsWith('file:')) return emlMail(fileURLToPath(url), from)
  throw mailErrors.MAIL_UNSUPPORTED({ scheme: url.split(':')[0] ?? '' })
}
