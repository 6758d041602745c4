import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { vi } from 'vitest'

/** How the token endpoint's answer is changed on its way. */
export type Tamper = (idToken: string) => string | Promise<string>

/** A real OpenID provider on loopback, behind a proxy that can lie. */
export interface TestProvider {
  readonly issuer: string
  /** Changes ID tokens from here on; undefined leaves them alone. */
  tamper: Tamper | undefined
  /** Requests that the proxy has seen, by path. */
  readonly asked: string[]
  stop(): Promise<void>
}

const people: Readonly<Record<string, object>> = {
  alice: { email: 'alice@corp.test', email_verified: true, name: 'Alice' },
  mallory: { email: 'alice@corp.test', email_verified: false, name: 'Mallory' },
  bob: { email: 'bob@corp.test', email_verified: true, name: 'Bob' },
}

/** Starts it for one client, `app`. */
export async function startProvider(redirect: string): Promise<TestProvider> {
  // It warns on every start that its pages and keys are for development.
  const quiet = [vi.spyOn(console, 'warn').mockReturnValue(), vi.spyOn(console, 'info').mockReturnValue()]
  const state: { tamper: Tamper | undefined; asked: string[] } = { tamper: undefined, asked: [] }
  const inner = createServer()
  const port = await listen(inner)
  const proxy = createServer((incoming, outgoing) => void forward(incoming, outgoing, { port, state }))
  const issuer = `http://127.0.0.1:${await listen(proxy)}`
  const { default: Provider } = await import('oidc-provider')
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'app',
        client_secret: 'app-secret',
        redirect_uris: [redirect],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_ctx: unknown, id: string) => ({
      accountId: id,
      claims: async () => ({ sub: id, ...people[id] }),
    }),
    pkce: { required: () => true },
    cookies: { keys: ['k'.repeat(32)] },
    features: { devInteractions: { enabled: true } },
    conformIdTokenClaims: false,
  })
  inner.on('request', provider.callback())
  return Object.assign(state, {
    issuer,
    stop: async () => {
      for (const spy of quiet) spy.mockRestore()
      await Promise.all([close(proxy), close(inner)])
    },
  })
}

async function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { port, state }: { readonly port: number; readonly state: { tamper: Tamper | undefined; asked: string[] } },
): Promise<void> {
  const { method, url = '/', headers } = incoming
  state.asked.push(`${method} ${url.split('?')[0]}`)
  const inner = request({ host: '127.0.0.1', port, method, path: url, headers }, async answer => {
    const chunks: Buffer[] = []
    for await (const chunk of answer) chunks.push(chunk as Buffer)
    let body = Buffer.concat(chunks)
    const { tamper } = state
    if (tamper !== undefined && url.startsWith('/token') && answer.statusCode === 200) {
      const tokens = JSON.parse(body.toString()) as { id_token: string }
      body = Buffer.from(JSON.stringify({ ...tokens, id_token: await tamper(tokens.id_token) }))
    }
    const { 'content-length': _length, 'transfer-encoding': _encoding, ...kept } = answer.headers
    outgoing.writeHead(answer.statusCode ?? 500, { ...kept, 'content-length': body.length })
    outgoing.end(body)
  })
  incoming.pipe(inner)
}

function listen(server: Server): Promise<number> {
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise(resolve => server.close(() => resolve()))
}

/** Goes through the provider's own pages as a browser would, as that person; the URL that it is sent back to. */
export async function signInAt(start: string, login: string, back: string): Promise<string> {
  const jar = new Map<string, string>()
  const go = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { redirect: 'manual', ...init, headers: { ...init.headers, cookie } })
    for (const text of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }
  let url = start
  for (let step = 0; step < 15 && !url.startsWith(back); step++) {
    let response = await go(url)
    if (response.status === 200) {
      const page = await response.text()
      const [, prompt = ''] = /name="prompt" value="(\w+)"/.exec(page) ?? []
      const [, action = ''] = /action="([^"]+)"/.exec(page) ?? []
      const body = new URLSearchParams({ prompt, login, password: 'x' })
      response = await go(new URL(action, url).href, { method: 'POST', body })
    }
    url = new URL(response.headers.get('location') ?? `no redirect: ${response.status}`, url).href
  }
  return url
}
