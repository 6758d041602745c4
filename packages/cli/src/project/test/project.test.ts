import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openProject, relativePath, servedFiles } from '../index.ts'
import { Sources } from '../load.ts'

const made: string[] = []

function folder(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'plinth-project-'))
  made.push(root)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

async function entriesOf(files: Record<string, string>): Promise<string[]> {
  const project = await openProject(folder(files))
  return project.entries.map(entry => relativePath(project.root, entry))
}

afterAll(() => {
  for (const root of made) rmSync(root, { recursive: true, force: true })
})

test('starts at the scripts of its pages, and not at those in comments or on other hosts', async () => {
  const page = `<!-- <script src="/src/old.ts"></script> -->
    <script src="https://cdn.test/x.js"></script>
    <script type="application/json" src="/src/data.ts"></script>
    <SCRIPT defer src='/src/main.ts?v=2'></SCRIPT>`
  const scripts = { 'src/old.ts': '', 'src/data.ts': '', 'src/main.ts': '', 'src/index.ts': '' }
  expect(await entriesOf({ 'index.html': page, ...scripts })).toEqual(['src/main.ts', 'index.html'])
})

test('starts at the usual names where no page has a script', async () => {
  expect(
    await entriesOf({ 'public/index.html': '<div id="root"></div>', 'src/index.jsx': '', 'src/a.js': '' }),
  ).toEqual(['src/index.jsx', 'public/index.html'])
})

test('starts at what the package calls its main', async () => {
  expect(
    await entriesOf({ 'package.json': '{ "module": "lib/start.js" }', 'lib/start.js': '', 'lib/x.js': '' }),
  ).toEqual(['lib/start.js'])
})

test('starts at the files that a framework loads by where they stand', async () => {
  const files = { 'package.json': '{ "dependencies": { "next": "1" } }', 'pages/index.tsx': '', 'lib/x.ts': '' }
  expect(await entriesOf(files)).toEqual(['pages/index.tsx'])
})

test('starts at the files that a framework loads beside a page that only shows how it may look', async () => {
  const draft = { 'drafts/index.html': '<script src="menu.js"></script>', 'drafts/menu.js': '' }
  const files = { 'package.json': '{ "dependencies": { "next": "1" } }', 'app/page.tsx': '', ...draft }
  expect(await entriesOf(files)).toEqual(['drafts/menu.js', 'app/page.tsx', 'drafts/index.html'])
})

test('takes the values of production', async () => {
  const { variables } = await openProject(
    folder({ '.env': 'A=1\nB="two # not a comment" # one\nexport C=3\nnonsense', '.env.production': 'A=9\n' }),
  )
  expect(Object.fromEntries(variables)).toEqual({ A: '9', B: 'two # not a comment', C: '3' })
})

test('knows no value where a script writes one in when the build is started', async () => {
  const env = 'VITE_API=http://x/api\nVITE_SHOP=$VITE_API/shop\nVITE_CHAT=__CHAT__\nVITE_PLACE=<place>\nMODE=PROD'
  const { variables } = await openProject(folder({ '.env': env, '.env.production': 'VITE_API=VITE_API_PLACEHOLDER' }))
  expect(Object.fromEntries(variables)).toEqual({ VITE_SHOP: 'http://x/api/shop', MODE: 'PROD' })
})

test('reads aliases from a list, too', async () => {
  const config = `const path = require('path')
    module.exports = { resolve: { alias: [{ find: '@', replacement: path.resolve(__dirname, 'source') }] } }
    export default { resolve: { alias: [{ find: '@', replacement: path.resolve(__dirname, 'source') }] } }`
  const project = await openProject(folder({ 'vite.config.js': config, 'source/api.ts': '', 'main.ts': '' }))
  const target = project.resolver.resolve('@/api', join(project.root, 'main.ts'))
  expect(target).toEqual({ path: join(project.root, 'source', 'api.ts') })
})

test('takes a name with a mark for a folder of the sources, where no package has it', async () => {
  const manifest = '{ "dependencies": { "@parts/kit": "1" } }'
  const files = { 'package.json': manifest, 'src/utils/api.ts': '', 'src/parts/kit.ts': '', 'src/stores/user.ts': '' }
  const project = await openProject(folder(files))
  const from = join(project.root, 'src/main.ts')
  for (const name of ['@utils/api', '~utils/api', '#utils/api'])
    expect(project.resolver.resolve(name, from)).toEqual({ path: join(project.root, 'src/utils/api.ts') })
  expect(project.resolver.resolve('$stores/user', from)).toEqual({ path: join(project.root, 'src/stores/user.ts') })
  expect(project.resolver.resolve('@parts/kit', from)).toEqual({ library: '@parts/kit' })
  expect(project.resolver.resolve('@others/api', from)).toEqual({ library: '@others/api' })
})

test('knows the files of a router where only the folder of the sources is given', async () => {
  const sources = { 'app/layout.tsx': '', 'app/(inside)/users/page.tsx': '', 'parts/button.tsx': '' }
  expect(await entriesOf(sources)).toEqual(['app/(inside)/users/page.tsx', 'app/layout.tsx'])
  expect(await entriesOf({ 'app/page.tsx': '', 'main.tsx': '' })).toEqual(['main.tsx'])
})

test('what stands in a page runs before its modules, and after its other scripts', async () => {
  const inline = "<script>window.root = '/api'</script>"
  const scripts = { 'src/main.ts': '', 'lib/old.js': '' }
  const module = '<script type="module" src="/src/main.ts"></script>'
  const plain = '<script src="lib/old.js"></script>'
  expect(await entriesOf({ ...scripts, 'index.html': module + inline })).toEqual(['index.html', 'src/main.ts'])
  expect(await entriesOf({ ...scripts, 'index.html': plain + inline })).toEqual(['lib/old.js', 'index.html'])
})

test('a page into which a build puts its scripts does not name them: what it names stands beside them', async () => {
  const page = '<script src="lib/chart.js"></script>'
  const scripts = { 'src/main.ts': '', 'src/index.html': page, 'src/lib/chart.js': '' }
  const cli = '{ "devDependencies": { "@vue/cli-service": "5" } }'
  expect(await entriesOf({ 'package.json': cli, ...scripts })).toEqual([
    'src/lib/chart.js',
    'src/main.ts',
    'src/index.html',
  ])
  expect(await entriesOf(scripts)).toEqual(['src/lib/chart.js', 'src/index.html'])
})

test('a page that asks its bundler for the title is filled with what begins beside it', async () => {
  const page = (text: string) => `<title>${text}</title><script src="<%= path %>old.js"></script>`
  const scripts = { 'app/index.js': '', 'app/old.js': '' }
  const own = '<%= htmlWebpackPlugin.options.title %>'
  expect(await entriesOf({ ...scripts, 'app/index.html': page(own) })).toEqual([
    'app/old.js',
    'app/index.js',
    'app/index.html',
  ])
  expect(await entriesOf({ ...scripts, 'app/index.html': page('Ours') })).toEqual(['app/old.js', 'app/index.html'])
})

test('the builds of angular.json begin with what they name', async () => {
  const build = (file: string) => ({
    architect: { build: { options: { browser: file } }, test: { options: { main: 'a.ts' } } },
  })
  const workspace = JSON.stringify({
    projects: { shop: build('apps/shop/start.ts'), desk: build('./apps/desk/start.ts') },
  })
  const scripts = {
    'a.ts': '',
    'apps/shop/start.ts': '',
    'apps/desk/start.ts': '',
    'index.html': '<script src="x.js"></script>',
  }
  expect(await entriesOf({ 'angular.json': workspace, 'x.js': '', ...scripts })).toEqual([
    'x.js',
    'apps/shop/start.ts',
    'apps/desk/start.ts',
    'index.html',
  ])
})

test('leaves packages and styles to others', async () => {
  const project = await openProject(
    folder({
      'node_modules/left/index.js': '',
      'node_modules/left/package.json': '{ "main": "index.js" }',
      'x.css': '',
      'main.ts': '',
    }),
  )
  const from = join(project.root, 'main.ts')
  expect(project.resolver.resolve('left', from)).toEqual({ library: 'left' })
  expect(project.resolver.resolve('./x.css', from)).toEqual({ library: './x.css' })
  expect(project.tree.scripts.map(path => relativePath(project.root, path))).toEqual(['main.ts'])
})

test('a package that is named in package.json is not the file of the same name', async () => {
  const { resolver, root } = await openProject(
    folder({
      'package.json': '{ "dependencies": { "pinia": "^3", "@scope/kit": "1" } }',
      'src/pinia.ts': '',
      'src/@scope/kit/index.ts': '',
      'src/stores.ts': '',
      'src/main.ts': '',
    }),
  )
  const from = join(root, 'src', 'main.ts')
  expect(resolver.resolve('pinia', from)).toEqual({ library: 'pinia' })
  expect(resolver.resolve('pinia/dist/pinia', from)).toEqual({ library: 'pinia/dist/pinia' })
  expect(resolver.resolve('@scope/kit', from)).toEqual({ library: '@scope/kit' })
  for (const own of ['@/pinia', 'src/pinia', './pinia']) {
    expect(resolver.resolve(own, from)).toEqual({ path: join(root, 'src', 'pinia.ts') })
  }
  expect(resolver.resolve('stores', from)).toEqual({ path: join(root, 'src', 'stores.ts') })
})

test('knows the files that the build copies as they are, under addresses with holes too', () => {
  const isServed = servedFiles(folder({ 'public/flags/de.json': '{}', 'static/terms.txt': '' }))
  const served = ['/flags/de.json', '/flags/{code}.json', '/{folder}/de.json', '/terms.txt']
  expect(served.filter(path => !isServed(path))).toEqual([])
  const others = ['/flags', '/flags/{id}', '/flags/fr.json', '/flags/de.json/x', '/', '/api/flags.json']
  expect(others.filter(path => isServed(path))).toEqual([])
})

test('names the scripts of a page that are not there', async () => {
  const page =
    '<script src="js/own.js"></script><script src="js/shared.js?v=2"></script><script src="//cdn.test/a.js"></script>'
  const { tree } = await openProject(folder({ 'index.html': page, 'js/own.js': '' }))
  expect(tree.passed).toEqual([{ file: 'index.html', message: 'the script js/shared.js is not among the files' }])
})

test('reads the scripts that the pages of a server name among what it hands out, and no others', async () => {
  const files = {
    'shop/templates/cart.html': "{% extends 'base.html' %}<script src=\"{% static 'js/cart.js' %}\"></script>",
    'blog/templates/post.html': '{% extends "base.html" %}<script src="{{ STATIC_URL }}js/cart.js"></script>',
    'shop/static/js/cart.js': '',
    'blog/static/js/cart.js': '',
    'shop/static/js/other.js': '',
    'shop/static/js/viewer.js': ';'.repeat(200_000),
    'shop/templates/view.html': '<script src="/static/js/viewer.js"></script>',
  }
  expect(await entriesOf(files)).toEqual([
    ...['blog/static/js/cart.js', 'shop/static/js/cart.js'],
    ...['blog/templates/post.html', 'shop/templates/cart.html', 'shop/templates/view.html'],
  ])
})

test('does not read what is handed out beside what a build makes', async () => {
  const page = '<script src="/config.js"></script><script type="module" src="/src/main.ts"></script>'
  const files = { 'index.html': page, 'src/main.ts': '', 'public/config.js': '' }
  expect(await entriesOf(files)).toEqual(['src/main.ts', 'index.html'])
})

test('starts at what the configuration of a bundler names, for each of its pages', async () => {
  const scripts = { 'src/main.ts': '', 'src/admin/index.tsx': '', 'src/other.ts': '', 'src/index.js': '' }
  const webpack = `import path from 'path'
    import * as url from 'url'
    const __dirname = url.fileURLToPath(new URL('.', import.meta.url))
    const ADMIN = path.resolve(__dirname, 'src/admin/index.tsx')
    export default { entry: { main: ['./src/main'], admin: { import: ADMIN, dependOn: 'src/other' } } }`
  const vite = `import { defineConfig } from 'vite'
    import { resolve } from 'node:path'
    export default defineConfig(() => ({
      build: { rollupOptions: { input: { main: 'src/main.ts', admin: resolve(__dirname, 'src/admin/index.tsx') } } },
    }))`
  const vue = `module.exports = {
    pages: { main: 'src/main.ts', admin: { entry: 'src/admin', template: 'src/other.ts' } },
  }`
  const wanted = ['src/main.ts', 'src/admin/index.tsx']
  expect(await entriesOf({ 'webpack.common.js': webpack, ...scripts })).toEqual(wanted)
  expect(await entriesOf({ 'vite.config.ts': vite, ...scripts })).toEqual(wanted)
  expect(await entriesOf({ 'vue.config.js': vue, ...scripts })).toEqual(wanted)
})

test('passes by a file at which a parser breaks off, and says so', () => {
  const root = folder({ 'src/bad.vue': '<template />', 'src/good.js': 'export const one = 1' })
  const sources = new Sources(root, () => {
    throw new Error('no such part')
  })
  expect(sources.load(join(root, 'src/bad.vue'))).toBeUndefined()
  expect(sources.load(join(root, 'src/good.js'))).toBeDefined()
  expect(sources.troubles).toEqual([{ file: 'src/bad.vue', line: 1, message: 'cannot be parsed: no such part' }])
})
