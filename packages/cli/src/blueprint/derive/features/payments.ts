import { namesPayment } from '../facts/reserved.ts'
import { type Asked, tailOf } from './asked.ts'
import { type Found, type Look, type Lookalike, placesOf, reservedFor, seenIn } from './from.ts'

/** Money is asked for: a session to pay in, or a library of somebody who takes it. */
export function needsPayments(look: Look): Found {
  return [
    ...reservedFor(look, 'payments'),
    ...seenIn(look.facts.signals.payments),
    ...placesOf(look.asked, isBoughtHere),
  ]
}

/** `POST /themes/{id}/purchase { paymentMethod }`: the server takes the money. An order may say how it will be paid at the door. */
function isBoughtHere(one: Asked): boolean {
  return one.method === 'POST' && BUYS.test(tailOf(one)) && one.sent.some(name => PAID_BY.test(name))
}

const BUYS = /^(?:purchase|buy|pay|topup|upgrade|subscribe)$/
const PAID_BY = /^(?:payment|pay|card)_?(?:method|type|token|source|nonce|number)(?:_?id)?$/i

/** Rows about money. */
export function looksLikePayments({ facts }: Look): Lookalike {
  return {
    reason: 'Rows that are called so: nothing is paid here.',
    evidence: facts.asks.filter(namesPayment).map(ask => ask.endpoint.evidence),
  }
}
