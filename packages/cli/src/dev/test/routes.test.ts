import { expect, it } from 'vitest'
import { routesOf } from '../routes.ts'

const based = (path: string, ...paths: string[]) =>
  routesOf({
    base: { path, unknown: [], certainty: 'sure', evidence: [] },
    endpoints: paths.map(one => ({ method: 'GET', path: one }) as never),
  })

const code = { 'sec-fetch-dest': 'empty', accept: '*/*' }
const page = { 'sec-fetch-dest': 'document', accept: 'text/html,*/*' }

it.each(['/api', '/api/products?page=2', '/docs', '/openapi.json', '/health/ready'])('sends %s to the backend', url => {
  expect(based('/api')({ url, headers: page })).toBe(true)
})

it.each(['/', '/apiary', '/src/api/products.ts', '/@vite/client', '/?token=x', '/docsify'])(
  'sends %s to the page',
  url => {
    expect(based('/api')({ url, headers: code })).toBe(false)
  },
)

it('tells the endpoints of a frontend without a base path from its pages', () => {
  const isBackend = based('/', '/articles', '/articles/{slug}', '/a.b')
  expect(isBackend({ url: '/articles/one?x=1', headers: code })).toBe(true)
  expect(isBackend({ url: '/articles/', headers: {} })).toBe(true)
  expect(isBackend({ url: '/articles/one', headers: page })).toBe(false)
  expect(isBackend({ url: '/articles/one', headers: { 'sec-fetch-dest': 'script' } })).toBe(false)
  expect(isBackend({ url: '/articles/one/two', headers: code })).toBe(false)
  expect(isBackend({ url: '/aXb', headers: code })).toBe(false)
})
