import type { Evidence } from '../../endpoint.ts'
import { joinEvidence } from '../facts/evidence.ts'
import type { Ask } from '../facts/facts.ts'
import { wordsOf } from '../facts/path.ts'
import { plainWord } from '../facts/words.ts'
import type { BuiltIns } from './built-in.ts'
import type { AuthAsks, AuthName } from './operations.ts'

/** What is said of one part of identity: whether the frontend has it, where, and what of it is not served. */
export interface Part {
  readonly needed: boolean
  readonly evidence: readonly Evidence[]
  /** Why something that looks like it is none. */
  readonly reason?: string
  /** Calls that are meant so and answer 501, with the reason. */
  readonly open?: readonly { readonly endpoint: string; readonly reason: string }[]
}

interface Kind {
  readonly operations: readonly AuthName[]
  /** Words of paths that look like it. */
  readonly alike: RegExp
  readonly reason: string
}

const kinds: Readonly<Record<string, Kind>> = {
  passwordReset: {
    operations: ['auth.forgot', 'auth.reset'],
    alike: /reset|forgot/,
    reason: 'Something else is reset: no password is sent, and no link asked for.',
  },
  verification: {
    operations: ['auth.verify', 'auth.resendVerify'],
    alike: /verif|activat|confirm/,
    reason: 'Something else is confirmed: it takes no ticket of a mail.',
  },
  passwordChange: {
    operations: ['auth.changePassword'],
    alike: /password/,
    reason: 'A password of something else: no present one is sent along.',
  },
  emailChange: {
    operations: ['auth.changeEmail', 'auth.confirmEmail'],
    alike: /^emails?$|changeemail/,
    reason: 'Mails, or addresses of others: it is not what people sign in with.',
  },
  deletion: { operations: ['auth.delete'], alike: /deleteaccount/, reason: 'It does not delete who is signed in.' },
  export: { operations: ['auth.export'], alike: /export/, reason: 'Rows are exported, not an account.' },
  sessions: {
    operations: ['auth.sessions', 'auth.endSession', 'auth.endOtherSessions', 'auth.logoutAll'],
    alike: /^(sessions?|devices?)$/,
    reason: 'Rows that are called so: nothing tells where somebody is signed in.',
  },
  apiKeys: {
    operations: ['auth.keys', 'auth.createKey', 'auth.revokeKey'],
    alike: /^(api)?keys?$|^tokens$/,
    reason: 'Rows that are called so: they give nobody access.',
  },
  secondFactor: {
    operations: ['auth.loginSecond', 'auth.totp', 'auth.beginTotp', 'auth.confirmTotp', 'auth.removeTotp'],
    alike: /otp|2fa|mfa|twofactor|^challenges?$/,
    reason: 'It is no second step of a login: no ticket and no code of an authenticator is sent.',
  },
  social: {
    operations: ['auth.oidc', 'auth.loginTicket'],
    alike: /^(google|facebook|github|gitlab|microsoft|apple|linkedin|twitter|discord|slack|oauth2?|oidc|sso)$/,
    reason: 'It has to do with that provider, and signs nobody in.',
  },
}

/** The parts of identity that the frontend has, or seems to have. */
export function partsOf(auth: AuthAsks, builtIns: BuiltIns, asks: readonly Ask[]): Record<string, Part> {
  const claimed = new Set([...auth.values(), ...builtIns.refused.keys()])
  const found = Object.entries(kinds).flatMap(([name, kind]): [string, Part][] => {
    const part = partOf(kind, { auth, builtIns })
    if (part !== undefined) return [[name, part]]
    const alike = asks.filter(
      ask => !claimed.has(ask) && wordsOf(ask.segments).some(word => kind.alike.test(plainWord(word))),
    )
    if (alike.length === 0) return []
    const evidence = joinEvidence(alike.map(ask => ask.endpoint.evidence))
    return [[name, { needed: false, evidence, reason: kind.reason }]]
  })
  return Object.fromEntries(found)
}

function partOf(
  { operations }: Kind,
  { auth, builtIns }: { readonly auth: AuthAsks; readonly builtIns: BuiltIns },
): Part | undefined {
  const served = operations.flatMap(name => (name === 'auth.oidc' ? builtIns.links : (auth.get(name) ?? [])))
  const open = [...builtIns.refused].filter(([, { name }]) => operations.includes(name))
  if (served.length + open.length === 0) return undefined
  const evidence = joinEvidence([...served, ...open.map(([ask]) => ask)].map(ask => ask.endpoint.evidence))
  if (open.length === 0) return { needed: true, evidence }
  return { needed: true, evidence, open: open.map(([ask, { reason }]) => ({ endpoint: ask.key, reason })) }
}
