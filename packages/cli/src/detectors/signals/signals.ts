import type { Signals } from '../../blueprint/derive/detection.ts'
import type { Evidence } from '../../blueprint/endpoint.ts'
import { isHole, type Place } from '../../syntax/index.ts'
import { headersOf } from '../endpoints/headers.ts'
import type { Located } from '../endpoints/located.ts'
import { byCode, longest } from '../requests/names.ts'
import type { Sent } from '../requests/sending.ts'
import { evidence, type Note, type Notes } from './notes.ts'

/** What signals are told from. */
export interface Seen {
  located: readonly Located[]
  /** All requests, those to unknown addresses, too. */
  sent: readonly Sent[]
  notes: Notes
  /** Names that are read from refused answers. */
  refused: Iterable<string>
  /** Places where answers are refused. */
  throws: readonly Place[]
}

/** Facts that are not about one endpoint's wire form. */
export function signalsOf({ located, sent, notes, refused, throws }: Seen): Signals {
  const live = located.filter(one => one.sent.live)
  const reads = errorNames(refused, live)
  return {
    tokens: tokensOf(live),
    roles: rolesOf(notes),
    guards: seen(notes.of('guard')),
    realtime: seen(notes.of('realtime')),
    errors: reads.length > 0 ? [{ reads, evidence: unique(throws) }] : [],
    outcomes: outcomesOf(notes),
    tenants: tenantsOf(live),
    polls: pollsOf(live),
    payments: [...paymentsOf(live, notes), ...seen(toGateways(sent, located))],
    uploads: [
      ...(live.some(sendsFile) ? seen(notes.of('file')) : []),
      ...seen(notes.of('upload')),
      ...handedUploads(sent, notes),
    ],
    storedFiles: storedFiles(sent, located),
    chosenFiles: seen(notes.of('file')),
  }
}

const ERROR_WORD = /^(?:errors?|error_?\w*|messages?|msg|detail|details|code|reason|title|status|violations|fields)$/i

/** Names of refused answers alone: what answers that are not refused have as well is no error, unless it is called so. */
function errorNames(refused: Iterable<string>, located: readonly Located[]): string[] {
  const usual = new Set(located.flatMap(({ sent }) => [...sent.source.used].map(firstWord)))
  return longest([...refused].filter(name => ERROR_WORD.test(firstWord(name)) || !usual.has(firstWord(name))))
}

function firstWord(name: string): string {
  return /^[^.[]*/.exec(name)?.[0] ?? ''
}

function unique(places: readonly Place[]): Evidence[] {
  const known = new Map(places.map(place => [`${place.file}:${place.line}`, evidence(place)]))
  return [...known.values()].sort((one, other) => byCode(one.file, other.file) || one.line - other.line)
}

function grouped(notes: readonly Note[]): [string, Evidence[]][] {
  const groups = new Map<string, Place[]>()
  for (const { name, place } of notes) groups.set(name, [...(groups.get(name) ?? []), place])
  return [...groups].sort(([one], [other]) => byCode(one, other)).map(([name, places]) => [name, unique(places)])
}

function seen(notes: readonly Note[]): { evidence: Evidence[] }[] {
  const places = unique(notes.map(note => note.place))
  return places.length > 0 ? [{ evidence: places }] : []
}

const TOKEN = /^(?:authorization|.*token.*|x-auth.*|x-api-key)$/
const TENANT = /tenant|organi[sz]ation|\borg\b|-org-|workspace|company|account|team/

/** Headers of a kind, with where they are sent from. */
function headersLike(located: readonly Located[], pattern: RegExp): [string, Place[]][] {
  const found = new Map<string, Place[]>()
  for (const { sent } of located) {
    for (const [name, template] of Object.entries(headersOf(sent))) {
      if (!pattern.test(name) || !template.includes('{')) continue
      const key = `${name}\n${template}`
      found.set(key, [...(found.get(key) ?? []), placeOfHeader(name, sent)])
    }
  }
  return [...found].sort(([one], [other]) => byCode(one, other))
}

/** Where a header is written: its text if it has one, else the call that sends it. */
function placeOfHeader(name: string, sent: Located['sent']): Place {
  for (const atom of sent.headers.get(name) ?? []) {
    if (atom.kind !== 'text') continue
    for (const part of atom.parts) if ('text' in part && part.at) return part.at
  }
  return sent.sender
}

function tokensOf(located: readonly Located[]): NonNullable<Signals['tokens']> {
  return headersLike(located, TOKEN).map(([key, places]) => {
    const [header = '', template = ''] = key.split('\n')
    return { header, template, evidence: unique(places) }
  })
}

function tenantsOf(located: readonly Located[]): NonNullable<Signals['tenants']> {
  return headersLike(located, TENANT)
    .filter(([key]) => !TOKEN.test(key.split('\n')[0] ?? ''))
    .map(([key, places]) => ({ header: key.split('\n')[0] ?? '', evidence: unique(places) }))
}

function pollsOf(located: readonly Located[]): NonNullable<Signals['polls']> {
  const polls = new Map<string, Place[]>()
  for (const { sent, address } of located) {
    if (!sent.polls || sent.method !== 'GET') continue
    const key = `${sent.method} ${address.path}`
    polls.set(key, [...(polls.get(key) ?? []), sent.place])
  }
  return [...polls]
    .sort(([one], [other]) => byCode(one, other))
    .map(([endpoint, places]) => ({ endpoint, evidence: unique(places) }))
}

/** Files that go to an address that an answer gave: a store's, or another server's, with leave of this one. */
function handedUploads(sent: readonly Sent[], notes: Notes): { evidence: Evidence[] }[] {
  const chosen = notes.of('file').length > 0
  const files = sent.filter(({ live, method, body, url }) => {
    const isFile = body.encoding === 'binary' || (chosen && body.encoding === 'json' && body.shape === undefined)
    const isSent = (method === 'PUT' && isFile) || (method === 'POST' && chosen && body.encoding === 'multipart')
    return live && isSent && url.parts.some(part => 'of' in part && part.of?.kind === 'answer')
  })
  return files.length > 0 ? [{ evidence: unique(files.map(({ place }) => place)) }] : []
}

/** Files in a form that goes to another host, or to an address that is a variable of the environment as a whole. */
function storedFiles(sent: readonly Sent[], located: readonly Located[]): { evidence: Evidence[] }[] {
  const own = new Set(located.map(one => one.sent.id))
  const files = sent.filter(one => one.live && !own.has(one.id) && isElsewhere(one.url) && isForm(one))
  return files.length > 0 ? [{ evidence: unique(files.map(({ place }) => place)) }] : []
}

function isElsewhere({ parts }: Sent['url']): boolean {
  const [first] = parts
  if (first !== undefined && 'text' in first) return /^https?:\/\//i.test(first.text)
  return (
    parts.length === 1 &&
    first !== undefined &&
    isHole(first) &&
    first.of?.kind === 'unknown' &&
    first.of.env !== undefined
  )
}

/** Roles of people. Where some are those of a talk with a model, `user` is one of them, too, and so are all others of the file. */
function rolesOf(notes: Notes): NonNullable<Signals['roles']> {
  const talks = new Set(notes.of('speaker').map(({ place }) => place.file))
  // Who tells claims apart says what a client is given, not what somebody may.
  const claims = new Set(notes.of('claim').map(({ place }) => `${place.file}:${place.line}`))
  const said = notes
    .of('role')
    .filter(({ place }) => !(claims.has(`${place.file}:${place.line}`) || talks.has(place.file)))
  return grouped(said)
    .filter(([value]) => !(talks.size > 0 && value === 'user'))
    .map(([value, places]) => ({ value, evidence: places }))
}

/** Names of answers, with what they are compared with. */
function outcomesOf(notes: Notes): NonNullable<Signals['outcomes']> {
  return grouped(notes.of('outcome')).map(([key, places]) => {
    const [name, value] = JSON.parse(key) as [string, string | number]
    return { name, value, evidence: places }
  })
}

/** A form of which a file may be a part. */
function sendsFile({ sent }: Located): boolean {
  return isForm(sent)
}

function isForm({ body: { encoding, shape } }: Sent): boolean {
  return encoding === 'multipart' && (shape === undefined || /"kind":"(?:file|unknown)"/.test(JSON.stringify(shape)))
}

/** `<form action="https://gateway.example/pay">` with a merchant, an order and a sum: the browser goes there to pay. */
function toGateways(sent: readonly Sent[], located: readonly Located[]): Note[] {
  const own = new Set(located.map(one => one.sent))
  const away = sent.filter(one => one.live && one.kind === 'form' && one.method === 'POST' && !own.has(one))
  return away.filter(asksForMoney).map(one => ({ kind: 'payment', name: 'form', place: one.sender }))
}

function asksForMoney({ body: { shape } }: Sent): boolean {
  const names = shape?.kind === 'object' ? Object.keys(shape.fields) : []
  return names.some(name => SUM.test(name)) && names.some(name => SELLER.test(name))
}

const SUM = /amount|(?:^|_)amt$|total|price/i
const SELLER =
  /merchant|seller|store_?id|(?:order|trade|trans(?:action)?|txn?)_?(?:id|no|info|number)$|signature|checksum|hash/i

const PAYMENT = /pay|checkout|billing|subscri|purchase|portal/i

/** Payment libraries, and redirects to an address that a payment endpoint answers. */
function paymentsOf(located: readonly Located[], notes: Notes): NonNullable<Signals['payments']> {
  const paths = new Map(located.map(({ sent, address }) => [sent.id, address.path ?? '']))
  const redirects = notes.of('redirect').filter(note => PAYMENT.test(paths.get(note.name) ?? ''))
  return seen([...notes.of('payment'), ...redirects])
}
