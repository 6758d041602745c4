import {
  action,
  anyone,
  computed,
  count,
  type DialectOptions,
  defineBackend,
  distinct,
  exists,
  feed,
  listOf,
  module,
  owner,
  resource,
  signedIn,
  toggle,
} from 'plinth'
import { z } from 'plinth/zod'
import * as schema from './schema.ts'

const { users, papers, sheets, bundles, parts, stars, labels, shelves } = schema

const written = { read: signedIn, create: signedIn, write: owner('ownerId') }
const open = { read: anyone, write: signedIn }

const resources = [
  resource(papers, {
    allow: written,
    filter: {
      ...Object.fromEntries(
        ['code', 'kind', 'small', 'whole', 'big', 'bigNumber', 'price', 'float', 'flag', 'other'].map(n => [n, n]),
      ),
      ...Object.fromEntries(
        ['single', 'day', 'dayDate', 'instant', 'plainTime', 'createdAt', 'title'].map(n => [n, n]),
      ),
      tag: 'tags',
      numbers: 'numbers',
      owner: 'owner.name',
      said: 'sheets.text',
    },
    sort: ['createdAt', 'title', 'whole', 'price', 'day'],
    search: ['title'],
    include: ['owner', 'sheets'],
    computed: ['sheetsCount', 'starred'],
  }),
  resource(users, { name: 'people', operations: [], only: ['id', 'name'], allow: { read: anyone } }),
  resource(sheets, { path: '/papers/:id/sheets', allow: { read: signedIn, write: signedIn } }),
  resource(bundles, { allow: open, children: { parts } }),
  resource(parts, { operations: [], allow: { read: anyone, create: signedIn } }),
  resource(labels, { id: 'word', allow: open }),
  resource(shelves, { allow: open }),
]

const actions = [
  ...toggle('/papers/:id/star', { on: papers, through: stars, allow: signedIn }),
  feed('GET /papers/flagged', { of: papers, where: { flag: true }, allow: signedIn }),
  distinct('GET /papers/tags', { of: papers, field: 'tags', allow: signedIn }),
  action('POST /papers/:id/sign', {
    on: papers,
    allow: owner('ownerId'),
    query: z.object({ dry: z.enum(['yes', 'no']).optional() }),
    body: z.object({
      reason: z.string().max(100),
      times: z.number().int().min(1).max(5),
      at: z.iso.datetime().optional(),
      words: z.array(z.string().max(10)).max(3).optional(),
    }),
    returns: papers,
    run: ({ row }) => row,
  }),
  // Takes the id as it comes: what the actor may see of the row is decided where it is read.
  action('GET /papers/named', {
    allow: signedIn,
    query: z.object({ paperId: z.uuid() }),
    returns: listOf(papers),
    run: ({ query }) => ({ items: [{ id: query.paperId }] }),
  }),
  // Says nothing of tenants: the database holds it to one.
  action('GET /raw', {
    allow: anyone,
    returns: z.object({ titles: z.array(z.string()) }),
    run: async ({ db }) => ({ titles: (await db.select().from(papers)).map(paper => paper.title) }),
  }),
  action('GET /echo/:word', {
    allow: anyone,
    query: z.object({ times: z.coerce.number().int().max(3).optional() }),
    returns: z.object({ word: z.string() }),
    run: ({ params }) => ({ word: params.word }),
  }),
]

/** An archive of several tenants, in a dialect. */
export const archive = (dialect: DialectOptions) =>
  defineBackend({
    name: 'archive',
    schema,
    computed: computed(schema, { papers: { sheetsCount: count(sheets), starred: exists(stars, { of: 'actor' }) } }),
    dialect,
    tenancy: { global: [labels, shelves] },
    auth: { users: schema.users, roles: { clerk: ['*'], reader: [] } },
    modules: [
      module('archive', { tables: [papers, sheets, bundles, parts, stars, labels, shelves], resources, actions }),
    ],
  })
