/**
 * What tenants use, and what their plans allow. Rows are counted by `plinth.count_rows`, a statement trigger, in the
 * transaction of the change: one small insert a statement, never an update, so no two writers wait for each other; the
 * count is right after a crash, because it was committed with the rows. It costs 10 µs a statement, 0.1 ms where a plan
 * limits the rows. `plinth.compact_usage` adds up what was noted.
 * Arguments of the trigger: the name that the rows are counted under, and `limited` where a plan limits them: then the
 * writers of one tenant queue for that table until they commit, and one too many is refused with SQLSTATE PL402. That
 * holds at `read committed`, the default: a stricter transaction does not see what was counted after it began. All of
 * it belongs to the owner, whom the policies do not bind: the app role reads its own tenant's numbers and writes none.
 */
export const usageSql = `
create table plinth.usage_rows (
  tenant_id text not null,
  name text not null,
  day date not null,
  n bigint not null,
  primary key (tenant_id, name, day)
);
create table plinth.usage_deltas (
  tenant_id text not null,
  name text not null,
  day date not null,
  n bigint not null
) with (autovacuum_vacuum_scale_factor = 0.01);
create index usage_deltas_tenant_id on plinth.usage_deltas (tenant_id, name);
create table plinth.usage_requests (
  tenant_id text not null,
  day date not null,
  n bigint not null,
  primary key (tenant_id, day)
) with (fillfactor = 70);
create table plinth.plans (name text primary key, rank integer not null);
create table plinth.plan_limits (
  plan text not null,
  name text not null,
  most bigint not null,
  primary key (plan, name)
);

alter table plinth.usage_rows enable row level security;
alter table plinth.usage_deltas enable row level security;
alter table plinth.usage_requests enable row level security;
create policy tenant on plinth.usage_rows for select
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')));
create policy tenant on plinth.usage_deltas for select
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')));
create policy tenant on plinth.usage_requests for select
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')));

create function plinth.plan_of(tenant text) returns text language sql stable set search_path = pg_catalog as $$
  select coalesce((select p.name from plinth.tenants t join plinth.plans p on p.name = t.plan where t.id = case when tenant ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then tenant::uuid end),
    (select name from plinth.plans order by rank limit 1))
$$;

create function plinth.check_rows(tenant text, counted text) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  own text := plinth.plan_of(tenant);
  allowed bigint := (select l.most from plinth.plan_limits l where l.plan = own and l.name = counted);
  total bigint;
begin
  if allowed is null then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('plinth.rows:' || tenant || ':' || counted, 0));
  select coalesce((select sum(n) from plinth.usage_rows r where r.tenant_id = tenant and r.name = counted), 0)
    + coalesce((select sum(n) from plinth.usage_deltas d where d.tenant_id = tenant and d.name = counted), 0) into total;
  if total > allowed then
    raise exception using errcode = 'PL402', message = 'plan limit', hint = json_build_object('plan', own, 'limit', case counted when 'plinth.memberships' then 'members' else counted end,
      'most', allowed, 'next', (select p.name from plinth.plans p left join plinth.plan_limits l on l.plan = p.name and l.name = counted
        where p.rank > (select rank from plinth.plans where name = own) and (l.most is null or l.most > allowed) order by p.rank limit 1));
  end if;
end $$;

create function plinth.count_rows() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  tenant text;
  changed bigint;
begin
  if tg_op = 'DELETE' then
    insert into plinth.usage_deltas (tenant_id, name, day, n)
      select r.tenant_id, tg_argv[0], (now() at time zone 'UTC')::date, -count(*) from old_rows r group by r.tenant_id;
    return null;
  end if;
  for tenant, changed in select r.tenant_id, count(*) from new_rows r group by r.tenant_id loop
    insert into plinth.usage_deltas (tenant_id, name, day, n)
      values (tenant, tg_argv[0], (now() at time zone 'UTC')::date, changed);
    if tg_argv[1] = 'limited' then
      perform plinth.check_rows(tenant, tg_argv[0]);
    end if;
  end loop;
  return null;
end $$;

create function plinth.compact_usage() returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not pg_try_advisory_xact_lock(hashtextextended('plinth.compact_usage', 0)) then
    return;
  end if;
  with noted as (delete from plinth.usage_deltas returning *)
    insert into plinth.usage_rows as u (tenant_id, name, day, n)
    select tenant_id, name, day, sum(n) from noted group by tenant_id, name, day
    on conflict (tenant_id, name, day) do update set n = u.n + excluded.n;
end $$;

create function plinth.count_requests(given jsonb) returns table (tenant text, plan text, month bigint)
language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into plinth.usage_requests as u (tenant_id, day, n)
    select e.tenant, e.day, sum(e.n) from jsonb_to_recordset(given) as e (tenant text, day date, n bigint)
    where e.n > 0 group by e.tenant, e.day order by e.tenant, e.day
    on conflict (tenant_id, day) do update set n = u.n + excluded.n;
  return query select e.tenant, plinth.plan_of(e.tenant), coalesce((select sum(u.n) from plinth.usage_requests u
      where u.tenant_id = e.tenant and u.day >= date_trunc('month', now() at time zone 'UTC')::date), 0)::bigint
    from (select distinct x.tenant from jsonb_to_recordset(given) as x (tenant text)) e;
end $$;

create function plinth.forget_usage() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from plinth.usage_rows where tenant_id = old.id::text;
  delete from plinth.usage_deltas where tenant_id = old.id::text;
  delete from plinth.usage_requests where tenant_id = old.id::text;
  return null;
end $$;
create trigger usage after delete on plinth.tenants for each row execute function plinth.forget_usage();

revoke all on plinth.usage_rows, plinth.usage_deltas, plinth.usage_requests, plinth.plans, plinth.plan_limits from plinth_app;
grant select on plinth.usage_rows, plinth.usage_deltas, plinth.usage_requests, plinth.plans, plinth.plan_limits to plinth_app;
revoke all on function plinth.check_rows(text, text), plinth.count_rows(), plinth.forget_usage(), plinth.compact_usage(),
  plinth.count_requests(jsonb), plinth.plan_of(text) from public;
grant execute on function plinth.compact_usage(), plinth.count_requests(jsonb), plinth.plan_of(text) to plinth_app;
`
