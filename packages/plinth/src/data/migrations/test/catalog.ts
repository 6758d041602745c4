import type { Place } from './servers.ts'

/** Everything that the catalogs say of the public schema, in an order that does not depend on how it came to be. */
export async function readCatalog(place: Place): Promise<Record<string, unknown>> {
  const parts = await Promise.all(Object.entries(questions).map(async ([name, sql]) => [name, await place.rows(sql)]))
  return Object.fromEntries(parts)
}

const ours = `c.relnamespace = 'public'::regnamespace`

const questions = {
  columns: `select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
      a.attidentity as identity, a.attgenerated as generated, pg_get_expr(d.adbin, d.adrelid) as standard
    from pg_class c join pg_attribute a on a.attrelid = c.oid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where ${ours} and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped order by 1, 2`,
  constraints: `select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition, k.convalidated as valid
    from pg_constraint k join pg_class c on c.oid = k.conrelid where ${ours} and k.contype <> 'n' order by 1, 2`,
  indexes: `select c.relname as name, pg_get_indexdef(c.oid) as definition, i.indisvalid as valid
    from pg_class c join pg_index i on i.indexrelid = c.oid where ${ours} order by 1`,
  guards: `select c.relname as table, c.relrowsecurity as enabled, c.relforcerowsecurity as forced, p.polname as policy,
      pg_get_expr(p.polqual, p.polrelid) as rows
    from pg_class c left join pg_policy p on p.polrelid = c.oid where ${ours} and c.relkind = 'r' order by 1, 4`,
  triggers: `select c.relname as table, pg_get_triggerdef(t.oid) as definition
    from pg_trigger t join pg_class c on c.oid = t.tgrelid where ${ours} and not t.tgisinternal order by 1, 2`,
  enums: `select t.typname as name, array_agg(e.enumlabel::text order by e.enumsortorder) as values
    from pg_type t join pg_enum e on e.enumtypid = t.oid group by 1 order by 1`,
}
