/**
 * Who did what to which rows, by month. Only these two functions write it, as the owner: the app role may read its own
 * tenant's entries, and neither change nor delete any. `plinth.audit_rows` is a statement trigger, so bulk work is one
 * entry, in the transaction of the change, whichever way the change came. Its arguments: the key's column, columns
 * whose values are left out, and columns that are passed over: a change of nothing else is no entry. An entry shows 100 rows
 * at most and counts them all; of an update, the fields that changed. It belongs to the tenant of the statement, else to
 * the one that its rows name.
 */
export const auditSql = `
create table plinth.audit (
  id bigint generated always as identity,
  at timestamptz not null default clock_timestamp(),
  tenant_id text,
  actor text,
  operation text,
  action text not null,
  table_name text,
  row_id text,
  row_count integer,
  changes jsonb,
  request_id text,
  address text,
  agent text,
  primary key (at, id)
) partition by range (at);
create index audit_id on plinth.audit (tenant_id, id);
create index audit_row on plinth.audit (table_name, row_id, id);
create table plinth.audit_rest partition of plinth.audit default;

alter table plinth.audit enable row level security;
create policy tenant on plinth.audit for select
  using (tenant_id is not distinct from (select nullif(current_setting('app.tenant_id', true), '')));

create function plinth.audit_write(entry plinth.audit) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  who jsonb := coalesce(nullif(current_setting('app.by', true), ''), '{}')::jsonb;
begin
  insert into plinth.audit (tenant_id, actor, operation, action, table_name, row_id, row_count, changes, request_id, address, agent)
  values (coalesce(nullif(current_setting('app.tenant_id', true), ''), entry.tenant_id), who ->> 'actor', who ->> 'operation', entry.action,
    entry.table_name, entry.row_id, entry.row_count, entry.changes, who ->> 'request', who ->> 'address', who ->> 'agent');
end $$;

create function plinth.audit_rows() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  key text := tg_argv[0];
  passed text[] := string_to_array(tg_argv[2], ',');
  hidden text[] := string_to_array(tg_argv[1], ',') || passed;
  entry plinth.audit;
begin
  if tg_op = 'INSERT' then
    select count(*), min(r ->> key), case when min(r ->> 'tenant_id') = max(r ->> 'tenant_id') then min(r ->> 'tenant_id') end,
        jsonb_agg(jsonb_build_object('id', r -> key, 'after', r - hidden)) filter (where n <= 100)
      into entry.row_count, entry.row_id, entry.tenant_id, entry.changes
      from (select to_jsonb(t) as r, row_number() over () as n from new_rows t) x;
  elsif tg_op = 'DELETE' then
    select count(*), min(r ->> key), case when min(r ->> 'tenant_id') = max(r ->> 'tenant_id') then min(r ->> 'tenant_id') end,
        jsonb_agg(jsonb_build_object('id', r -> key, 'before', r - hidden)) filter (where n <= 100)
      into entry.row_count, entry.row_id, entry.tenant_id, entry.changes
      from (select to_jsonb(t) as r, row_number() over () as n from old_rows t) x;
  else
    select count(*), min(r ->> key), case when min(r ->> 'tenant_id') = max(r ->> 'tenant_id') then min(r ->> 'tenant_id') end,
        jsonb_agg(jsonb_build_object('id', r -> key, 'before', b, 'after', a)) filter (where n <= 100)
      into entry.row_count, entry.row_id, entry.tenant_id, entry.changes
      from (
        select new_row as r, row_number() over () as n,
          (select jsonb_object_agg(e.key, e.value) from jsonb_each(old_row - hidden) e where e.value is distinct from new_row -> e.key) as b,
          (select jsonb_object_agg(e.key, e.value) from jsonb_each(new_row - hidden) e where e.value is distinct from old_row -> e.key) as a
        from (select to_jsonb(t) as new_row from new_rows t) p
          join (select to_jsonb(t) as old_row from old_rows t) q on p.new_row -> key = q.old_row -> key
            and p.new_row -> 'tenant_id' is not distinct from q.old_row -> 'tenant_id'
        where new_row - passed is distinct from old_row - passed
      ) x;
  end if;
  if entry.row_count = 0 then
    return null;
  end if;
  if entry.row_count > 1 then
    entry.row_id := null;
  end if;
  entry.action := lower(tg_op);
  entry.table_name := case tg_table_schema when 'public' then tg_table_name else tg_table_schema || '.' || tg_table_name end;
  perform plinth.audit_write(entry);
  return null;
end $$;

revoke all on plinth.audit, plinth.audit_rest from plinth_app;
grant select on plinth.audit to plinth_app;
revoke all on function plinth.audit_write(plinth.audit), plinth.audit_rows() from public;
`
