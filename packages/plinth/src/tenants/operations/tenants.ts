import { can, signedIn } from '../../access/index.ts'
import { type Body, bodyCheck, fieldOf, optionalField, type Rule, textRule } from '../../auth/index.ts'
import { invalid, notFound } from '../../errors/index.ts'
import { hashedId } from '../../observability/index.ts'
import type { Answer, Operation } from '../../operations/index.ts'
import { slugify, uniqueSlug } from '../../resources/index.ts'
import { insertTenant, isReserved, isSlug, join, mostTenants, type Tenant, updateTenant } from '../../tenancy/index.ts'
import { tenantsErrors } from '../errors.ts'
import { pager, paging } from '../page.ts'
import { common, type Parts, tenantOf, userOf } from '../parts.ts'
import { iso, maybeText, maybeTime, type Shown, shownSchema, shownSql, text, time } from '../shown.ts'

/** Longest label of a host name. */
const longestSlug = 63

const slugRule: Rule = {
  schema: { type: 'string', maxLength: longestSlug, pattern: '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$' },
  problem: value =>
    typeof value === 'string' && isSlug(value) && !isReserved(value)
      ? undefined
      : 'Must be 1 to 63 lower-case letters, digits and inner hyphens, no uuid, and not www, api or app.',
}

const nameRule = textRule(1, 100)

/** A tenant as its member sees it; `$2` is the tenant that they are signed in to. */
const shown: Shown = {
  id: { sql: 't.id::text', schema: text },
  slug: { sql: 't.slug', schema: maybeText },
  name: { sql: 't.name', schema: text },
  role: { sql: 'm.role', schema: maybeText },
  current: { sql: 't.id::text is not distinct from $2', schema: { type: 'boolean' } },
  createdAt: { sql: iso('t.created_at'), schema: time },
  endsAt: { sql: iso('t.ends_at'), schema: maybeTime },
}

/** Reads one tenant as a user sees it, or a key that is signed in to it. */
export type ReadTenant = (
  tenant: string,
  asking: { readonly user: string | null; readonly current: string | null },
) => Promise<string | undefined>

/** What the operations on one tenant answer with. */
export function tenantAnswer({ wire }: Parts): Answer {
  return { kind: 'item', name: 'tenant', plural: 'tenants', schema: shownSchema(shown, wire) }
}

/** A tenant of which the user is a member, or which the key is of; undefined for every other. */
export function tenantReader({ database, wire }: Parts): ReadTenant {
  const statement = {
    name: 'tenants_one',
    text: `select ${shownSql(shown, wire)}::text as item from plinth.tenants t
      left join plinth.memberships m on m.tenant_id = t.id and m.user_id = $1
      where t.id::text = $3 and (m.user_id is not null or ($1::text is null and t.id::text = $2))`,
  }
  return async (tenant, { user, current }) => {
    const [row] = await database.write<{ item: string }>(statement, [user, current, tenant], { tenant: null })
    return row?.item
  }
}

/** Makes a tenant. Whoever asks becomes its first member. */
export function createTenant(parts: Parts): Operation {
  const { database, tenancy, founder, wire } = parts
  const read = tenantReader(parts)
  return {
    ...common,
    name: 'tenants.create',
    method: 'POST',
    path: '/tenants',
    summary: 'Make a tenant, and belong to it. Go there with auth.switch.',
    body: bodyCheck([fieldOf('name', nameRule, wire), optionalField('slug', slugRule, wire)], wire.extra),
    answer: tenantAnswer(parts),
    status: 201,
    allow: signedIn,
    idempotent: true,
    async run(call, ctx) {
      const user = userOf(ctx)
      const { name, slug } = call.body as { name: string; slug?: string | null }
      const tenant = await database.transaction({ tenant: null }, async () => {
        const made = slug == null ? await withOwnSlug(parts, name) : await insertTenant(database, slug, name)
        if (made === undefined) throw tenantsErrors.TENANT_SLUG_TAKEN([taken(wire.name('slug'))])
        if (!(await join(database, { user, tenant: made.id }, founder)))
          throw tenantsErrors.TENANTS_TOO_MANY({ most: mostTenants })
        return made
      })
      if (tenant.slug !== null) tenancy.forgetSlug(tenant.slug)
      ctx.log.info({ user: hashedId(user), tenant: tenant.id }, 'A user made a tenant.')
      const item = await read(tenant.id, { user, current: ctx.actor.tenant })
      return { kind: 'json', json: item ?? '{}', location: `/tenants/${tenant.id}` }
    },
  }
}

const taken = (field: string) => ({ field, message: 'Another tenant has this already.' })

/** The name as a slug; with letters at the end where that is taken or names no tenant. */
async function withOwnSlug({ database }: Parts, name: string): Promise<Tenant | undefined> {
  const plain = slugify(name).slice(0, longestSlug).replace(/-+$/, '')
  const base = /[a-z0-9]/i.test(name) && isSlug(plain) ? plain : 'tenant'
  const first = isReserved(base) || base === 'tenant' ? undefined : await insertTenant(database, base, name)
  const short = base.slice(0, longestSlug - 7).replace(/-+$/, '')
  return first ?? (await insertTenant(database, uniqueSlug(short), name))
}

/** Lists the tenants that the user belongs to: what a switcher shows. */
export function listTenants(parts: Parts): Operation {
  const { database, wire } = parts
  const rows = `select to_char(t.created_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') || t.id::text as k, ${shownSql(shown, wire)} as item
    from plinth.memberships m join plinth.tenants t on t.id = m.tenant_id where m.user_id = $1`
  const read = pager(database, { name: 'own', rows, values: 2 })
  return {
    ...common,
    name: 'tenants.list',
    method: 'GET',
    path: '/tenants',
    summary: 'Show the tenants that the user belongs to, the oldest first.',
    list: paging,
    answer: { ...tenantAnswer(parts), kind: 'list' },
    status: 200,
    allow: signedIn,
    run: ({ list = {} }, ctx) => read({ values: [userOf(ctx), ctx.actor.tenant], list, scope: { tenant: null } }),
  }
}

/** Shows a tenant of which the user is a member. Every other one does not exist. */
export function getTenant(parts: Parts): Operation {
  const read = tenantReader(parts)
  return {
    ...common,
    name: 'tenants.get',
    method: 'GET',
    path: '/tenants/:id',
    summary: 'Show a tenant that the user belongs to.',
    answer: tenantAnswer(parts),
    status: 200,
    allow: signedIn,
    async run({ params: { id = '' } }, { actor }) {
      const user = actor.kind === 'user' ? actor.id : null
      const item = await read(id, { user, current: actor.tenant })
      if (item === undefined) throw notFound('tenant')
      return { kind: 'json', json: item }
    },
  }
}

/** Changes name and slug of the tenant that the actor is signed in to. */
export function changeTenant(parts: Parts): Operation {
  const { database, tenancy, wire } = parts
  const read = tenantReader(parts)
  const fields = [
    { ...optionalField('name', nameRule, wire), nullable: false },
    { ...optionalField('slug', slugRule, wire), nullable: false },
  ]
  return {
    ...common,
    name: 'tenants.update',
    method: 'PATCH',
    path: '/tenants/:id',
    summary: 'Change the name or the slug of the tenant. An old slug may answer for 10 s more.',
    body: bodyCheck(fields, wire.extra),
    answer: tenantAnswer(parts),
    status: 200,
    allow: can('tenants:write'),
    async run(call, { actor }) {
      const tenant = tenantOf(call, actor)
      const { name = null, slug = null } = call.body as Body as { name?: string; slug?: string }
      if (name === null && slug === null) throw invalid([{ field: '', message: 'Send a name or a slug.' }])
      await tenancy.changes.run(tenant, async () => {
        if (!(await updateTenant(database, tenant, { name, slug })))
          throw tenantsErrors.TENANT_SLUG_TAKEN([taken(wire.name('slug'))])
      })
      if (slug !== null) tenancy.forgetSlug(slug)
      const user = actor.kind === 'user' ? actor.id : null
      return { kind: 'json', json: (await read(tenant, { user, current: tenant })) ?? '{}' }
    },
  }
}
