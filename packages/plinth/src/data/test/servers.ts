import { makeTestDatabase, type TestDatabase, type TestDatabaseOptions, withDatabase } from '../testing.ts'
import { debianPrograms, startDebian } from './debian.ts'

type Make = (options: TestDatabaseOptions) => Promise<TestDatabase>

/** Every kind of PostgreSQL that this machine has: one suite runs on all of them. */
export const kinds: readonly (readonly [title: string, make: Make])[] = [
  ['embedded PostgreSQL', withDatabase],
  ...debianKind(),
]

function debianKind(): [string, Make][] {
  const programs = debianPrograms()
  if (programs === undefined) return []
  const make: Make = async options => {
    const server = await startDebian(programs)
    return makeTestDatabase(server, options, () => server.stop())
  }
  return [['PostgreSQL of Debian', make]]
}

/** A tenant table with its policy, and a plain one. */
export const sql = `
  create table notes (
    id int generated always as identity primary key,
    tenant_id text not null default nullif(current_setting('app.tenant_id', true), ''),
    title text not null,
    body text check (length(body) < 100),
    author_id int,
    unique (tenant_id, title)
  );
  alter table notes enable row level security;
  alter table notes force row level security;
  create policy tenant on notes
    using (tenant_id = nullif(current_setting('app.tenant_id', true), ''))
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), ''));
  create table counters (id int primary key, value int not null, short_code varchar(5));
  create table counter_marks (id int primary key, counter_id int not null references counters (id));
  insert into counters values (1, 0), (2, 0), (3, 0);
`
