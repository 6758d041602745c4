import { endsInHole, isFixed } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { plainWord } from '../facts/words.ts'

/** Logins with a provider: what the runtime can serve, and what it cannot, with the reason. */
export interface Social {
  /** Issuers by the name in the path. Empty where nothing is served. */
  readonly providers: Readonly<Record<string, { readonly issuer: string }>>
  /** The links that are served. */
  readonly served: readonly Ask[]
  /** Method and path with `:provider` in it. */
  readonly route: string | undefined
  readonly refused: ReadonlyMap<Ask, string>
}

/** Providers that speak OpenID Connect, and whose issuer is the same for everybody. */
const issuers: Readonly<Record<string, string>> = {
  google: 'https://accounts.google.com',
  gitlab: 'https://gitlab.com',
  slack: 'https://slack.com',
}

const others = /^(github|facebook|twitter|x|discord|apple|microsoft|azure|azuread|linkedin|amazon|okta|auth0|keycloak)$/
const before = /^(auth|login|signin|oauth2?|oidc|sso|social|connect|authorize|authorization|users|account)$/
const after = /^(login|redirect|start|authorize|signin)$/

/** The provider in a path such as `/auth/google` or `/oauth2/authorization/google`. */
export function providerOf({ segments }: Pick<Ask, 'segments'>): { name: string; at: number } | undefined {
  const words = segments.map(segment => ('word' in segment ? plainWord(segment.word) : ''))
  const at = words.findIndex(word => Object.hasOwn(issuers, word) || others.test(word))
  const around =
    words.slice(0, at).some(word => before.test(word)) && words.slice(at + 1).every(word => after.test(word))
  return at > 0 && around ? { name: words[at] as string, at } : undefined
}

/**
 * Links that send the browser to a provider. They are served where sessions are in cookies: a page that waits for a
 * token in its own address is not, since the runtime puts none there.
 */
export function findSocial(links: readonly Ask[], cookie: boolean): Social {
  const refused = new Map<Ask, string>()
  const served: Ask[] = []
  const providers: Record<string, { issuer: string }> = {}
  let route: string | undefined
  for (const link of links.filter(each => each.endpoint.live && isFixed(each) && !endsInHole(each))) {
    const provider = providerOf(link)
    if (provider === undefined) continue
    const { name, at } = provider
    const path = link.segments.map((segment, n) =>
      n === at || !('word' in segment) ? '/:provider' : `/${segment.word}`,
    )
    const reason = reasonAgainst({ name, cookie, known: route, path: path.join('') })
    if (reason !== undefined) refused.set(link, reason)
    else {
      route ??= path.join('')
      served.push(link)
      providers[name] = { issuer: issuers[name] as string }
    }
  }
  return { providers, served, route, refused }
}

interface Asked {
  readonly name: string
  readonly cookie: boolean
  readonly known: string | undefined
  readonly path: string
}

function reasonAgainst({ name, cookie, known, path }: Asked): string | undefined {
  if (!Object.hasOwn(issuers, name))
    return `The runtime speaks OpenID Connect; name the issuer of ${name} in auth.oidc if it has one.`
  if (!cookie)
    return 'The page that follows expects a token in its address; the runtime gives one for a ticket, or sets cookies.'
  return known === undefined || known === path ? undefined : 'Another provider is served under another path.'
}
