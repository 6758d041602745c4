import { type Found, isOpen, type Look, type Lookalike, placesIn, placesOf, reservedFor, seenIn } from './from.ts'

/** The server tells by itself: sockets, events, answers that go on, subscriptions. */
export function needsRealtime(look: Look): Found {
  const { asked, operations, sockets } = look
  return [
    ...sockets.filter(isOpen).map(placesIn),
    ...reservedFor(look, 'realtime'),
    ...seenIn(look.facts.signals.realtime),
    ...placesOf(asked, ({ endpoint }) => endpoint.kind === 'stream'),
    ...operations.filter(({ kind, live }) => live && kind === 'subscription').map(({ evidence }) => [...evidence]),
  ]
}

/** The client asks by itself. */
export function looksLikeRealtime({ facts }: Look): Lookalike {
  return { reason: 'Asked again and again: that is polling.', evidence: seenIn(facts.signals.polls) }
}
