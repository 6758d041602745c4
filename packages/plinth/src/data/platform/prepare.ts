/** The role that everything but migrations runs as. Row-level security binds it: it is no superuser and owns nothing. */
export const appRole = 'plinth_app'

/**
 * What must stand before a migration, put right at every run that has something to apply: default privileges belong
 * to whoever migrates. The role belongs to the server and not to the database: on a new server run this before a
 * backup is restored, for the grants in the backup name it.
 *
 * The role is made without a login. To log in as it, give it one (`alter role plinth_app login password …`) or let a
 * login of your own inherit it. The migrator becomes a member, for `set role` in development.
 */
export const prepareSql = `
do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = '${appRole}') then
    begin
      create role ${appRole} nologin;
    exception when duplicate_object or unique_violation then
      null; -- made at the same moment for another database of this server
    end;
  end if;
  if not pg_catalog.pg_has_role(current_user, '${appRole}', 'member') then
    begin
      grant ${appRole} to current_user;
    exception when insufficient_privilege then
      null; -- the role was made by somebody else; migrations do not need the membership
    end;
  end if;
  -- A temporary table could shadow a real one on a pooled connection.
  execute format('revoke temporary on database %I from public', current_database());
end $$;

create schema if not exists plinth;
revoke all on schema plinth from public;
grant usage on schema plinth, public to ${appRole};
alter default privileges in schema plinth grant select, insert, update, delete on tables to ${appRole};
alter default privileges in schema plinth grant usage, select on sequences to ${appRole};
alter default privileges in schema public grant select, insert, update, delete on tables to ${appRole};
alter default privileges in schema public grant usage, select on sequences to ${appRole};

create table if not exists plinth.migrations (
  name text primary key,
  checksum text not null,
  statements integer not null default 0,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz
);
revoke all on plinth.migrations from ${appRole};
`
