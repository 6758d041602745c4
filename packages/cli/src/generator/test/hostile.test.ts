import { expect, it } from 'vitest'
import type { Blueprint } from '../../blueprint/blueprint.ts'
import { readBlueprint } from '../check/check.ts'
import { plan } from '../plan.ts'
import { awkward, blueprint, field, pending, resource, table } from './awkward.ts'

const names = [
  "it's",
  'a"b',
  '__proto__',
  'constructor',
  '../../etc',
  'a/b',
  'a b',
  '',
  'x'.repeat(300),
  '1st',
  'a;drop table x',
  'a*/b',
  'é',
  'toString',
  'a\nb',
  'Big',
]

const places: readonly [string, (name: string) => Blueprint][] = [
  ['a table', name => blueprint({ tables: [table(name, [])] })],
  ['a field', name => blueprint({ tables: [table('things', [field(name)])] })],
  [
    'a resource',
    name => blueprint({ tables: [table('things', [])], resources: [resource(name, { table: 'things' })] }),
  ],
  ['a module', name => blueprint({ tables: [table('things', [], { module: name })] })],
  ['a module of an action', name => blueprint({ actions: [pending('odd', { module: name })] })],
  ['an action', name => blueprint({ actions: [pending(name, { path: '/odd' })] })],
  [
    'a relation',
    name => blueprint({ tables: [table('things', [])], resources: [resource('things', { include: [name] })] }),
  ],
]

it.each(places)('refuses hostile names for %s', (_, make) => {
  for (const name of names) {
    expect(() => plan(make(name)), JSON.stringify(name)).toThrow(expect.objectContaining({ code: 'BLUEPRINT_NAME' }))
  }
})

it('refuses hostile names of the wire in actions', () => {
  const known = {
    module: 'm',
    endpoints: [],
    allow: 'anyone',
    certainty: 'guess',
    evidence: [],
    name: 'odd',
    path: '/odd',
  }
  const rows = { method: 'POST', on: 'things', of: 'ids', row: 'anyone' }
  const things = [table('things', [field('place', { type: 'integer' })])]
  for (const name of names.filter(one => one !== '')) {
    const actions = [
      { ...rows, kind: 'bulk', verb: 'delete', from: 'body', list: name, fields: [], answers: 'deleted' },
      { ...rows, kind: 'bulk', verb: 'delete', from: 'body', list: 'ids', fields: [], answers: name },
      { ...rows, kind: 'reorder', field: 'place', list: name, answers: 'updated' },
      { kind: 'stats', values: { [`a.${name}`]: { of: 'things' } } },
      { kind: 'search', word: name, of: { things: { table: 'things', fields: ['id'] } } },
    ]
    for (const action of actions) {
      const made = blueprint({ tables: things, actions: [{ ...known, ...action }] as never })
      expect(() => plan(made), JSON.stringify([action.kind, name])).toThrow(
        expect.objectContaining({ code: 'BLUEPRINT_NAME' }),
      )
    }
  }
})

it.each(['/../../etc', '/a b', "/it's", '/a`b`', 'no-slash', '/*/'])('refuses the path %s', path => {
  expect(() => plan(blueprint({ actions: [pending('odd', { path })] }))).toThrow(
    expect.objectContaining({ code: 'BLUEPRINT_NAME' }),
  )
})

it('refuses what would be two files of one name, on any disk', () => {
  const twice = blueprint({ actions: [pending('oddOne'), pending('odd-one')] })
  expect(() => plan(twice)).toThrow(expect.objectContaining({ code: 'BLUEPRINT_CLASH' }))
  const cased = blueprint({ tables: [table('things', []), table('thIngs', [])] })
  expect(() => plan(cased)).toThrow(expect.objectContaining({ code: 'BLUEPRINT_CLASH' }))
})

it('refuses a field that the writer adds itself', () => {
  const double = blueprint({ tables: [table('things', [field('createdAt')])] })
  expect(() => plan(double)).toThrow(expect.objectContaining({ code: 'BLUEPRINT_CLASH' }))
})

it('refuses JSON that is no blueprint, with the place', () => {
  expect(() => readBlueprint({ ...awkward, tables: 3 })).toThrow(/tables/)
  expect(() => readBlueprint(JSON.parse('{"version":1,"dialect":{"__proto__":{"base":"/x"}}}'))).toThrow(/__proto__/)
  expect(() => readBlueprint(null)).toThrow(expect.objectContaining({ code: 'BLUEPRINT_UNFIT' }))
})

it('takes a blueprint back that it wrote', () => {
  const file = plan(awkward).find(({ path }) => path === 'blueprint.json')
  expect(readBlueprint(JSON.parse(file?.text ?? ''))).toEqual(awkward)
})
