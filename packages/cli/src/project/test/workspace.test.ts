import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openProject } from '../index.ts'

const made: string[] = []

function folder(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'plinth-workspace-'))
  made.push(root)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

afterAll(() => {
  for (const root of made) rmSync(root, { recursive: true, force: true })
})

const REPOSITORY = {
  'pnpm-workspace.yaml': 'packages: [apps/*, packages/*]',
  'packages/client/package.json':
    '{ "name": "@acme/client", "exports": { ".": "./dist/index.js", "./parts/*": "./dist/parts/*.js" } }',
  'packages/client/src/index.ts': '',
  'packages/client/src/parts/orders.ts': '',
  'apps/web/package.json': '{ "name": "web" }',
  'apps/web/main.ts': '',
}

test('a package of the repository is its source, also where only a build is exported that nobody made', async () => {
  const root = folder(REPOSITORY)
  for (const opened of [root, join(root, 'apps/web')]) {
    const { resolver } = await openProject(opened)
    const from = join(root, 'apps/web/main.ts')
    expect(resolver.resolve('@acme/client', from)).toEqual({ path: join(root, 'packages/client/src/index.ts') })
    expect(resolver.resolve('@acme/client/parts/orders', from)).toEqual({
      path: join(root, 'packages/client/src/parts/orders.ts'),
    })
    expect(resolver.resolve('@acme/clients', from)).toEqual({ library: '@acme/clients' })
  }
})

test('a folder above that says nothing of packages is not read', async () => {
  const { 'pnpm-workspace.yaml': _, ...others } = REPOSITORY
  const root = folder(others)
  const { resolver } = await openProject(join(root, 'apps/web'))
  expect(resolver.resolve('@acme/client', join(root, 'apps/web/main.ts'))).toEqual({ library: '@acme/client' })
})

test('the configuration of a whole repository holds for packages without one of their own', async () => {
  const root = folder({
    'tsconfig.base.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@org/*": ["libs/*/src/index.ts"] } } }',
    'libs/cart/src/index.ts': '',
    'libs/http/src/index.ts': '',
  })
  const { resolver } = await openProject(root)
  const from = join(root, 'libs/cart/src/index.ts')
  expect(resolver.resolve('@org/http', from)).toEqual({ path: join(root, 'libs/http/src/index.ts') })
})

test('addresses are passed on as proxies and rewrites say', async () => {
  const vite = `export default { server: { proxy: {
    '/same': 'http://localhost:1', '/cut': { target: 'http://localhost:1/base', rewrite: p => p.replace(/^\\/cut/, '/v2') } } } }`
  const next = `module.exports = { async rewrites() { return { beforeFiles: [{ source: '/b/:id', destination: 'https://x.test/c/:id' }] } } }`
  const project = await openProject(folder({ 'vite.config.js': vite, 'next.config.js': next, 'main.ts': '' }))
  expect(project.rewrites).toEqual([
    { from: '/b/:id', to: '/c/:id' },
    { from: '/cut/:rest*', to: '/base/v2/:rest*' },
  ])
})

test('routes of the frontend’s own server are known by their files, those that take any path among them', async () => {
  const { routes } = await openProject(
    folder({
      'package.json': '{ "dependencies": { "next": "1" } }',
      'app/(shop)/items/[id]/route.ts': 'export async function GET() {}\nexport const helper = 1',
      'app/api/[...path]/route.ts': 'export async function GET() {}',
      'pages/api/users/index.ts': 'export default () => {}',
      'app/login/[...nextauth]/route.ts': "import { handlers } from '@/auth'\nexport const { GET, POST } = handlers",
      'app/api/auth/[...all]/route.ts': "import { toNextJsHandler } from 'better-auth/next-js'",
      'app/page.tsx': 'export default () => null',
    }),
  )
  expect(routes).toEqual([
    { file: 'app/(shop)/items/[id]/route.ts', path: '/items/{id}', methods: ['GET'] },
    { file: 'app/api/[...path]/route.ts', path: '/api/:path*', methods: ['GET'] },
    { file: 'app/api/auth/[...all]/route.ts', path: '/api/auth/:all*', alone: true },
    { file: 'app/login/[...nextauth]/route.ts', path: '/login/:nextauth*', alone: true },
    { file: 'pages/api/users/index.ts', path: '/api/users' },
  ])
})
