import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Archive, type Asked, openArchive, secret, tenants } from './archive.ts'

let archive: Archive
/** Belongs to no tenant. */
let loner: string

beforeAll(async () => {
  archive = await openArchive()
  const person = { name: 'Lou', email: 'lou@example.com', password: 'correct horse' }
  const { body } = await archive.ask('POST /api/auth/register', { as: 'nobody', body: person })
  loner = (body as { data: { accessToken: string } }).data.accessToken
})
afterAll(() => archive?.stop())

interface Row {
  readonly ask: string
  readonly as?: Asked['as'] | 'loner'
  readonly tenant?: string
  readonly body?: unknown
  readonly status: number
  readonly has?: string
  readonly lacks?: string
}

/** Sends a row's request; `ZETA` and `ACME` stand for ids of papers. */
async function play({ ask, as = 'ann', tenant, body, status, has = '', lacks = secret }: Row): Promise<void> {
  const { acme, zeta } = archive.ids
  const request = ask.replace('ZETA-SHEET', zeta.sheet).replace('ZETA-BUNDLE', zeta.bundle).replace('ZETA', zeta.paper)
  const headers = {
    ...(tenant === undefined ? {} : { 'x-tenant-id': tenant }),
    ...(as === 'loner' ? { authorization: `Bearer ${loner}` } : {}),
  }
  const answer = await archive.ask(request.replace('ACME', acme.paper), {
    as: as === 'loner' ? 'nobody' : as,
    headers,
    ...(body === undefined ? {} : { body }),
  })
  const text = JSON.stringify(answer.body)
  expect(answer.status, text).toBe(status)
  expect(text).toContain(has)
  expect(text).not.toContain(lacks)
}

describe('the tenant of a request', () => {
  const rows: Readonly<Record<string, Row>> = {
    'is that of the token': { ask: 'GET /api/papers', status: 200, has: 'of acme' },
    'may be named again by slug': { ask: 'GET /api/papers', tenant: 'acme', status: 200, has: 'of acme' },
    'may be named again by id': { ask: 'GET /api/papers', tenant: tenants.acme, status: 200, has: 'of acme' },
    'is refused where it names another': {
      ask: 'GET /api/papers',
      tenant: 'zeta',
      status: 403,
      has: 'TENANT_MISMATCH',
    },
    'is refused by id': { ask: 'GET /api/papers', tenant: tenants.zeta, status: 403, has: 'TENANT_MISMATCH' },
    'is refused where it is none': { ask: 'GET /api/papers', tenant: `' or 1=1`, status: 403, has: 'TENANT_MISMATCH' },
    'is refused for writes too': {
      ask: 'POST /api/papers',
      tenant: 'zeta',
      body: { title: 'x' },
      status: 403,
      has: 'TENANT_MISMATCH',
    },
    'is needed by visitors': { ask: 'GET /api/bundles', as: 'nobody', status: 400, has: 'TENANT_NEEDED' },
    'is needed by members of none': { ask: 'GET /api/papers', as: 'loner', status: 400, has: 'TENANT_NEEDED' },
    'is needed to write': {
      ask: 'POST /api/papers',
      as: 'loner',
      body: { title: 'x' },
      status: 400,
      has: 'TENANT_NEEDED',
    },
    'is needed by actions on a row': {
      ask: 'POST /api/papers/ACME/star',
      as: 'loner',
      status: 400,
      has: 'TENANT_NEEDED',
    },
    'is needed by feeds': { ask: 'GET /api/papers/flagged', as: 'loner', status: 400, has: 'TENANT_NEEDED' },
    'is needed by values in use': { ask: 'GET /api/papers/tags', as: 'loner', status: 400, has: 'TENANT_NEEDED' },
    'is not needed by tables of no tenant': { ask: 'GET /api/labels', as: 'nobody', status: 200 },
    'may be named by visitors': { ask: 'GET /api/bundles', as: 'nobody', tenant: 'acme', status: 200, has: 'of acme' },
    'has to exist': { ask: 'GET /api/bundles', as: 'nobody', tenant: 'none', status: 403, has: 'TENANT_FORBIDDEN' },
    'has to be one’s own': {
      ask: 'GET /api/papers',
      as: 'loner',
      tenant: 'acme',
      status: 403,
      has: 'TENANT_FORBIDDEN',
    },
    'cannot be signed in to by others': {
      ask: 'POST /api/auth/login',
      as: 'nobody',
      tenant: 'zeta',
      body: { email: 'ann@example.com', password: 'correct horse' },
      status: 403,
      has: 'TENANT_FORBIDDEN',
    },
  }
  test.each(Object.entries(rows))('%s', (_, row) => play(row))
})

describe('8.4.1 rows of another tenant', () => {
  const text = { text: 'x' }
  const rows: Readonly<Record<string, Row>> = {
    'are not in lists': { ask: 'GET /api/papers?include=owner,sheets&limit=1000', status: 200, has: '"total":1' },
    'are not found by filter': { ask: `GET /api/papers?title=${secret}`, status: 200, has: '"data":[]' },
    'are not found through relations': { ask: `GET /api/papers?said=${secret}`, status: 200, has: '"data":[]' },
    'are not found through people': { ask: `GET /api/papers?owner[contains]=${secret}`, status: 200, has: '"data":[]' },
    'are not found by search': { ask: `GET /api/papers?search=${secret}`, status: 200, has: '"data":[]' },
    'are not in feeds': { ask: 'GET /api/papers/flagged', status: 200, has: 'of acme' },
    'are not among values in use': { ask: 'GET /api/papers/tags', status: 200, has: 'of acme' },
    'are not seen by code that says nothing of tenants': { ask: 'GET /api/raw', status: 200, has: '["of acme"]' },
    'are not seen by such code without a tenant': { ask: 'GET /api/raw', as: 'nobody', status: 200, has: '[]' },
    'are not read': { ask: 'GET /api/papers/ZETA', status: 404 },
    'are not replaced': { ask: 'PUT /api/papers/ZETA', body: { title: 'x' }, status: 404 },
    'are not changed': { ask: 'PATCH /api/papers/ZETA', body: { title: 'x' }, status: 404 },
    'are not deleted': { ask: 'DELETE /api/papers/ZETA', status: 404 },
    'are not starred': { ask: 'POST /api/papers/ZETA/star', status: 404 },
    'are not unstarred': { ask: 'DELETE /api/papers/ZETA/star', status: 404 },
    'are not signed': { ask: 'POST /api/papers/ZETA/sign', body: { reason: 'r', times: 1 }, status: 404 },
    'do not list what hangs on them': { ask: 'GET /api/papers/ZETA/sheets', status: 404 },
    'take nothing that hangs on them': { ask: 'POST /api/papers/ZETA/sheets', body: text, status: 404 },
    'do not show what hangs on them': { ask: 'GET /api/papers/ZETA/sheets/ZETA-SHEET', status: 404 },
    'are not found under a parent of one’s own': { ask: 'GET /api/papers/ACME/sheets/ZETA-SHEET', status: 404 },
    'are not changed under a parent of one’s own': {
      ask: 'PATCH /api/papers/ACME/sheets/ZETA-SHEET',
      body: text,
      status: 404,
    },
    'are not written with children': { ask: 'PATCH /api/bundles/ZETA-BUNDLE', body: { name: 'x' }, status: 404 },
  }
  test.each(Object.entries(rows))('%s', (_, row) => play(row))

  test('are as they were', async () => {
    const { body } = await archive.ask('GET /api/papers?include=sheets', { as: 'zoe' })
    expect(body).toMatchObject({ data: [{ title: secret, sheets: [{ text: secret }] }], meta: { total: 1 } })
  })
})

test('8.4.1 a key to a row of another tenant is refused as one that does not exist', async () => {
  const refused = async (paperId: string) => {
    const { status, body } = await archive.ask('POST /api/bundles', {
      body: { name: crypto.randomUUID(), parts: [{ label: 'x', amount: 1, paperId }] },
    })
    const { requestId: _, ...rest } = body as Record<string, unknown>
    return { status, ...rest }
  }
  expect(await refused(archive.ids.zeta.paper)).toEqual(await refused(crypto.randomUUID()))
})

test('an idempotency key of one tenant is another key in the other', async () => {
  const make = (as: 'ann' | 'zoe') =>
    archive.ask('POST /api/papers', { as, body: { title: 'same' }, headers: { 'idempotency-key': 'one-key' } })
  const [first, other, again] = [await make('ann'), await make('zoe'), await make('ann')]
  expect([first.status, other.status, again.status]).toEqual([201, 201, 201])
  expect(JSON.stringify(again.body)).toBe(JSON.stringify(first.body))
  expect(JSON.stringify(other.body)).not.toBe(JSON.stringify(first.body))
})

test('8.4.1 hundreds of requests of both, forty at once, are never mixed up', async () => {
  const paths = ['GET /api/papers?include=sheets', 'GET /api/raw', 'GET /api/bundles', 'GET /api/papers/tags']
  const numbers = Array.from({ length: 400 }, (_value, at) => at).values()
  // Both ask all paths. More at once would wait for a connection longer than 2 s on a busy machine: 503.
  const client = async (): Promise<void> => {
    for (const at of numbers) {
      const as = at % 2 === 0 ? 'ann' : 'zoe'
      const { status, body } = await archive.ask(paths[(at >> 1) % paths.length] as string, { as })
      const text = JSON.stringify(body)
      expect(status, text).toBe(200)
      expect(text).toContain(as === 'ann' ? 'of acme' : secret)
      expect(text).not.toContain(as === 'ann' ? secret : 'of acme')
    }
  }
  await Promise.all(Array.from({ length: 40 }, client))
})
