import type { Configuration } from 'openid-client'
import { authErrors } from '../errors.ts'

/** One OpenID provider that people may sign in with. */
export interface ProviderOptions {
  /** `https://accounts.google.com`: its configuration is found from there. */
  readonly issuer: string
  /** Empty where nobody has registered the backend there yet: AUTH_PROVIDER_UNSET for who tries. */
  readonly clientId: string
  readonly clientSecret: string
  /** Default `openid email profile`. */
  readonly scopes?: string
  /**
   * An account with the address that this provider has verified is the same person. Only for providers that own the
   * addresses they speak of. Default false: then people join accounts by signing in first.
   */
  readonly linkByEmail?: boolean
}

/** Seconds for each request to a provider. */
const timeout = 5

const isLocal = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)

/** A provider, found when somebody first asks for it: nothing is fetched at boot. */
export class Provider {
  readonly options: ProviderOptions
  readonly #name: string
  #found: Promise<Configuration> | undefined

  constructor(name: string, options: ProviderOptions) {
    this.#name = name
    this.options = options
    const url = URL.canParse(options.issuer) ? new URL(options.issuer) : undefined
    if (url === undefined || (url.protocol !== 'https:' && !isLocal(url))) {
      throw authErrors.AUTH_OPTION_UNFIT({ option: `oidc.${name}.issuer`, reason: 'it must be an https URL' })
    }
  }

  /** Where a browser is sent to. Code flow with PKCE (RFC 7636, S256), state and nonce. */
  async begin(asked: {
    readonly redirect: string
    readonly state: string
    readonly nonce: string
    readonly verifier: string
  }): Promise<URL> {
    if (this.options.clientId === '') throw authErrors.AUTH_PROVIDER_UNSET({ provider: this.#name })
    const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import('openid-client')
    return buildAuthorizationUrl(await this.#configuration(), {
      redirect_uri: asked.redirect,
      scope: this.options.scopes ?? 'openid email profile',
      state: asked.state,
      nonce: asked.nonce,
      code_challenge: await calculatePKCECodeChallenge(asked.verifier),
      code_challenge_method: 'S256',
    })
  }

  /** Exchanges the code of a callback for what the provider vouches for. AUTH_IDENTITY_REFUSED when anything of it is not right. */
  async finish(url: URL, expected: { readonly state: string; readonly nonce: string; readonly verifier: string }) {
    const configuration = await this.#configuration()
    const { authorizationCodeGrant } = await import('openid-client')
    const tokens = await authorizationCodeGrant(configuration, url, {
      expectedState: expected.state,
      expectedNonce: expected.nonce,
      pkceCodeVerifier: expected.verifier,
      idTokenExpected: true,
    }).catch((cause: unknown) => {
      throw authErrors.AUTH_IDENTITY_REFUSED(undefined, { cause })
    })
    const claims = tokens.claims()
    if (claims === undefined) throw authErrors.AUTH_IDENTITY_REFUSED()
    if (claims.email !== undefined) return claims
    // Some providers keep the address out of the ID token.
    const { fetchUserInfo } = await import('openid-client')
    const more = await fetchUserInfo(configuration, tokens.access_token, claims.sub).catch(() => ({}))
    return { ...more, ...claims }
  }

  #configuration(): Promise<Configuration> {
    this.#found ??= this.#discover().catch((cause: unknown) => {
      this.#found = undefined
      throw authErrors.AUTH_PROVIDER_UNREACHABLE({ provider: this.#name }, { cause })
    })
    return this.#found
  }

  async #discover(): Promise<Configuration> {
    const { allowInsecureRequests, discovery, enableNonRepudiationChecks } = await import('openid-client')
    const { issuer, clientId, clientSecret } = this.options
    const url = new URL(issuer)
    // Without it the signature of an ID token that came over TLS is not looked at (OpenID Connect Core, 3.1.3.7, 6).
    const execute = [enableNonRepudiationChecks, ...(isLocal(url) ? [allowInsecureRequests] : [])]
    return discovery(url, clientId, clientSecret, undefined, { execute, timeout })
  }
}
