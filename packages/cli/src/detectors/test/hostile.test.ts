import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type Detection, detect } from '../index.ts'

const made: string[] = []

function project(files: Record<string, string | Buffer>): string {
  const root = mkdtempSync(join(tmpdir(), 'plinth-reader-'))
  made.push(root)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

function paths({ endpoints }: Detection): string[] {
  return endpoints.map(({ method, path }) => `${method} ${path}`)
}

function troubles({ problems = [] }: Detection): string[] {
  return problems.map(({ file, message }) => `${file}: ${message}`)
}

afterAll(() => {
  for (const root of made) rmSync(root, { recursive: true, force: true })
})

const good = "fetch('/api/good')\n"

test('names what cannot be parsed, and reads the rest', async () => {
  const found = await detect(
    project({
      'src/main.js': `import './cut'\nimport './deep'\nimport './long'\nimport './binary'\nimport './zero'\nimport './tight'\n${good}`,
      'src/cut.ts': 'export const x: = {',
      'src/deep.js': `const x = ${'[\n'.repeat(50_000)}${']\n'.repeat(50_000)}`,
      'src/long.js': `const x = ${'a ?\n b : '.repeat(60_000)}c`,
      'src/zero.js': `// ${'-'.repeat(1000)}\nexport const clean = text => text.replace(/\0/g, '')\nfetch('/api/zero')`,
      'src/binary.js': Buffer.from([0x7f, 0x45, 0, 0, 1, 2]),
      'src/tight.js': 'fetch("/api/tight");'.repeat(2_000),
      'src/huge.js': `// ${'x\n'.repeat(600_000)}`,
      'src/Odd.vue': '<template><a :.sync="all"></a></template>',
      'src/Broken.vue': '<template><div></template><script setup>const = 1</script>',
      'package.json': '{ not json',
      'tsconfig.json': '{ "extends": "./missing.json", }',
    }),
  )
  expect(paths(found)).toEqual(['GET /api/good', 'GET /api/zero'])
  expect(troubles(found)).toEqual([
    'src/Broken.vue: Unexpected token',
    'src/Broken.vue: Element is missing end tag.',
    "src/Odd.vue: cannot be parsed: Cannot read properties of undefined (reading 'loc')",
    'src/binary.js: not a text file',
    'src/cut.ts: Unexpected token',
    'src/deep.js: nested too deeply to be read',
    'src/huge.js: larger than 1 MB (1.2 MB)',
    'src/long.js: nested too deeply to be read',
    'src/tight.js: minified: a line of more than 20,000 characters',
  ])
})

test('reads a page with a picture in it, though that makes a long line', async () => {
  const picture = `<img src="data:image/png;base64,${'iVBORw0KGgo'.repeat(4_000)}" />`
  const found = await detect(
    project({
      'src/main.js': "import { createApp } from 'vue'\nimport App from './App.vue'\ncreateApp(App).mount('#app')\n",
      'src/App.vue': `<template><p>${picture}</p></template><script setup>${good}</script>`,
    }),
  )
  expect(paths(found)).toEqual(['GET /api/good'])
  expect(troubles(found)).toEqual([])
})

test('goes on after code that is nested too deeply to follow', async () => {
  const chain = `const x = ${'a +\n'.repeat(9_000)}1`
  const found = await detect(project({ 'src/main.js': `import './chain'\n${good}`, 'src/chain.js': chain }))
  expect(paths(found)).toEqual(['GET /api/good'])
  expect(troubles(found)).toEqual(['src/chain.js: nested too deeply to be followed'])
})

test('follows no link in a circle or out of the folder', async () => {
  const outside = project({ 'secret.js': "fetch('/api/secret')\n" })
  const root = project({ 'src/main.js': good })
  symlinkSync(root, join(root, 'src', 'again'))
  symlinkSync(outside, join(root, 'src', 'outside'))
  symlinkSync(join(root, 'nowhere'), join(root, 'src', 'nowhere.js'))
  const found = await detect(root)
  expect(paths(found)).toEqual(['GET /api/good'])
  expect(troubles(found)).toEqual([
    'src/nowhere.js: a link that leads nowhere',
    'src/outside: a link that leaves the frontend’s folder',
  ])
})

test('runs nothing of the frontend, its configuration included', async () => {
  const witness = join(tmpdir(), `plinth-witness-${process.pid}`)
  const act = `require('node:fs').writeFileSync(${JSON.stringify(witness)}, 'ran')\nprocess.exit(3)\n`
  const found = await detect(
    project({
      'vite.config.js': `${act}export default { resolve: { alias: { '@': './src' } } }\n`,
      'package.json': '{ "scripts": { "prepare": "exit 3" } }',
      'src/main.js': `${act}import '@/api'\n`,
      'src/api.js': good,
    }),
  )
  expect(paths(found)).toEqual(['GET /api/good'])
  expect(existsSync(witness)).toBe(false)
})

test('shows kinds of fields that show one another only so often, and what comes after them', async () => {
  const kinds = Array.from({ length: 4 }, (_, at) => `F${at}`)
  const all = kinds.map(kind => `import ${kind} from './${kind}.vue'`).join('\n')
  const shown = kinds.map(kind => `<${kind} :value="{ deeper: value }" />`).join('')
  const fields = kinds.map(kind => [
    `src/${kind}.vue`,
    `<script setup>\n${all}\ndefineProps(['value'])\n</script><template><div>${shown}</div></template>`,
  ])
  const found = await detect(
    project({
      'index.html': '<div id="app"></div><script type="module" src="/src/main.js"></script>',
      'package.json': '{"dependencies":{"vue":"3.5.0"}}',
      'src/main.js': `import { createApp } from 'vue'\nimport App from './App.vue'\ncreateApp(App).mount('#app')`,
      'src/App.vue': `<script setup>\nimport F0 from './F0.vue'\nconst save = () => ${good}</script>
<template><F0 :value="{ name: 'x' }" /><button @click="save">Save</button></template>`,
      ...Object.fromEntries(fields),
    }),
    { budget: 400_000 },
  )
  expect(troubles(found)).toEqual([])
  expect(paths(found)).toEqual(['GET /api/good'])
})

test('is not fooled by names that every object has', async () => {
  const found = await detect(
    project({
      'src/main.js': `
        const o = { __proto__: { a: 1 }, constructor: 2, hasOwnProperty: 3 }
        fetch('/api/' + o.toString, { method: 'POST', body: JSON.stringify({ ['__proto__']: 1, constructor: 2, toString: 3 }) })
        fetch('/api/reads').then(r => r.json()).then(x => alert(x.__proto__, x.constructor, x.hasOwnProperty))
      `,
    }),
  )
  expect(found.endpoints.find(({ path }) => path === '/api/reads')?.reads).toEqual([
    '__proto__',
    'constructor',
    'hasOwnProperty',
  ])
})

test('stops at its budget, and says so', async () => {
  const many = Array.from(
    { length: 12 },
    (_, at) => `const f${at + 1} = n => [f${at}(n + 1), f${at}(n + 2), f${at}(n + 3)]`,
  )
  const root = project({ 'src/main.js': `${good}const f0 = n => n\n${many.join('\n')}\nf12(0)\n` })
  const found = await detect(root, { budget: 20_000 })
  expect(paths(found)).toEqual(['GET /api/good'])
  expect(troubles(found)).toEqual([
    'src/main.js: The work budget ran out here: what was not followed by then may be missing.',
  ])
})

test('says the same every time', async () => {
  const root = join(import.meta.dirname, 'fixtures', 'redux-promises')
  const [first, second] = [await detect(root), await detect(root)]
  expect(JSON.stringify(second)).toBe(JSON.stringify(first))
})

test('finds nothing where there is nothing', async () => {
  const found = await detect(project({ 'README.md': '# Nothing' }))
  expect(found).toMatchObject({ files: 0, endpoints: [], problems: [], framework: 'none' })
})
