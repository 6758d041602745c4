import { expect, it } from 'vitest'
import type { Blueprint } from '../../blueprint/blueprint.ts'
import { plan } from '../plan.ts'
import { hashOf } from '../state.ts'
import { awkward, blueprint, endpoint, field, pending, resource, table } from './awkward.ts'

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen)
  return value
}

const text = (given: Blueprint, path: string): string => plan(given).find(file => file.path === path)?.text ?? ''

it('refuses a reference to a table that is not there', () => {
  const lost = table('orders', [field('shopId', { type: 'uuid', references: { table: 'shops', onDelete: 'cascade' } })])
  expect(() => plan(blueprint({ tables: [lost] }))).toThrow(expect.objectContaining({ code: 'BLUEPRINT_REFERENCE' }))
})

it('refuses a default that does not fit its field', () => {
  const odd = table('orders', [field('total', { type: 'integer', default: 'much' })])
  expect(() => plan(blueprint({ tables: [odd] }))).toThrow(expect.objectContaining({ code: 'BLUEPRINT_UNFIT' }))
})

it('says the same at every call, and does not touch the blueprint', () => {
  expect(plan(frozen(structuredClone(awkward)))).toEqual(plan(awkward))
})

it('keeps what is the same, updates what it wrote, and leaves what others changed', () => {
  const fresh = plan(awkward)
  expect(new Set(fresh.map(({ kind }) => kind))).toEqual(new Set(['create']))
  const hash = (path: string) => hashOf(fresh.find(file => file.path === path)?.text ?? '')
  const existing = {
    files: { 'backend.ts': hash('backend.ts'), 'schema.ts': 'older', 'README.md': 'by hand' },
    generated: { 'backend.ts': hash('backend.ts'), 'schema.ts': 'older', 'README.md': 'older' },
  }
  const kinds = Object.fromEntries(
    plan(awkward, { existing }).map(({ path, kind, changedByHand }) => [path, [kind, changedByHand]]),
  )
  expect(kinds['backend.ts']).toEqual(['keep', undefined])
  expect(kinds['schema.ts']).toEqual(['update', undefined])
  expect(kinds['README.md']).toEqual(['keep', true])
  expect(kinds['AGENTS.md']).toEqual(['create', undefined])
})

it('writes an index for each key, filter, sort and search, and no other', () => {
  const things = table('things', [
    field('ownerId', { type: 'uuid', references: { table: 'things', onDelete: 'cascade' } }),
    field('code', { unique: true }),
    field('name'),
    field('note'),
    field('tags', { type: 'text[]' }),
  ])
  const shown = resource('things', { filter: { tag: 'tags', code: 'code' }, sort: ['name', 'code'], search: ['note'] })
  const schema = text(blueprint({ tables: [things], resources: [shown] }), 'schema.ts')
  const indexes = schema.match(/^ {4}(?:index|search)\(.*(?=,$)/gm)
  expect(indexes).toEqual([
    '    index().on(t.ownerId)',
    '    index().on(t.name)',
    "    index().using('gin', t.tags)",
    '    search(t.note)',
  ])
})

it('takes packages from vendor/ where they are named', () => {
  const vendor = { plinth: 'plinth-0.1.0.tgz', '@plinth/cli': 'plinth-cli-0.1.0.tgz' }
  const file = plan(blueprint(), { vendor }).find(({ path }) => path === 'package.json')
  expect(JSON.parse(file?.text ?? '')).toMatchObject({
    dependencies: { plinth: 'file:vendor/plinth-0.1.0.tgz', '@plinth/embedded': '0.1.0' },
    devDependencies: { '@plinth/cli': 'file:vendor/plinth-cli-0.1.0.tgz' },
  })
})

it('names what answers 501, with the place and the reason, in the README and in the contract', () => {
  const given = blueprint({
    endpoints: [endpoint('POST /api/imports', { evidence: [{ file: 'src/imports.ts', line: 7 }] })],
    actions: [pending('imports', { reason: 'Jobs are not served.', evidence: [{ file: 'src/imports.ts', line: 7 }] })],
  })
  expect(text(given, 'README.md')).toMatch(/`POST \/imports` +\| Jobs are not served\. +\| `src\/imports\.ts:7`/)
  expect(text(given, 'test/contract.ts')).toContain(
    "requests: [{ ask: 'POST /api/imports', at: 'src/imports.ts:7', gives: 501 }],",
  )
})

it('asks for the fields that the code reads, with the types that it expects', () => {
  const shape = {
    kind: 'object',
    fields: {
      data: {
        optional: false,
        shape: {
          kind: 'object',
          fields: {
            note: { optional: false, nullable: true, shape: { kind: 'string' } },
            size: { optional: true, shape: { kind: 'number' } },
          },
        },
      },
    },
  } as const
  const asked = endpoint('GET /api/x', {
    reads: ['data.note', 'data.other', 'data.size'],
    answerShape: structuredClone(shape) as never,
  })
  expect(text(blueprint({ endpoints: [asked] }), 'test/contract.ts')).toContain(
    "reads: { data: { note: 'string|null', other: 'any', size: 'number|null|missing' } }",
  )
})

it('leaves dead code and other people’s hosts out of the contract', () => {
  const dead = endpoint('GET /api/dead', { live: false })
  const picture = endpoint('GET /api/picture', { kind: 'media' })
  const paths = plan(blueprint({ endpoints: [dead, picture] })).map(({ path }) => path)
  expect(paths.filter(path => path.startsWith('test/'))).toEqual([])
})

it('says why tokens last longer than usual, with the place that logs in', () => {
  const auth = { ...awkward.auth, access: '30d' } as const
  const written = text({ ...awkward, auth: auth as Blueprint['auth'] }, 'backend.ts')
  const place = "src/it's `odd` */ here.ts:3"
  expect(written).toContain(`    // The frontend logs in at ${place} and never renews a token:
    // people stay signed in for as long as one lasts.
    // A changed role is seen at the next login.
    access: '30d',`)
  expect(text(awkward, 'backend.ts')).not.toContain('access')
})

it('holds everybody to the limits of the forms', () => {
  const goods = table('goods', [
    field('size', { type: 'number', min: -2.5, max: 40 }),
    field('title', { minLength: 3, maxLength: 40 }),
    field('kind', { values: ['a', 'b'], maxLength: 3 }),
  ])
  const schema = text(blueprint({ tables: [goods] }), 'schema.ts')
  expect(schema).toContain('title: varchar({ length: 40 }).notNull()')
  expect(schema).toContain("kind: text({ enum: ['a', 'b'] }).notNull()")
  const checks = [...schema.matchAll(/check\('(\w+)', sql`(.*)`\)/g)].map(([, name, rule]) => [name, rule])
  expect(checks).toEqual([
    ['size_at_least_minus_2_5', `\${t.size} >= -2.5`],
    ['size_at_most_40', `\${t.size} <= 40`],
    ['title_at_least_3_characters', `char_length(\${t.title}) >= 3`],
  ])
})

it('lets those see rows who change them, where nobody asks for rows', () => {
  const operations = { create: { allow: 'anyone' as const }, delete: { allow: 'signedIn' as const } }
  const given = blueprint({
    tables: [table('notes', [field('title')])],
    resources: [resource('notes', { operations })],
  })
  expect(text(given, 'modules/shop/notes.ts')).toContain('read: signedIn')
})

it('says who writes a role that is none of those who sign in', () => {
  const operations = { list: { allow: 'anyone' as const }, create: { allow: { can: 'members:write' } } }
  const given = blueprint({
    tables: [table('members', [field('role')])],
    resources: [resource('members', { operations })],
  })
  expect(text(given, 'modules/shop/members.ts')).toContain("fields: { role: { write: can('members:write') } }")
})

it('a list under a parent of two words is sorted by one index with the parent in front', () => {
  const key = field('nightJobId', { type: 'uuid', references: { table: 'nightJobs', onDelete: 'cascade' } })
  const written = text(
    blueprint({
      tables: [table('nightJobs', [field('name')]), table('runs', [key])],
      resources: [
        resource('nightJobs'),
        resource('runs', { path: '/night-jobs/:nightJobId/runs', sort: ['createdAt'] }),
      ],
    }),
    'schema.ts',
  )
  expect(written).toContain('index().on(t.nightJobId, t.createdAt)')
})

it('makes a slug of what the client sends, of nothing else where nobody may write that', () => {
  const notes = (title: Parameters<typeof field>[1]) =>
    text(
      blueprint({
        tables: [table('notes', [field('title', title), field('slug', { server: { slugOf: 'title' }, unique: true })])],
        resources: [resource('notes', { operations: { create: { allow: 'anyone' } } })],
      }),
      'modules/shop/notes.ts',
    )
  expect(notes({})).toContain('uniqueSlug(input.title)')
  expect(notes({ default: 'New' })).toContain("uniqueSlug(input.title ?? '')")
  expect(notes({ default: 'New', write: 'nobody' })).toContain("uniqueSlug('New')")
})
