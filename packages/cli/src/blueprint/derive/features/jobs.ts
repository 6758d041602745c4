import type { Evidence } from '../../endpoint.ts'
import { plainWord } from '../facts/words.ts'
import { type Asked, lastName } from './asked.ts'
import { type Found, isOpen, type Look, type Lookalike, placesIn, placesOf, reservedFor, seenIn } from './from.ts'
import { isWork } from './work.ts'

const STEP = /(progress|started|finished|failed|complete|completed|done|queued|cancell?ed|succeeded|percent)/i
const WORK = /(task|job|import|export|build|render|transcod|process|backup|deploy|sync|scan|run|generat|conver)/i

/** Work that goes on after the answer: asked for until it is done, told over a socket, or taken on with 202. */
export function needsJobs(look: Look): Found {
  const { asked, facts, sockets } = look
  const { signals } = facts
  const polled = new Set((signals.polls ?? []).map(({ endpoint }) => endpoint))
  const common = readOfAll(asked)
  const waits = asked
    .filter(one => polled.has(`${one.method} ${one.endpoint.path}`))
    .map(one => ({ ...one, reads: one.reads.filter(name => !common.has(name)) }))
    .filter(showsState)
  const processing = seenIn(signals.processing).flat()
  const working = waits.filter(
    one => (processing.length > 0 && speaksOf(one, processing)) || showsProgress(one) || showsEnd(one),
  )
  return [
    ...reservedFor(look, 'jobs'),
    ...placesOf(asked, isWork(asked)),
    ...working.map(({ endpoint }) => endpoint.evidence),
    ...(working.length > 0 ? seenIn(signals.processing) : []),
    ...seenIn(signals.accepted).filter(places => !places.some(place => signsIn(place, look))),
    ...sockets.filter(isOpen).filter(tellsSteps).map(placesIn),
  ]
}

// Who signs in on another device waits for a person.
const SIGNING = /login|signin|sign-in|auth|device|passkey|otp|magic/i
/** Lines between a request and what is made of the status of its answer. */
const NEAR = 12

function signsIn({ file, line }: Evidence, { asked }: Look): boolean {
  return asked.some(
    ({ endpoint }) =>
      SIGNING.test(endpoint.path) &&
      endpoint.evidence.some(place => place.file === file && place.line <= line && line - place.line <= NEAR),
  )
}

/** Where nothing of the answer is read, its address or the file that asks has to speak of work. */
function speaksOf({ endpoint, reads }: Asked, processing: readonly Evidence[]): boolean {
  const files = new Set(endpoint.evidence.map(({ file }) => file))
  return reads.length > 0 || WORK.test(endpoint.path) || processing.some(({ file }) => files.has(file))
}

const FEW = 12

/** What is read of nearly every answer is its envelope: `status` says how the request went, not how far some work is. */
function readOfAll(asked: readonly Asked[]): ReadonlySet<string> {
  const read = asked.filter(({ reads }) => reads.length > 0)
  const times = new Map<string, number>()
  for (const name of read.flatMap(({ reads }) => [...new Set(reads)])) times.set(name, (times.get(name) ?? 0) + 1)
  const common = [...times].filter(([, count]) => read.length >= FEW && count > read.length * 0.75)
  return new Set(common.map(([name]) => name))
}

function showsState({ reads }: Asked): boolean {
  return (
    reads.length === 0 ||
    reads.some(name =>
      /^(status|state|phase|stage|progress|percent\w*|done|finished|completed|ready|running)$/.test(
        plainWord(lastName(name)),
      ),
    )
  )
}

function showsProgress({ reads }: Pick<Asked, 'reads'>): boolean {
  const names = reads.map(name => plainWord(lastName(name)))
  return (
    names.some(name => /^(progress|percent\w*)$/.test(name)) &&
    names.some(name => /^(status|state|phase|done|finished)$/.test(name))
  )
}

/** Of one thing is asked whether it is over. */
function showsEnd({ endpoint, reads }: Asked): boolean {
  return (
    /(?:\}|\/status)$/.test(endpoint.path) &&
    reads.some(name => /^(?:data\.)?(?:is_?)?(?:done|finished|completed?|ready)$/i.test(name))
  )
}

/** Events of a socket that say how far something is, by their names or by what is read of them. */
function tellsSteps({ events, reads }: Readonly<Record<string, unknown>>): boolean {
  if (Array.isArray(reads) && showsProgress({ reads: reads.map(String) })) return true
  if (!Array.isArray(events)) return false
  const names = events.map(one => String((one as { name?: unknown }).name))
  return names.some(name => STATUS.test(name) || (STEP.test(name) && (WORK.test(name) || /progress/i.test(name))))
}

/** `uploadStatus`, `TaskQueueStatus`, `transfer status`: in three of three labelled frontends that hear of one. `device-status` is none. */
const STATUS =
  /(?:upload|task|job|queue|import|export|backup|build|transfer|conversion|scan|install)[-_ ]?(?:status|state)$/i

/** Asked for again, and no work. */
export function looksLikeJobs({ facts }: Look): Lookalike {
  return { reason: 'Asked again, and nothing says how far it is.', evidence: seenIn(facts.signals.polls) }
}
