import { isTenantWord } from '../facts/reserved.ts'
import { type Asked, isCall, tailOf } from './asked.ts'
import { type Found, type Look, type Lookalike, placesOf } from './from.ts'

/** Every request says whose data is meant: in a header, the host, the path or a parameter. Or tenants are made here. */
export function needsTenancy({ asked, facts, tenancy }: Look): Found {
  if (tenancy !== undefined) return [tenancy.evidence]
  const told = (facts.signals.tenants ?? []).map(({ evidence }) => evidence)
  if (told.length > 0) return told
  const made = placesOf(asked, one => makesTenant(one) || signsUpTenant(one))
  if (made.length > 0) return made
  const joined = [...placesOf(asked, takesIn), ...hasOwn(asked)]
  if (joined.length > 0) return joined
  const calls = asked.filter(one => isCall(one) && !isPublic(one))
  return [...placesOf(calls, goesOver), ...mostly(calls, isInside), ...mostly(calls, carriesTenant), ...bringOne(calls)]
}

/** `POST /organizations/switch`, `PUT /workspaces/{id}/switch`, `POST /switch-company`: from then on all is another one's. */
function goesOver({ method, endpoint: { path } }: Asked): boolean {
  const [, tenants = '', tenant = ''] = /\/([\w-]+?)(?:\/\{\w+\})?\/switch$|\/switch-?([\w-]+)$/i.exec(path) ?? []
  return method !== 'GET' && isTenantWord(tenants || tenant)
}

/**
 * `POST /schools { name, subdomain }`, `{ guildName, subdomain }`: who has a host of their own has data of their own. Of machines
 * it is only an address.
 */
function makesTenant({ method, words, sent }: Asked): boolean {
  if (method !== 'POST' || words.some(word => MACHINES.test(word))) return false
  const place = isTenantWord(words.at(-1) ?? '') ? OWN_PLACE : OWN_HOST
  return sent.some(name => place.test(name)) && sent.some(name => CALLED.test(name))
}

const OWN_HOST = /^sub_?domain$/i
/** Of what is called a tenant a part of the address, or a name of hosts, says the same. */
const OWN_PLACE = /^(?:sub_?domain|domain|slug)$/i

const CALLED = /(?:^|_)(?:name|title)$|[a-z](?:Name|Title)$/

/**
 * `{ name, email, password, company_name }`, `{ teamName, ownerEmail, ownerPassword }`: whoever registers brings what is
 * theirs, and is the first one in it. Who says what kind of person they are, or where they live, only belongs to one.
 */
function signsUpTenant({ method, sent, endpoint }: Asked): boolean {
  if (method !== 'POST' || !BEGINS.test(endpoint.path) || !sent.some(name => SECRET.test(name))) return false
  if (sent.length > MOST && !sent.some(name => FIRST.test(name))) return false
  return sent.some(name => BROUGHT.test(name)) && !sent.some(name => BELONGS.test(name))
}

const BEGINS = /regist|sign-?up|setup|onboard|create/i
const MOST = 6
/** Whoever is called the owner of it is the first one in it, however much is told. */
const FIRST = /^(?:owner|admin)_?(?:e?mail|name)$/i
const SECRET = /^(?:(?:admin|owner|user|account)_?)?password$/i
const BROUGHT = /^(?:tenant|org|organi[sz]ation|workspace|company|team|business|agency|firm)_?(?:name|title|slug)$/i
const BELONGS = /type|role|kind|address|street|city|country|zip|postal|vat|tax/i

/**
 * `POST /workspaces/{id}/invitations`, `POST /invite { emails, workspace_id }`: people are taken into one that is named. Of the
 * labelled frontends that do so five of five have tenants; where an invitation names several, they are rows. A team is also
 * what plays together.
 */
function takesIn({ method, sent, endpoint: { path } }: Asked): boolean {
  if (method !== 'POST' || !INVITES.test(path)) return false
  return sent.some(name => TAKEN_INTO.test(name)) || INSIDE.test(path)
}

const INVITES = /\/(?:[\w-]+-)?(?:invite|invitation|join)s?(?:$|\/|-)/i
const TAKEN_INTO = /^(?:tenant|org|organi[sz]ation|workspace|company|business|agency|firm)(?:_?id|_?slug)?$/i
const INSIDE =
  /\/(?:tenants?|orgs?|organi[sz]ations?|workspaces?|compan(?:y|ies)|business(?:es)?|agenc(?:y|ies)|firms?)\/(?:\{\w+\}\/)?(?:users\/|members\/)?(?:invite|invitation|join)/i

/**
 * `POST /business { name }`, and `PUT /business` that does not say which, where anybody may sign up: they begin with one of their
 * own. Three of three labelled frontends with both have tenants.
 */
function hasOwn(asked: readonly Asked[]): Found {
  const isOpen = asked.some(
    one => one.method === 'POST' && SIGNS_UP.test(one.endpoint.path) && one.sent.includes('password'),
  )
  const made = asked.filter(
    one => one.method === 'POST' && ownedBy(one) !== '' && one.sent.some(name => CALLED.test(name)),
  )
  const changed = asked.filter(
    one => /^P(?:UT|ATCH)$/.test(one.method) && ownedBy(one) !== '' && !one.sent.some(name => /^_?id$/i.test(name)),
  )
  const own = made.filter(one => changed.some(other => ownedBy(other) === ownedBy(one)))
  return isOpen ? placesOf([...own, ...changed], () => own.length > 0) : []
}

const SIGNS_UP = /regist|sign-?up/i

/** What somebody has one of, where the path ends with it, whatever is done: `compan` of `/api/companies/create`. */
function ownedBy({ endpoint: { path } }: Asked): string {
  return (path.includes('{') ? '' : (OWNED.exec(path)?.[1] ?? '')).toLowerCase()
}

const OWNED =
  /\/(tenant|org|organi[sz]ation|workspace|compan|business|agenc|firm)(?:s|y|ies|es)?(?:\/(?:create|new|add|register|update|edit|save))?$/i

const MACHINES = /host|domain|dns|prox|record|tunnel|route|server|service|deploy|node|cluster|zone|^apps?$/

/** What is asked before anybody has chosen: who is there, which ones there are. */
function isPublic(one: Asked): boolean {
  return /^(login|logout|signin|signup|register|me|auth|config|version|health|session|tokens?)$/.test(tailOf(one))
}

/** A thing that most calls have, and that several different ones have: what one resource has is its own. */
function mostly(calls: readonly Asked[], test: (one: Asked) => boolean): Found {
  const having = calls.filter(test)
  const others = calls.filter(one => !test(one) && !isTenantWord(tailOf(one)))
  const kinds = new Set(having.map(kindOf))
  return kinds.size >= 2 && having.length > others.length ? placesOf(having, () => true) : []
}

/** What a call is about, below the tenant. */
function kindOf({ endpoint }: Asked): string {
  const parts = endpoint.path.split('/')
  const at = parts.findIndex((part, place) => isTenantWord(part) && parts[place + 1]?.startsWith('{'))
  return (at < 0 ? parts : parts.slice(at + 2)).find(part => part !== '' && !/^(?:api|v\d+|\{.*)$/.test(part)) ?? ''
}

/** `/workspaces/{workspace}/cards` */
function isInside({ endpoint }: Asked): boolean {
  return /\/([\w-]+)\/\{\w+\}\/[\w-]/.test(endpoint.path) && below(endpoint.path) !== undefined
}

function below(path: string): string | undefined {
  for (const [, word = '', rest] of path.matchAll(/\/([\w-]+)(?=\/\{\w+\}\/([\w-]+))/g)) {
    if (isTenantWord(word)) return rest
  }
  return undefined
}

const TENANT_PARAMETER =
  /^_?(tenant|org|organi[sz]ation|workspace|namespace|company|team|account|customer)(_?(id|slug|key|code|name|uuid))?$/i

/** `/api/{tenantId}/cards` */
const LEADING = /^\/(?:(?:api|rest|v\d+)\/)*\{(\w+)\}\/\w/

/** `?company_id=7`, the same beside what is sent, or in front of the path. */
function carriesTenant({ endpoint }: Asked): boolean {
  const [, leading = ''] = LEADING.exec(endpoint.path) ?? []
  return [...endpoint.query, ...endpoint.body, leading].some(word => TENANT_PARAMETER.test(word))
}

/**
 * `gardenId` beside the words of most calls, whatever they are about: what is asked for is that garden's. Of ninety-five frontends
 * the one that does so has tenants; the next brings one id with a third of its calls.
 */
function bringOne(calls: readonly Asked[]): Found {
  const bringing = new Map<string, Asked[]>()
  for (const one of calls)
    for (const word of new Set([...one.endpoint.query, ...one.endpoint.body]))
      if (ID.test(word) && !OF_PERSON.test(word)) bringing.set(word, [...(bringing.get(word) ?? []), one])
  const most = [...bringing.values()].find(having => having.length > calls.length / 2)
  const isShared = most !== undefined && most.length >= FEWEST && new Set(most.map(kindOf)).size >= 3
  return isShared ? placesOf(most, () => true) : []
}

const FEWEST = 6
const ID = /^\w+(?:_(?:id|slug|code)|Id|ID|Slug|Code)$/
const OF_PERSON = /user|member|owner|author|person|player|device|session/i

/** Groups that are rows. */
export function looksLikeTenancy({ asked }: Look): Lookalike {
  return {
    reason: 'Groups are rows here: no request says which one is meant.',
    evidence: placesOf(asked, one => isTenantWord(tailOf(one))),
  }
}
