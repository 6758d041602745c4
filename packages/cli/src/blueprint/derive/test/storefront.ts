import type { Endpoint, Field, Shape } from '../../endpoint.ts'
import type { Detection } from '../detection.ts'

const text: Shape = { kind: 'string' }
const number: Shape = { kind: 'number' }

function object(fields: Record<string, Shape | Field>): Shape {
  const entries = Object.entries(fields).map(([name, value]): [string, Field] => [
    name,
    'shape' in value ? value : { shape: value, optional: false },
  ])
  return { kind: 'object', fields: Object.fromEntries(entries) }
}

const list = (of: Shape): Shape => ({ kind: 'array', of })
const oneOf = (...values: (string | number)[]): Shape => ({ kind: 'literal', values })
const nullable = (shape: Shape): Field => ({ shape, optional: false, nullable: true })
const optional = (shape: Shape): Field => ({ shape, optional: true })

const user = object({ email: text, id: text, name: text, role: oneOf('admin', 'manager', 'customer') })
const tokens = { accessToken: text, refreshToken: text }
const productStatus = oneOf('draft', 'active', 'archived')
const orderStatus = oneOf('pending', 'paid', 'shipped', 'cancelled')

const productInput = {
  categoryId: text,
  description: text,
  imageUrl: nullable(text),
  name: text,
  priceCents: number,
  status: productStatus,
  stock: number,
}
const product = object({
  ...productInput,
  category: object({ id: text, name: text }),
  createdAt: text,
  id: text,
  slug: text,
  updatedAt: text,
})
const order = object({
  createdAt: text,
  id: text,
  items: list(object({ id: text, productId: text, productName: text, quantity: number, unitPriceCents: number })),
  note: nullable(text),
  shippingAddress: text,
  status: orderStatus,
  totalCents: number,
})
const job = object({
  errors: list(object({ message: text, row: number })),
  id: text,
  processed: number,
  progress: number,
  status: oneOf('waiting', 'active', 'completed', 'failed', 'cancelled'),
  total: number,
})

const meta = object({ limit: number, page: number, pages: number, total: number })
const item = (shape: Shape): Shape => object({ data: shape, success: oneOf('true') })
const page = (shape: Shape): Shape => object({ data: list(shape), meta: optional(meta), success: oneOf('true') })

function at(key: string, place: string, facts: Partial<Endpoint> = {}): Endpoint {
  const [method, path] = key.split(' ') as [Endpoint['method'], string]
  const [file = '', line = '1'] = place.split(':')
  const body = facts.bodyShape?.kind === 'object' ? Object.keys(facts.bodyShape.fields) : []
  return {
    method,
    path: `/api${path}`,
    query: [],
    body,
    reads: [],
    kind: 'api',
    live: true,
    certainty: 'likely',
    evidence: [{ file: `src/api/${file}.ts`, line: Number(line) }],
    ...facts,
  }
}

const credentials = { email: text, password: text }
const productQuery = [
  'categoryId',
  'include',
  'limit',
  'page',
  'priceCents[gte]',
  'priceCents[lte]',
  'search',
  'sort',
  'status',
]
const sorts = object({ include: oneOf('category'), sort: oneOf('-createdAt', 'priceCents', '-priceCents', 'name') })

const endpoints: Endpoint[] = [
  at('POST /auth/login', 'auth:23', {
    bodyShape: object(credentials),
    answerShape: item(object({ ...tokens, user })),
  }),
  at('POST /auth/register', 'auth:28', {
    bodyShape: object({ ...credentials, name: text }),
    answerShape: item(object({ ...tokens, user })),
  }),
  at('GET /auth/me', 'auth:33', { answerShape: item(user) }),
  at('POST /auth/logout', 'auth:38', { bodyShape: object({ refreshToken: text }) }),
  at('POST /auth/refresh', 'client:74', {
    bodyShape: object({ refreshToken: text }),
    answerShape: item(object(tokens)),
  }),
  at('GET /products', 'products:24', {
    query: productQuery,
    queryShape: sorts,
    answerShape: page(product),
    reads: ['data[].category.name', 'data[].name', 'data[].slug', 'meta.page', 'meta.pages', 'meta.total'],
  }),
  at('GET /products/{id}', 'products:39', {
    query: ['include'],
    queryShape: object({ include: oneOf('category') }),
    answerShape: item(product),
  }),
  at('POST /products', 'products:44', { bodyShape: object(productInput), answerShape: item(product) }),
  at('PATCH /products/{id}', 'products:49', {
    bodyShape: object(
      Object.fromEntries(
        Object.entries(productInput).map(([name, value]) => [name, 'shape' in value ? value : optional(value)]),
      ),
    ),
    answerShape: item(product),
  }),
  at('DELETE /products/{id}', 'products:54'),
  at('GET /categories', 'products:59', { answerShape: page(object({ id: text, name: text })) }),
  at('GET /orders', 'orders:13', {
    query: ['include', 'limit', 'page', 'sort', 'status'],
    queryShape: object({ include: oneOf('items'), sort: oneOf('-createdAt'), status: orderStatus }),
    answerShape: page(order),
  }),
  at('GET /orders/{id}', 'orders:18', {
    query: ['include'],
    queryShape: object({ include: oneOf('items') }),
    answerShape: item(order),
  }),
  at('POST /orders', 'orders:23', {
    bodyShape: object({
      items: list(object({ productId: text, quantity: number })),
      note: optional(text),
      shippingAddress: text,
    }),
    answerShape: item(order),
  }),
  at('POST /orders/{id}/cancel', 'orders:28', { answerShape: item(order) }),
  at('PATCH /orders/{id}', 'orders:33', { bodyShape: object({ status: orderStatus }), answerShape: item(order) }),
  at('GET /organisations', 'organisations:6', { answerShape: page(object({ id: text, name: text })) }),
  at('POST /uploads', 'uploads:8', {
    encoding: 'multipart',
    bodyShape: object({ files: list({ kind: 'file' }) }),
    answerShape: page(object({ id: text, name: text, size: number, url: text })),
  }),
  at('POST /imports', 'imports:8', {
    encoding: 'multipart',
    bodyShape: object({ file: { kind: 'file' } }),
    answerShape: item(object({ id: text })),
  }),
  at('GET /imports/{id}', 'imports:13', { answerShape: item(job) }),
  at('DELETE /imports/{id}', 'imports:18'),
  at('POST /payments/checkout', 'payments:5', {
    bodyShape: object({ orderId: text }),
    answerShape: item(object({ url: text })),
  }),
]

const place = (file: string, line: number) => [{ file, line }]
const guest = place('src/App.tsx', 47)
const customer = place('src/App.tsx', 21)
const staff = place('src/App.tsx', 29)
const staffOnly = { roles: ['admin', 'manager'] } as const

/** The sample shop as the detector tells it, with the guards around its pages. */
export const storefront: Detection = {
  root: '.',
  framework: 'react',
  build: 'dist',
  base: { path: '/api', variable: 'VITE_API_URL', certainty: 'likely', evidence: place('src/api/client.ts', 6) },
  endpoints,
  sockets: [{ event: 'notification', evidence: place('src/hooks/useNotifications.ts', 20) }],
  signals: {
    tokens: [{ header: 'authorization', template: 'Bearer {token}', evidence: place('src/api/client.ts', 41) }],
    tenants: [{ header: 'X-Tenant-Id', evidence: place('src/api/client.ts', 43) }],
    roles: [
      { value: 'admin', evidence: place('src/hooks/useSession.ts', 19) },
      { value: 'manager', evidence: place('src/hooks/useSession.ts', 19) },
    ],
    errors: [
      {
        reads: ['code', 'details[].field', 'details[].message', 'error', 'requestId'],
        evidence: place('src/api/errors.ts', 24),
      },
    ],
    polls: [{ endpoint: 'GET /api/imports/{id}', evidence: place('src/hooks/useImport.ts', 22) }],
    reach: [
      { endpoint: 'GET /api/products', who: 'anyone', evidence: guest },
      { endpoint: 'GET /api/products', who: staffOnly, evidence: staff },
      { endpoint: 'GET /api/products/{id}', who: 'anyone', evidence: guest },
      { endpoint: 'GET /api/categories', who: 'anyone', evidence: guest },
      { endpoint: 'POST /api/products', who: staffOnly, evidence: staff },
      { endpoint: 'PATCH /api/products/{id}', who: staffOnly, evidence: staff },
      { endpoint: 'DELETE /api/products/{id}', who: staffOnly, evidence: staff },
      { endpoint: 'GET /api/orders', who: 'signedIn', evidence: customer },
      { endpoint: 'GET /api/orders', who: staffOnly, evidence: staff },
      { endpoint: 'GET /api/orders/{id}', who: 'signedIn', evidence: customer },
      { endpoint: 'POST /api/orders', who: 'signedIn', evidence: customer },
      { endpoint: 'POST /api/orders/{id}/cancel', who: 'signedIn', evidence: customer },
      { endpoint: 'PATCH /api/orders/{id}', who: staffOnly, evidence: staff },
    ],
  },
}
