import type { Endpoint, Evidence, Problem, ThirdParty, Unresolved } from '../endpoint.ts'
import type { Operation, SdkUse } from '../operation.ts'

/** What a detector says of one frontend, as far as the blueprint needs it. */
export interface Detection {
  /** Where the frontend stands, as the user wrote it. Default `.`. */
  readonly root?: string
  readonly framework?: string
  /** Folder of the existing build. */
  readonly build?: string
  readonly base?: Base
  readonly endpoints: readonly Endpoint[]
  readonly sockets?: readonly Readonly<Record<string, unknown>>[]
  /** GraphQL operations. */
  readonly operations?: readonly Operation[]
  /** Packages that speak protocols of their own. */
  readonly sdk?: readonly SdkUse[]
  readonly thirdParty?: readonly ThirdParty[]
  readonly unresolved?: readonly Unresolved[]
  readonly problems?: readonly Problem[]
  readonly signals?: Signals
}

/** The prefix of every path as the code states it, and the variable that may override it. */
export interface Base {
  readonly path: string
  readonly variable?: string
  /** Names of values that are known only outside of the code. */
  readonly unknown?: readonly string[]
  readonly certainty?: 'sure' | 'likely' | 'guess'
  readonly evidence?: readonly Evidence[]
}

interface Seen {
  readonly evidence: readonly Evidence[]
}

/** Facts that are not about one endpoint's wire form. Each list may be absent. */
export interface Signals {
  /** Where the token travels: header in lower case, value as a template: `Token {token}`. */
  readonly tokens?: readonly (Seen & { readonly header: string; readonly template: string })[]
  /** Literals that are compared with a role: `user.role === 'admin'`. */
  readonly roles?: readonly (Seen & { readonly value: string })[]
  /** Who gets to a call: the guards around each page that makes it. One entry a page; `roles` lists any that pass. */
  readonly reach?: readonly (Seen & { readonly endpoint: string; readonly who: Who })[]
  /**
   * Dotted names that are read from refused answers: `errors`, `details[].field`, `message`. `{}` is a key that the
   * code does not know: `errors.{}[]`.
   */
  readonly errors?: readonly (Seen & { readonly reads: readonly string[] })[]
  /** What members of answers are compared with that say how it went: `res.code === 0`. */
  readonly outcomes?: readonly (Seen & { readonly name: string; readonly value: string | number })[]
  /** What names a tenant: headers that are filled from storage, or the page's own host. */
  readonly tenants?: readonly (Seen & { readonly header: string; readonly kind?: 'header' | 'subdomain' })[]
  /** Pages of the frontend that mails may lead to: `/reset-password`, `/verify/:token`. */
  readonly pages?: readonly (Seen & { readonly path: string })[]
  /** Words that pages read from their own address. */
  readonly addressWords?: readonly (Seen & { readonly word: string })[]
  /** Requests that take cookies along, and names of the cookie and the header with a CSRF token. */
  readonly cookies?: readonly (Seen & {
    readonly kind: 'fetch' | 'axios' | 'csrfCookie' | 'csrfHeader'
    readonly name: string
  })[]
  /** Endpoints that are asked again and again, by key: `GET /api/imports/{id}`. */
  readonly polls?: readonly (Seen & { readonly endpoint: string })[]
  /** Payment libraries and redirects to a page to pay on. */
  readonly payments?: readonly Seen[]
  /** File inputs whose files are sent. */
  readonly uploads?: readonly Seen[]
  /** Places that ask what somebody may: `can('orders.close')`, `me.permissions.includes(…)`, roles of a route. */
  readonly guards?: readonly Seen[]
  /** Packages that bring messages of the server, with protocols that are not read. */
  readonly realtime?: readonly Seen[]
  /** Comparisons of a state with words for work that goes on: `status === 'processing'`. */
  readonly processing?: readonly Seen[]
  /** Answers that are told by 202. */
  readonly accepted?: readonly Seen[]
  /** The way to the next page that stands in a header. */
  readonly nextLinks?: readonly Seen[]
  /** Files that are read as text, to be sent in JSON or to stay. */
  readonly encodedFiles?: readonly Seen[]
  /** Files that the browser sends to somebody else, who gives them an address. */
  readonly storedFiles?: readonly Seen[]
  /** Fields for files, whatever becomes of them. */
  readonly chosenFiles?: readonly Seen[]
  /** Fields to search in. */
  readonly searchFields?: readonly Seen[]
  /** Lists that are cut into pages in the browser. */
  readonly localPages?: readonly Seen[]
  /** What looks like a feature and is not, with the reason. */
  readonly lookalikes?: readonly (Seen & { readonly feature: string; readonly reason: string })[]
}

/** Everybody, those who are signed in, or those who have one of the roles. */
export type Who = 'anyone' | 'signedIn' | { readonly roles: readonly string[] }
