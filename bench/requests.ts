import pg from 'pg'

/** Who asks: a member of one tenant, and the token that everybody verifies. */
export interface Person {
  readonly token: string
  readonly tenant: string
}

/** Registers somebody at Plinth, makes them a member of a tenant, and logs them in there. */
export async function signIn(port: number, owner: pg.ClientConfig): Promise<Person> {
  const { user } = await ask(port, 'register')
  const client = new pg.Client(owner)
  await client.connect()
  const { rows } = await client.query(`insert into plinth.tenants (slug, name) values ('bench', 'Bench') returning id`)
  const tenant: string = rows[0].id
  await client.query(`insert into plinth.memberships (user_id, tenant_id, role) values ($1, $2, 'member')`, [
    user.id,
    tenant,
  ])
  await client.end()
  return { token: (await ask(port, 'login')).accessToken, tenant }
}

interface SignedIn {
  readonly accessToken: string
  readonly user: { readonly id: string }
}

async function ask(port: number, path: string): Promise<SignedIn> {
  const response = await fetch(`http://127.0.0.1:${port}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'bench@example.com', password: 'bench-password-1' }),
  })
  return ((await response.json()) as { data: SignedIn }).data
}

/** The bytes of the next request, by subject. */
export function requestsOf(token: string, ids: readonly string[]): Record<string, () => Buffer> {
  const head = (line: string, more = '') =>
    `${line} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n${more}\r\n`
  const list = Buffer.from(head('GET /api/items?status=active&sort=-createdAt&limit=20'))
  const body = '{"name":"New item","status":"draft","priceCents":1200,"description":"Made by the bench."}'
  const type = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`
  const create = Buffer.from(head('POST /api/items', type) + body)
  return {
    get: () => Buffer.from(head(`GET /api/items/${ids[Math.floor(Math.random() * ids.length)]}`)),
    list: () => list,
    create: () => create,
  }
}
