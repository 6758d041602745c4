import { z } from 'zod'
import type { Database } from '../../data/index.ts'
import { event, on, type Subscription } from '../../events/index.ts'
import type { Mail, Message } from '../../mail/index.ts'
import type { Purpose, Tickets } from '../tickets/tickets.ts'
import type { LinkName, linksOf } from './links.ts'

/**
 * A mail of auth that is to be sent after the commit. It holds no ticket: the outbox must keep no secrets, so the
 * subscription makes it. A mail that is tried again has another ticket, and both are good.
 */
export const mailDue = event(
  'auth.mailDue',
  z.object({
    kind: z.enum(['verify', 'reset', 'email', 'known', 'passwordChanged', 'emailChanged', 'invite']),
    /** Null for nobody: asking for a link takes the same steps for an unknown address. */
    user: z.string().nullable(),
    to: z.string(),
    /** What an invitation is to; it needs no user. */
    invitation: z.object({ id: z.string(), tenant: z.string() }).optional(),
  }),
)

export type Due = z.output<typeof mailDue.schema>

type Kind = Due['kind']

interface Letter {
  readonly link?: { readonly name: LinkName & Purpose; readonly lifetime: number }
  readonly subject: string
  readonly lines: readonly string[]
}

const [hour, day] = [3_600, 86_400]

/** `{name}` is the backend's. Nothing that a stranger wrote stands in any of them. */
const letters: Readonly<Record<Kind, Letter>> = {
  verify: {
    link: { name: 'verify', lifetime: 3 * day },
    subject: 'Confirm your e-mail address',
    lines: [
      'Please confirm that this address is yours, within three days:',
      '{link}',
      'If you did not ask for this, leave it alone.',
    ],
  },
  reset: {
    link: { name: 'reset', lifetime: hour },
    subject: 'Set a new password',
    lines: [
      'Here you can set a new password, within an hour:',
      '{link}',
      'If you did not ask for this, leave it alone: your password stays.',
    ],
  },
  email: {
    link: { name: 'email', lifetime: hour },
    subject: 'Confirm your new e-mail address',
    lines: [
      'Please confirm that you want to sign in with this address from now on, within an hour:',
      '{link}',
      'If you did not ask for this, leave it alone.',
    ],
  },
  known: {
    subject: 'You have an account already',
    lines: [
      'Somebody tried to open an account with this address, which has one already.',
      'If that was you, sign in, or ask for a new password. If not, leave it alone.',
    ],
  },
  invite: {
    link: { name: 'invite', lifetime: 7 * day },
    subject: 'You are invited',
    lines: [
      'Somebody invites you to work with them. You can accept within a week, signed in with this address:',
      '{link}',
      'If you do not expect this, leave it alone.',
    ],
  },
  passwordChanged: {
    subject: 'Your password was changed',
    lines: [
      'Your password was changed just now, and other devices were signed out.',
      'If that was not you, ask for a new password at once.',
    ],
  },
  emailChanged: {
    subject: 'Your e-mail address was changed',
    lines: [
      'You sign in with another e-mail address from now on.',
      'If that was not you, tell the people who run this service.',
    ],
  },
}

export interface MailsParts {
  readonly name: string
  readonly database: Pick<Database, 'outside'>
  readonly mail: Mail
  readonly tickets: Tickets
  readonly links: ReturnType<typeof linksOf>
}

/** Sends what is due. */
export function mailSubscription(parts: MailsParts): Subscription {
  return on(mailDue, {
    name: 'auth.mails',
    run: async ({ event: { data } }) => {
      if (data.user !== null || data.invitation !== undefined) await parts.mail.send(await written(data, parts))
    },
  })
}

async function written(
  { kind, user, to, invitation }: Due,
  { name, database, tickets, links }: MailsParts,
): Promise<Message> {
  const { link, subject, lines } = letters[kind]
  // Who accepts an invitation is read from its row: the role in it may be another by then.
  const about =
    invitation === undefined
      ? { user, payload: { email: to } }
      : { tenant: invitation.tenant, payload: { invitation: invitation.id } }
  const ticket =
    link === undefined
      ? undefined
      : // Outside of the delivery's transaction: the ticket is there before the mail is.
        await database.outside(() => tickets.issue({ purpose: link.name, ...about, lifetime: link.lifetime }))
  const url = link === undefined || ticket === undefined ? '' : links(link.name, ticket)
  const text = lines.map(line => line.replace('{link}', url)).join('\n\n')
  return { to, subject: `${subject} (${name})`, text: `${text}\n` }
}
