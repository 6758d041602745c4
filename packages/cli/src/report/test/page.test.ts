import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { call, derive, signIn } from '../../blueprint/derive/test/kit.ts'
import { pageOf } from '../page.ts'
import { sourcesIn } from '../sources.ts'

const evil = '"\'><script>alert(1)</script><img src=x onerror=alert(2)>'

describe('a hostile frontend', () => {
  const place = { file: `src/${evil}.ts`, line: 1 }
  const blueprint = derive(
    [
      ...signIn,
      call('GET /api/notes', {
        query: [evil],
        reads: [`data[].${evil}`],
        evidence: [place],
        headers: { [evil]: evil },
      }),
      call(`POST /api/notes/${evil}`, { body: [evil], evidence: [place] }),
    ],
    { lookalikes: [{ feature: 'payments', reason: evil, evidence: [place] }] },
    {
      thirdParty: [{ host: evil, evidence: [place] }],
      unresolved: [{ text: evil, reason: evil, evidence: place }],
      problems: [{ ...place, message: evil }],
      sockets: [{ url: evil }],
    },
  )
  const page = pageOf({ ...blueprint, name: evil }, () => `const it = "${evil}" // ${evil}`)

  it('brings no element and no attribute of its own into the page', () => {
    expect(page.match(/<script/g)).toHaveLength(1)
    expect(page).not.toContain('<img')
    expect(page).not.toMatch(/=(?:"[^"]*"|'[^']*')onerror/)
    expect(page.split('&lt;script&gt;').length).toBeGreaterThan(10)
  })

  it('shows signs that turn or hide text', () => {
    const turned = pageOf(blueprint, () => 'if (admin\u202e) \u200b{}')
    expect(turned).toContain('\\u{202e}')
    expect(turned).not.toMatch(/[\u202e\u200b]/)
  })
})

describe('the page', () => {
  const blueprint = derive([
    ...signIn,
    call('GET /api/products', { reads: ['data[].id', 'data[].name'], evidence: [{ file: 'src/api.ts', line: 3 }] }),
    call('GET /api/old', { live: false, certainty: 'guess' }),
  ])
  const code = ['one', 'two', "const list = () => get('/products') // <all>", 'four'].join('\n')
  const page = pageOf(blueprint, file => (file === 'src/api.ts' ? code : undefined))

  it('names no host and lets only its own script and style run', () => {
    expect(page).not.toMatch(/(?:src|href)="(?!#)|url\(|@import/)
    expect(page).toMatch(/default-src &#39;none&#39;; style-src &#39;sha256-[^;]+&#39;; script-src &#39;sha256-/)
    expect(page).not.toMatch(/\son\w+=|\sstyle="/)
  })

  it('opens the line that evidence names, marked, with its number', () => {
    const [, id] = /popovertarget="(c\d+)">src\/api\.ts:3</.exec(page) ?? []
    const from = page.slice(page.indexOf(`id="${id}"`))
    expect(from).toMatch(/class="line meant"><i>3<\/i><span class="word">const<\/span> list/)
    expect(from).toContain('<span class="comment">// &lt;all&gt;</span>')
  })

  it('says where it has no code, and what is dead or guessed', () => {
    expect(page).toContain('The code of this place is not in the page.')
    expect(page).toMatch(/class="endpoint dead"[^>]*data-certainty="guess" data-live="dead"/)
  })

  it('is the same twice', () => {
    expect(pageOf(blueprint, file => (file === 'src/api.ts' ? code : undefined))).toBe(page)
  })

  it('draws tables that refer to each other in a circle', () => {
    const [table] = blueprint.tables
    if (table === undefined) throw new Error('no table')
    const to = (name: string, target: string) => ({
      ...table,
      name,
      fields: [{ ...table.fields[0], name: 'key', references: { table: target, onDelete: 'cascade' } }],
    })
    const tables = [to('a', 'b'), to('b', 'a'), to('c', 'c'), to('d', 'gone')] as typeof blueprint.tables
    expect(pageOf({ ...blueprint, tables }, () => undefined).match(/class="edge"/g)).toHaveLength(3)
  })
})

describe('sources', () => {
  let place: string
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'plinth-page-'))
    mkdirSync(join(place, 'web/src'), { recursive: true })
    writeFileSync(join(place, 'web/src/a.ts'), 'inside')
    writeFileSync(join(place, 'secret'), 'outside')
  })
  afterEach(() => rmSync(place, { recursive: true, force: true }))

  it('are read inside of the frontend only', () => {
    symlinkSync(join(place, 'secret'), join(place, 'web/src/link.ts'))
    const sourceOf = sourcesIn([join(place, 'web')])
    expect(sourceOf('src/a.ts')).toBe('inside')
    for (const file of ['../secret', 'src/link.ts', join(place, 'secret'), 'src', 'src/none.ts', 'src/\0'])
      expect(sourceOf(file)).toBeUndefined()
  })
})
