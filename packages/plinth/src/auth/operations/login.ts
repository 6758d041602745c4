import { type Actor, anyone } from '../../access/index.ts'
import type { Context } from '../../context/index.ts'
import { hashedId } from '../../observability/index.ts'
import type { Operation } from '../../operations/index.ts'
import { type Body, bodyCheck } from '../accounts/body.ts'
import { textRule } from '../accounts/rules.ts'
import type { Candidate, Users } from '../accounts/users.ts'
import { authErrors } from '../errors.ts'
import { hashPassword, isOutdated, verifyPassword } from '../passwords/passwords.ts'
import type { Tickets } from '../tickets/tickets.ts'
import { fieldOf, type Parts, userAnswer } from './parts.ts'

/** Wider than what register takes: imported users may have other passwords. */
const anyPassword = textRule(1, 1000, { format: 'password' })
const anyLogin = textRule(1, 320)

/** Signs in. */
export function login(parts: Parts): Operation {
  const { accounts, users, signIn, tickets, totp, delays, verifies, wire } = parts
  const key = accounts.login.key
  const fields = [fieldOf(key, anyLogin, wire), fieldOf('password', anyPassword, wire)]
  return {
    name: 'auth.login',
    method: 'POST',
    path: '/auth/login',
    summary: 'Sign in.',
    module: 'auth',
    body: bodyCheck(fields, wire.extra),
    answer: userAnswer(parts),
    status: 200,
    allow: anyone,
    limit: 'auth',
    token: 'ignored',
    envelope: 'session',
    async run(call, ctx) {
      const body = call.body as Body
      const password = String(body.password)
      const login = String(body[key])
      const candidate = await users.byLogin(login)
      const attempt = await delays.login({ login, user: candidate?.id ?? null, client: ctx.client })
      const fits = await verifyPassword(password, candidate?.hash ?? null)
      if (candidate === undefined || candidate.hash === null || candidate.disabled || !fits) {
        await attempt.failed()
        ctx.log.info(whoOf(ctx, candidate), 'A login failed.')
        throw authErrors.AUTH_WRONG_CREDENTIALS()
      }
      await attempt.passed()
      if (verifies === 'before-login' && !candidate.verified) throw authErrors.AUTH_UNVERIFIED()
      await improveHash(users, { id: candidate.id, hash: candidate.hash, password })
      if (await totp.isOn(candidate.id)) {
        const ticket = await secondStep(tickets, candidate, namedTenant(ctx.actor))
        if (wire.second !== true) throw authErrors.AUTH_SECOND_FACTOR_NEEDED({ ticket })
        return { kind: 'value', value: { second: true, ticket } }
      }
      const answer = await signIn.open(candidate, namedTenant(ctx.actor), ctx.client)
      ctx.log.info(whoOf(ctx, candidate), 'A user signed in.')
      return answer
    },
  }
}

/** Seconds to find the authenticator and type a code. */
const secondStepLifetime = 300

function secondStep(tickets: Tickets, { id: user, changed }: Candidate, tenant: string | null): Promise<string> {
  const payload = { changed }
  return tickets.issue({ purpose: 'second', user, tenant, payload, lifetime: secondStepLifetime })
}

/** Who tried to sign in, for the log: the request's id stands on every line. */
export function whoOf({ actor, client }: Context, user: { readonly id: string } | undefined) {
  return { user: user === undefined ? null : hashedId(user.id), tenant: actor.tenant, address: client?.address }
}

/** The tenant that the request names in a header or a subdomain. An old token says nothing about where to sign in. */
function namedTenant(actor: Actor): string | null {
  return actor.kind === 'nobody' ? actor.tenant : null
}

/** Only here is the password at hand: old hashes are replaced as people come. */
async function improveHash(users: Users, known: { id: string; hash: string; password: string }): Promise<void> {
  if (!(await isOutdated(known.hash))) return
  await users.replaceHash(known.id, known.hash, await hashPassword(known.password))
}
