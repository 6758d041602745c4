import { answered, answeredAnew, type Contract, sent } from 'plinth/testing'

/**
 * The frontend is the contract: its requests, in an order in which they can be made, each with the place that makes it
 * and the fields that its code reads from the answer. It was made from the frontend's source, not from this backend.
 */
export const contract: Contract = {
  signIn: {
    ask: 'POST /api/auth/login',
    token: 'accessToken',
    people: {
      admin: { email: 'admin@example.com', password: 'demo-admin-1' },
      customer: { email: 'customer@example.com', password: 'demo-customer-1' },
    },
  },
  requests: [
    {
      ask: 'POST /api/auth/register',
      at: 'src/api/auth.ts:28',
      body: { email: 'somebody-{n}@example.com', name: 'Something new {n}', password: 'a-good-password-1' },
      reads: { data: { accessToken: 'string', refreshToken: 'string', user: { name: 'string', role: 'string' } } },
    },
    {
      ask: 'POST /api/auth/login',
      at: 'src/api/auth.ts:23',
      body: { email: sent('POST /api/auth/register', 'email'), password: sent('POST /api/auth/register', 'password') },
      reads: { data: { accessToken: 'string', refreshToken: 'string', user: { name: 'string', role: 'string' } } },
    },
    {
      ask: 'GET /api/auth/me',
      at: 'src/api/auth.ts:33',
      as: 'customer',
      reads: { data: { email: 'string', name: 'string', role: 'string' } },
    },
    { ask: 'GET /api/categories', at: 'src/api/products.ts:59', reads: { data: [{ id: 'string', name: 'string' }] } },
    {
      ask: 'POST /api/products',
      at: 'src/api/products.ts:44',
      as: 'admin',
      body: {
        categoryId: answered('GET /api/categories', 'id'),
        description: 'Some words to try it with.',
        imageUrl: 'https://example.com/{n}.png',
        name: 'Something new {n}',
        priceCents: 1900,
        status: 'active',
        stock: 25,
      },
      reads: { data: { id: 'string' } },
    },
    {
      ask: 'POST /api/orders',
      at: 'src/api/orders.ts:23',
      as: 'customer',
      body: {
        items: [{ productId: answered('POST /api/products', 'id'), quantity: 1 }],
        note: 'Some words to try it with.',
        shippingAddress: 'Some words to try it with.',
      },
      reads: { data: { id: 'string' } },
    },
    {
      ask: 'GET /api/orders',
      at: 'src/api/orders.ts:13',
      as: 'customer',
      query: { include: 'items', limit: 10, page: 1, sort: '-createdAt' },
      reads: {
        data: [
          {
            createdAt: 'string',
            id: 'string',
            items: [
              {
                id: 'string',
                productId: 'string',
                productName: 'string',
                quantity: 'number',
                unitPriceCents: 'number',
              },
            ],
            note: 'string|null',
            shippingAddress: 'string',
            status: 'string',
            totalCents: 'number',
          },
        ],
        meta: { limit: 'number', page: 'number', pages: 'number', total: 'number' },
      },
    },
    {
      ask: 'GET /api/products',
      at: 'src/api/products.ts:24',
      as: 'admin',
      query: { include: 'category', limit: 10, page: 1, sort: '-createdAt' },
      reads: {
        data: [
          {
            category: { name: 'string' },
            description: 'string',
            id: 'string',
            imageUrl: 'string|null',
            name: 'string',
            priceCents: 'number',
            status: 'string',
            stock: 'number',
          },
        ],
        meta: { page: 'number', pages: 'number', total: 'number' },
      },
    },
    {
      ask: 'GET /api/orders/{id}',
      at: 'src/api/orders.ts:18',
      as: 'customer',
      params: { id: answered('POST /api/orders', 'id') },
      query: { include: 'items' },
      reads: {
        data: {
          createdAt: 'string',
          id: 'string',
          items: [
            { id: 'string', productId: 'string', productName: 'string', quantity: 'number', unitPriceCents: 'number' },
          ],
          note: 'string|null',
          shippingAddress: 'string',
          status: 'string',
          totalCents: 'number',
        },
      },
    },
    {
      ask: 'GET /api/products/{id}',
      at: 'src/api/products.ts:39',
      as: 'admin',
      params: { id: answered('POST /api/products', 'id') },
      query: { include: 'category' },
      reads: {
        data: {
          category: { name: 'string' },
          categoryId: 'string',
          createdAt: 'string',
          description: 'string',
          id: 'string',
          imageUrl: 'string|null',
          name: 'string',
          priceCents: 'number',
          status: 'string',
          stock: 'number',
          updatedAt: 'string',
        },
      },
    },
    {
      ask: 'POST /api/orders/{id}/cancel',
      at: 'src/api/orders.ts:28',
      as: 'customer',
      params: { id: answered('POST /api/orders', 'id') },
      reads: { data: { id: 'string', status: 'string' } },
    },
    {
      ask: 'PATCH /api/orders/{id}',
      at: 'src/api/orders.ts:33',
      as: 'admin',
      params: { id: answered('POST /api/orders', 'id') },
      body: { status: 'pending' },
      reads: { data: { id: 'string', status: 'string' } },
    },
    {
      ask: 'PATCH /api/products/{id}',
      at: 'src/api/products.ts:49',
      as: 'admin',
      params: { id: answered('POST /api/products', 'id') },
      body: {
        categoryId: answered('GET /api/categories', 'id'),
        description: 'Some words to try it with.',
        imageUrl: 'https://example.com/{n}.png',
        name: 'Something new {n}',
        priceCents: 1900,
        status: 'active',
        stock: 25,
      },
      reads: { data: { id: 'string' } },
    },
    {
      ask: 'DELETE /api/products/{id}',
      at: 'src/api/products.ts:54',
      as: 'admin',
      params: { id: answeredAnew('POST /api/products', 'id') },
    },
    {
      ask: 'DELETE /api/imports/{id}',
      at: 'src/api/imports.ts:18',
      as: 'customer',
      gives: 501,
      params: { id: answered('GET /api/categories', 'id') },
    },
    { ask: 'POST /api/imports', at: 'src/api/imports.ts:8', as: 'customer', gives: 501 },
    { ask: 'GET /api/organisations', at: 'src/api/organisations.ts:6', as: 'customer', gives: 501 },
    { ask: 'POST /api/uploads', at: 'src/api/uploads.ts:8', as: 'customer', gives: 501 },
    {
      ask: 'GET /api/imports/{id}',
      at: 'src/api/imports.ts:13',
      as: 'customer',
      gives: 501,
      params: { id: answered('GET /api/categories', 'id') },
    },
    { ask: 'POST /api/payments/checkout', at: 'src/api/payments.ts:5', as: 'customer', gives: 501 },
    {
      ask: 'POST /api/auth/refresh',
      at: 'src/api/client.ts:76',
      body: { refreshToken: answered('POST /api/auth/login', 'refreshToken') },
      reads: { data: { accessToken: 'string', refreshToken: 'string' } },
    },
    {
      ask: 'POST /api/auth/logout',
      at: 'src/api/auth.ts:38',
      as: 'customer',
      body: { refreshToken: answered('POST /api/auth/login', 'refreshToken') },
    },
  ],
}
