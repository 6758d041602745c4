import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Resources a module has. */
const moduleSize = 10

/**
 * Writes a backend of `count` tables, each with a resource (filters, includes, computed fields, field rules, two
 * hooks) and an action, in modules of ten. It replaces what was in the folder.
 */
export function generate(folder: string, count: number): void {
  rmSync(folder, { recursive: true, force: true })
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const modules = Math.ceil(count / moduleSize)
  write('tsconfig.json', tsconfig)
  write('package.json', '{ "type": "module", "private": true }\n')
  write('schema.ts', schemaText(count))
  write('computed.ts', computedText(count))
  write('backend.ts', backendText(modules))
  for (let at = 0; at < modules; at++) write(`modules/m${at}/index.ts`, moduleText(at, count))
  for (let at = 0; at < count; at++) {
    const folderOf = `modules/m${Math.floor(at / moduleSize)}`
    write(`${folderOf}/item${at}.ts`, resourceText(at, count))
    write(`${folderOf}/item${at}-close.ts`, actionText(at, count))
  }
}

const tsconfig = `{
  "extends": "../../tsconfig.base.json",
  "compilerOptions": { "noEmit": true },
  "include": ["**/*.ts"]
}
`

const each = (count: number, text: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => text(at)).join('\n')

const before = (at: number, count: number): number => (at + count - 1) % count

function schemaText(count: number): string {
  const table = (at: number): string => `
export const items${at} = pgTable(
  'items${at}',
  {
    id: id(),
    title: text().notNull(),
    slug: text().notNull().unique(),
    note: text(),
    state: text({ enum: ['open', 'held', 'closed'] }).notNull().default('open'),
    amount: integer().notNull().default(0),
    price: numeric({ precision: 12, scale: 2 }),
    active: boolean().notNull().default(true),
    dueAt: timestamp({ withTimezone: true }),
    tags: text().array().notNull().default([]),
    ownerId: uuid().notNull().references(() => users.id),
    beforeId: uuid().references((): AnyPgColumn => items${before(at, count)}.id),
    ...timestamps(),
  },
  t => [index().on(t.ownerId), index().on(t.beforeId), index().on(t.state), index().on(t.createdAt)],
)`
  return `import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { boolean, id, index, integer, numeric, pgTable, text, timestamp, timestamps, uuid } from 'plinth/schema'

export const users = pgTable('users', {
  id: id(),
  name: text().notNull(),
  email: text().notNull().unique(),
  role: text({ enum: ['admin', 'member'] }).notNull().default('member'),
  ...timestamps(),
})
${each(count, table)}
`
}

function computedText(count: number): string {
  const fields = (at: number): string =>
    `  items${at}: { afterCount: count(schema.items${(at + 1) % count}), followed: exists(schema.items${(at + 1) % count}, { of: 'actor' }) },`
  return `import { computed, count, exists } from 'plinth'
import * as schema from './schema.ts'

export default computed(schema, {
${each(count, fields)}
})
`
}

function backendText(modules: number): string {
  return `import { defineBackend } from 'plinth'
import computed from './computed.ts'
${each(modules, at => `import { m${at} } from './modules/m${at}/index.ts'`)}
import * as schema from './schema.ts'

declare module 'plinth' {
  interface Register {
    schema: typeof schema
    computed: typeof computed
  }
}

export default defineBackend({
  name: 'bench',
  schema,
  computed,
  auth: { users: schema.users, roles: { admin: ['*'], member: ['items:create'] } },
  modules: [${Array.from({ length: modules }, (_, at) => `m${at}`).join(', ')}],
})
`
}

function moduleText(module: number, count: number): string {
  const mine = Array.from({ length: moduleSize }, (_, at) => module * moduleSize + at).filter(at => at < count)
  return `import { module } from 'plinth'
import * as schema from '../../schema.ts'
${mine.map(at => `import item${at} from './item${at}.ts'\nimport close${at} from './item${at}-close.ts'`).join('\n')}

export const m${module} = module('m${module}', {
  tables: [${mine.map(at => `schema.items${at}`).join(', ')}],
  resources: [${mine.map(at => `item${at}`).join(', ')}],
  actions: [${mine.map(at => `close${at}`).join(', ')}],
})
`
}

function resourceText(at: number, count: number): string {
  const other = before(at, count)
  return `import { anyone, can, nobody, owner, resource, uniqueSlug } from 'plinth'
import { items${at} } from '../../schema.ts'

export default resource(items${at}, {
  allow: { read: anyone, create: can('items${at}:create'), write: owner('ownerId').or(can('items${at}:write')) },
  filter: ['state', 'ownerId', 'amount'],
  sort: ['createdAt', 'title'],
  search: ['title', 'note'],
  include: ['owner', 'before'],
  computed: ['afterCount', 'followed'],
  fields: { slug: { write: nobody }, note: { read: owner('ownerId') } },
  before: {
    create: async ({ input, resources }) => {
      const last = await resources.items${other}.find({ state: 'open', amount: { gte: 1 } })
      return { ...input, slug: uniqueSlug(input.title), amount: last === undefined ? 0 : last.amount + last.afterCount }
    },
    update: ({ input, row }) => ({ ...input, amount: (input.amount ?? row.amount) + 1 }),
  },
  after: {
    create: async ({ row, trusted, log }) => {
      const { items } = await trusted.resources.items${other}.list({ where: { ownerId: row.ownerId }, sort: '-createdAt' })
      log.info({ seen: items.map(item => item.title.length) }, 'created')
    },
  },
})
`
}

function actionText(at: number, count: number): string {
  return `import { action, can, conflict, owner } from 'plinth'
import { z } from 'plinth/zod'
import { items${at} } from '../../schema.ts'

export default action('POST /items${at}/:id/close', {
  on: items${at},
  allow: can('items${at}:write').or(owner('ownerId')),
  body: z.object({ reason: z.string().min(1), at: z.iso.datetime().optional() }),
  returns: items${at},
  async run({ row, body, params, trusted, resources }) {
    if (row.state === 'closed') throw conflict(\`\${row.title} is closed already.\`)
    const seen = await resources.items${before(at, count)}.get(row.beforeId ?? params.id)
    return trusted.resources.items${at}.update(row.id, { state: 'closed', note: \`\${body.reason} \${seen.title}\` })
  },
})
`
}
