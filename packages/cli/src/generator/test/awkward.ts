import {
  type Blueprint,
  type BlueprintAction,
  type BlueprintField,
  type BlueprintResource,
  type BlueprintTable,
  featureNames,
} from '../../blueprint/blueprint.ts'
import type { Endpoint } from '../../blueprint/endpoint.ts'

const evidence = [{ file: "src/it's `odd` */ here.ts", line: 3 }]

export function field(name: string, more: Partial<BlueprintField> = {}): BlueprintField {
  return { name, type: 'text', required: true, certainty: 'sure', evidence, ...more }
}

export function table(
  name: string,
  fields: readonly BlueprintField[],
  more: Partial<BlueprintTable> = {},
): BlueprintTable {
  return { name, module: 'shop', fields: [...fields], timestamps: true, ...more }
}

export function resource(name: string, more: Partial<BlueprintResource> = {}): BlueprintResource {
  const lists = { sort: [], search: [], include: [], computed: [] }
  const records = { filter: {}, embed: {}, children: {} }
  const operations = { list: { allow: 'anyone' as const } }
  return {
    name,
    singular: name.replace(/s$/, ''),
    table: name,
    module: 'shop',
    operations,
    ...lists,
    ...records,
    certainty: 'sure',
    evidence,
    ...more,
  }
}

export function pending(
  name: string,
  more: Partial<Extract<BlueprintAction, { kind: 'pending' }>> = {},
): BlueprintAction {
  return {
    name,
    module: 'shop',
    kind: 'pending',
    method: 'POST',
    path: `/${name}`,
    reason: 'Nobody | knows `why`',
    endpoints: [`POST /api/${name}`],
    allow: 'signedIn',
    certainty: 'guess',
    evidence,
    ...more,
  }
}

export function endpoint(key: string, more: Partial<Endpoint> = {}): Endpoint {
  const [method, path = ''] = key.split(' ')
  return {
    method: method as Endpoint['method'],
    path,
    query: [],
    body: [],
    reads: [],
    kind: 'api',
    live: true,
    certainty: 'sure',
    evidence,
    ...more,
  }
}

const features = Object.fromEntries(featureNames.map(name => [name, { needed: false, evidence: [] }]))

export function blueprint(more: Partial<Blueprint> = {}): Blueprint {
  const empty = {
    frontends: [],
    endpoints: [],
    sockets: [],
    tables: [],
    computed: [],
    resources: [],
    actions: [],
    thirdParty: [],
    unresolved: [],
    problems: [],
  }
  const base = { path: '/api', unknown: [], certainty: 'sure' as const, evidence: [] }
  return { version: 1, name: 'awkward', base, dialect: {}, features, ...empty, ...more } as unknown as Blueprint
}

const long = 'a'.repeat(60)
const odd = (name: string, path: string) => {
  const known = { module: 'module', endpoints: [], certainty: 'guess' as const, evidence }
  return { name, path, allow: 'signedIn' as const, ...known }
}
const key = (to: string, more: Partial<BlueprintField> = {}): Partial<BlueprintField> => ({
  type: 'uuid',
  references: { table: to, onDelete: 'cascade' },
  ...more,
})

/** Names and shapes that are legal and hard to write: reserved words, names of imports, long names, circles, quotes. */
export const awkward: Blueprint = blueprint({
  auth: {
    users: 'users',
    identity: 'username',
    operations: { 'auth.login': 'POST /api/login' },
    roles: { member: ['class:read'], 'super-admin': ['*'] },
    evidence,
  },
  endpoints: [
    endpoint('POST /api/login', { body: ['name', 'password'], reads: ['token'] }),
    endpoint('POST /api/odd'),
    endpoint('GET /api/orphan'),
  ],
  dialect: { envelope: { error: { "it's": '$message', 'a-b': ['$code', 1, null, true] } }, casing: 'snake' },
  tables: [
    table(
      'users',
      [field('username', { unique: true }), field('role', { values: ['member', 'super-admin'], default: 'member' })],
      { module: 'platform' },
    ),
    table('class', [
      field('default'),
      field('new', { type: 'boolean', default: false }),
      field('parentId', key('class', { required: false })),
    ]),
    table('text', [
      field('value', { default: 'it\'s "quoted"\n`x`' }),
      field('search', { type: 'json', default: [] }),
      field('day', { type: 'date' }),
      field('at', { type: 'timestamp' }),
      field('amount', { type: 'integer' }),
    ]),
    table('schema', [
      field('n', { type: 'integer', min: 1, max: 5 }),
      field('db', { type: 'number', default: 0.5, min: -2.5 }),
      field('price', { type: 'integer', server: { copyOf: 'text.amount' } }),
      field('textId', key('text')),
    ]),
    table(long, [
      field('b'.repeat(60), { type: 'text[]', default: [] }),
      field('c'.repeat(60), { values: ["it's", 'so-so', 'x'.repeat(80)], default: "it's" }),
    ]),
    table('resource', [
      field('ownerId', key('users', { server: 'owner' })),
      field('worth', { type: 'integer', server: 'hook' }),
      field('slug', { unique: true, server: { slugOf: 'title' } }),
      field('title', { required: false }),
    ]),
    table(
      'wide',
      [
        'name',
        'email',
        'city',
        'country',
        'phone',
        'street',
        'title',
        'body',
        'colour',
        'reference',
        'zip',
        'remark',
      ].map(name => field(name, { minLength: 3, maxLength: 12 })),
    ),
    table('bills', [field('sum', { type: 'integer', server: 'hook' })]),
    table(
      'billLines',
      [
        field('billId', key('bills')),
        field('schemaId', key('schema')),
        field('n', { type: 'integer', server: { copyOf: 'schema.n' } }),
      ],
      { timestamps: false },
    ),
  ],
  computed: [
    { table: 'class', name: 'size', kind: 'count', of: 'class', by: 'parentId', certainty: 'guess', evidence },
  ],
  resources: [
    resource('class', { singular: 'lesson', sort: ['createdAt'], filter: { default: 'default' }, computed: ['size'] }),
    resource('text', {
      operations: { list: { allow: { or: [{ can: 'text:read' }, { where: { value: "it's" } }, 'signedIn'] } } },
      search: ['value'],
    }),
    resource(long, { filter: { ['b'.repeat(50)]: 'b'.repeat(60) }, sort: ['c'.repeat(60)], path: `/${long}` }),
    resource('resource', {
      operations: {
        create: { allow: 'signedIn' },
        update: { allow: { or: [{ can: 'resource:write' }, { can: 'all:write' }] } },
        delete: { allow: { or: [{ can: 'resource:write' }, { can: 'all:write' }] } },
      },
    }),
    resource('schema', { operations: { create: { allow: 'anyone' } }, include: ['text'] }),
    resource('bills', {
      operations: { create: { allow: 'anyone' }, get: { allow: 'anyone' } },
      children: { lines: 'billLines' },
    }),
    resource('billLines', { operations: {} }),
    resource('module', { table: 'class', operations: { get: { allow: 'nobody' } }, only: ['new'], module: 'module' }),
  ],
  actions: [
    { ...pending('odd'), name: 'conflict' },
    {
      name: 'close',
      module: 'module',
      kind: 'transition',
      path: '/x/:id/close',
      on: long,
      field: 'c'.repeat(60),
      from: ["it's", 'so-so'],
      to: 'x'.repeat(80),
      endpoints: [],
      allow: 'signedIn',
      certainty: 'guess',
      evidence,
    },
    {
      name: 'feed',
      module: 'module',
      kind: 'feed',
      path: '/feed',
      of: 'text',
      where: { value: '*/ alert' },
      endpoints: [],
      allow: 'signedIn',
      certainty: 'guess',
      evidence,
    },
    {
      ...odd('several', '/class'),
      kind: 'bulk',
      method: 'PATCH',
      on: 'class',
      verb: 'update',
      list: 'ids',
      from: 'body',
      of: 'ids',
      fields: ['default', 'new'],
      answers: '[]',
      row: { or: ['signedIn', { can: 'class:write' }] },
    },
    {
      ...odd('more', '/text/more'),
      kind: 'bulk',
      method: 'POST',
      on: 'text',
      verb: 'create',
      list: '',
      from: 'body',
      of: 'rows',
      fields: ['value', 'day', 'at', 'amount', 'search'],
      answers: 'created',
      row: 'signedIn',
    },
    {
      ...odd('order', '/schema/order'),
      kind: 'reorder',
      method: 'PUT',
      on: 'schema',
      field: 'n',
      list: 'items',
      of: 'rows',
      answers: 'updated',
      row: 'anyone',
    },
    {
      ...odd('stats', '/stats'),
      kind: 'stats',
      values: {
        'class.new': { of: 'class', where: { new: true } },
        long: { of: long, by: 'c'.repeat(60), as: ['value', 'number'] },
        total: { of: 'text', sum: 'amount', where: { value: "it's */" } },
      },
    },
    { ...odd('export', '/text.csv'), kind: 'export', of: 'text', as: 'csv' },
    {
      ...odd('search', '/search'),
      kind: 'search',
      word: 'query',
      of: {
        new: { table: 'class', fields: ['id', 'default'] },
        found: { table: 'text', fields: ['id', 'value', 'day', 'at', 'createdAt', 'search'] },
      },
    },
    { ...odd('assign', '/class/:id/new'), kind: 'assign', method: 'PUT', on: 'class', fields: ['new', 'default'] },
    {
      ...odd('flag', '/class/:id/flag'),
      kind: 'assign',
      method: 'POST',
      on: 'class',
      fields: [],
      to: { field: 'new', value: true },
    },
  ],
})
