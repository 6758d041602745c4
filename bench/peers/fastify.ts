// Fastify with its own validation and a pool of 10: what a careful team writes by hand.
import fastify from 'fastify'
import { jwtVerify } from 'jose'
import pg from 'pg'
import { config, createSql, getSql, listSql, ready, secret } from './peer.ts'

const pool = new pg.Pool({ ...config, max: 10 })
const app = fastify()

app.decorateRequest('tenant', '')
app.addHook('onRequest', async request => {
  const { payload } = await jwtVerify(request.headers.authorization?.slice(7) ?? '', secret, { algorithms: ['HS256'] })
  ;(request as unknown as { tenant: string }).tenant = String(payload.tenant)
})

const tenantOf = (request: unknown): string => (request as { tenant: string }).tenant

app.get<{ Params: { id: string } }>(
  '/api/items/:id',
  { schema: { params: { type: 'object', properties: { id: { type: 'string', format: 'uuid' } } } } },
  async (request, reply) => {
    const { rows } = await pool.query({ name: 'get', text: getSql, values: [request.params.id, tenantOf(request)] })
    if (rows.length === 0) return reply.code(404).send({ success: false })
    return { success: true, data: rows[0] }
  },
)

app.get<{ Querystring: { status: string; limit: number } }>(
  '/api/items',
  {
    schema: {
      querystring: {
        type: 'object',
        properties: {
          status: { type: 'string' },
          sort: { type: 'string' },
          limit: { type: 'integer', default: 20, maximum: 1000 },
        },
      },
    },
  },
  async request => {
    const { status, limit } = request.query
    const [list, count] = await Promise.all([
      pool.query({ name: 'list', text: listSql.rows, values: [tenantOf(request), status, limit] }),
      pool.query({ name: 'count', text: listSql.total, values: [tenantOf(request), status] }),
    ])
    return { success: true, data: list.rows, meta: { total: count.rows[0].total, limit } }
  },
)

interface Item {
  name: string
  status: string
  priceCents: number
  description: string
}

app.post<{ Body: Item }>(
  '/api/items',
  {
    schema: {
      body: {
        type: 'object',
        required: ['name', 'priceCents'],
        additionalProperties: false,
        properties: {
          name: { type: 'string' },
          status: { enum: ['draft', 'active', 'archived'] },
          priceCents: { type: 'integer' },
          description: { type: 'string' },
        },
      },
    },
  },
  async (request, reply) => {
    const { name, status, priceCents, description } = request.body
    const { rows } = await pool.query({
      name: 'create',
      text: createSql,
      values: [tenantOf(request), name, status, priceCents, description],
    })
    return reply.code(201).send({ success: true, data: rows[0] })
  },
)

await app.listen({ port: 0, host: '127.0.0.1' })
ready((app.server.address() as { port: number }).port)
