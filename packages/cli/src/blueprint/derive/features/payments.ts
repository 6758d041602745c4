import { namesPayment } from '../facts/reserved.ts'
import { type Found, type Look, type Lookalike, reservedFor, seenIn } from './from.ts'

/** Money is asked for: a session to pay in, or a library of somebody who takes it. */
export function needsPayments(look: Look): Found {
  return [...reservedFor(look, 'payments'), ...seenIn(look.facts.signals.payments)]
}

/** Rows about money. */
export function looksLikePayments({ facts }: Look): Lookalike {
  return {
    reason: 'Rows that are called so: nothing is paid here.',
    evidence: facts.asks.filter(namesPayment).map(ask => ask.endpoint.evidence),
  }
}
