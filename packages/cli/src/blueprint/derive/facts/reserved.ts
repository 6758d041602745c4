import type { Shape } from '../../endpoint.ts'
import { answersRows } from '../dialect/unwrap.ts'
import { isFixed, lastWord, leafNames } from './ask.ts'
import type { Ask, Facts } from './facts.ts'
import { wordsOf } from './path.ts'
import { plainWord } from './words.ts'

/** Calls that belong to a feature of the runtime, with what to say of each. */
export interface Reserved {
  readonly feature: 'auth' | 'jobs' | 'uploads' | 'payments' | 'tenancy' | 'realtime'
  readonly reason: string
}

const payWord = /^(payments?|checkout|billing|subscriptions?|paymentintents?|portal)$/
const tenantWord = /^(organi[sz]ations?|orgs?|tenants?|workspaces?|teams?|compan(y|ies))$/

/** Sorts out the calls that are no rows of a table: background work, uploads, payments, tenants, lasting answers. */
export function findReserved(facts: Facts): Map<Ask, Reserved> {
  const jobs = new Set(facts.asks.filter(ask => isProgress(ask, facts)).map(ask => ask.place.replace(/\/\{\}$/, '')))
  const found = new Map<Ask, Reserved>()
  for (const ask of facts.asks) {
    const reserved = reservedAs(ask, facts, jobs)
    if (reserved !== undefined) found.set(ask, reserved)
  }
  return found
}

function reservedAs(ask: Ask, facts: Facts, jobs: ReadonlySet<string>): Reserved | undefined {
  if ([...jobs].some(place => ask.place === place || ask.place.startsWith(`${place}/`))) {
    return { feature: 'jobs', reason: 'Work in the background: it is started here and asked for until it is done.' }
  }
  if (ask.endpoint.kind === 'stream') return { feature: 'realtime', reason: 'An answer that goes on and on.' }
  if (isUpload(ask)) return { feature: 'uploads', reason: 'Files are sent here.' }
  if (isPayment(ask)) return { feature: 'payments', reason: 'A payment is opened here.' }
  if (!isTenants(ask, facts)) return undefined
  return { feature: 'tenancy', reason: 'The tenants of the person who is signed in, sent back as a header.' }
}

/** One row that is polled, or that says how far it is. */
function isProgress(ask: Ask, facts: Facts): boolean {
  if (ask.method !== 'GET' || !ask.place.endsWith('/{}')) return false
  const polled = facts.signals.polls?.some(poll => poll.endpoint === ask.key) ?? false
  return polled ? leafNames(ask.answer).map(plainWord).some(isState) : saysHowFar(ask.answer)
}

function isState(name: string): boolean {
  return name === 'status' || name === 'state'
}

/** A state and how far it is, of one thing: the share of one row of a list says nothing of the whole. */
function saysHowFar(shape: Shape): boolean {
  if (shape.kind === 'array') return saysHowFar(shape.of)
  if (shape.kind !== 'object') return false
  const fields = Object.entries(shape.fields)
  const states = fields.some(([name]) => isState(plainWord(name)))
  return (states && isUnderWay(shape)) || fields.some(([, field]) => saysHowFar(field.shape))
}

function isUnderWay(shape: Shape): boolean {
  if (shape.kind !== 'object') return false
  return Object.entries(shape.fields).some(
    ([name, field]) => /^(?:progress|percent)$/.test(plainWord(name)) || isUnderWay(field.shape),
  )
}

/** Files are sent; a form without one is only another encoding. */
export function isUpload({ endpoint }: Ask): boolean {
  if (endpoint.encoding === 'binary') return true
  return (
    endpoint.encoding === 'multipart' &&
    (endpoint.bodyShape === undefined || JSON.stringify(endpoint.bodyShape).includes('"kind":"file"'))
  )
}

/** True for a path with a word of payments in it, whatever it does. */
export function namesPayment(ask: Ask): boolean {
  return wordsOf(ask.segments).some(word => payWord.test(plainWord(word)))
}

/** True for a word for tenants. */
export function isTenantWord(word: string): boolean {
  return tenantWord.test(plainWord(word))
}

/** True for a path that ends in a word for tenants, whatever it does. */
export function namesTenants(ask: Ask): boolean {
  return tenantWord.test(lastWord(ask))
}

/** A session to pay in: its answer says where. */
function isPayment(ask: Ask): boolean {
  const away = leafNames(ask.answer).some(name => /^(url|.*_?url|client_?secret)$/i.test(name))
  return ask.method === 'POST' && namesPayment(ask) && away
}

/** The list that a switcher chooses from, when the choice travels as a header. */
function isTenants(ask: Ask, facts: Facts): boolean {
  const told = (facts.signals.tenants ?? []).length > 0
  return told && ask.method === 'GET' && isFixed(ask) && namesTenants(ask) && answersRows(ask)
}
