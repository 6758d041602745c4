// The raw limit: node:http, a pool of 10 and SQL by hand. It checks the token with jose, the input by hand, and keeps
// tenants apart by a predicate. `CACHED=1` keeps verified tokens, as Plinth does.
import { createServer, type IncomingMessage } from 'node:http'
import { jwtVerify } from 'jose'
import pg from 'pg'
import { config, createSql, getSql, listSql, ready, secret } from './peer.ts'

const pool = new pg.Pool({ ...config, max: 10 })
const cache = new Map<string, string>()

async function tenantOf(request: IncomingMessage): Promise<string> {
  const text = request.headers.authorization?.slice(7) ?? ''
  const known = cache.get(text)
  if (known !== undefined) return known
  const { payload } = await jwtVerify(text, secret, { algorithms: ['HS256'] })
  const tenant = String(payload.tenant)
  if (process.env.CACHED === '1') cache.set(text, tenant)
  return tenant
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString())
}

const server = createServer(async (request, response) => {
  const answer = (status: number, value: unknown): void => {
    const text = JSON.stringify(value)
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    })
    response.end(text)
  }
  try {
    const tenant = await tenantOf(request)
    const url = new URL(request.url ?? '/', 'http://localhost')
    const id = /^\/api\/items\/([0-9a-f-]{36})$/.exec(url.pathname)?.[1]
    if (id !== undefined) {
      const { rows } = await pool.query({ name: 'get', text: getSql, values: [id, tenant] })
      answer(rows.length === 0 ? 404 : 200, { success: true, data: rows[0] })
    } else if (request.method === 'POST') {
      const { name, status, priceCents, description } = await bodyOf(request)
      if (typeof name !== 'string' || typeof priceCents !== 'number') return answer(400, { success: false })
      const { rows } = await pool.query({
        name: 'create',
        text: createSql,
        values: [tenant, name, status, priceCents, description],
      })
      answer(201, { success: true, data: rows[0] })
    } else {
      const status = url.searchParams.get('status')
      const limit = Math.min(Number(url.searchParams.get('limit') ?? 20), 1000)
      const [list, count] = await Promise.all([
        pool.query({ name: 'list', text: listSql.rows, values: [tenant, status, limit] }),
        pool.query({ name: 'count', text: listSql.total, values: [tenant, status] }),
      ])
      answer(200, { success: true, data: list.rows, meta: { total: count.rows[0].total, limit } })
    }
  } catch {
    answer(401, { success: false })
  }
})

server.listen(0, '127.0.0.1', () => ready((server.address() as { port: number }).port))
