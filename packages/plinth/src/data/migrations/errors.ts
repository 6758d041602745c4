import { defineErrors } from '../../errors/index.ts'

/** What can be wrong with migrations. The commands print message and hint. */
export const migrationErrors = defineErrors({
  MIGRATION_NAME: {
    status: 500,
    say: 'migrations/{file} is not named like a migration.',
    hint: 'Name it NNNN_what_it_does.sql, such as 0007_add_prices.sql.',
  },
  MIGRATION_INVALID: { status: 500, say: '{name}, line {line}: {reason}', hint: '{mend}' },
  MIGRATION_CHANGED: {
    status: 500,
    say: '{name} has changed since it was applied.',
    hint: 'Put the file back as it was, and write the change as a new migration.',
  },
  MIGRATION_MISSING: {
    status: 500,
    say: '{name} was applied to this database, but it is not there any more.',
    hint: '{mend}',
  },
  MIGRATION_HALF_APPLIED: {
    status: 500,
    say: '{name} stopped half way, after {done} of {of} statements.',
    hint: 'Look at what statement {next} left behind: `{statement}`. Undo all of it and run `plinth migrate --retry {name}`, or finish it by hand and run `plinth migrate --done {name}`.',
  },
  MIGRATION_FAILED: {
    status: 500,
    say: '{name}, line {line} (statement {statement} of {of}): {reason}',
    hint: '{mend}',
  },
  MIGRATION_LOCKED: {
    status: 503,
    say: 'Somebody else is migrating this database: waited {seconds} s for {holder}.',
    hint: 'Wait for it to end and run it again. A migration that hangs is ended by `select pg_terminate_backend(pid)`.',
  },
  MIGRATION_SETUP: {
    status: 500,
    say: 'The database login {user} cannot set this database up: {reason}',
    hint: 'As a superuser, once: create role plinth_app nologin; grant create on database {database} to {user}; grant create on schema public to {user};',
  },
  MIGRATION_SERVER: {
    status: 500,
    say: 'This server is PostgreSQL {version}.',
    hint: 'Use PostgreSQL 15 or later.',
  },
  MIGRATION_DATA_LOSS: { status: 500, say: 'This change loses or endangers data: {losses}.', hint: '{mend}' },
  MIGRATION_RENAME: {
    status: 500,
    say: 'Cannot rename {from} to {to}: {reason}.',
    hint: 'Say `--rename old=new` for a table and `--rename table.old=new` for a column, with names as they are in SQL.',
  },
  MIGRATION_SNAPSHOT: {
    status: 500,
    say: 'migrations/snapshot.json cannot be read: {reason}.',
    hint: 'Take it from the last commit. After a merge: take the other side, delete your own newest migration, and run `plinth migrate new` again.',
  },
  MIGRATION_UNKNOWN: {
    status: 500,
    say: 'No half-applied migration is named {name}.',
    hint: '`plinth migrate status` lists them.',
  },
  TENANTS_OPEN: {
    status: 500,
    say: 'Tenancy is on, and the schema does not keep tenants apart:\n{list}',
    hint: 'Write these lines in the schema, then run `plinth migrate new`.',
  },
  INDEX_MISSING: {
    status: 500,
    say: 'Declared filters, sorts or searches have no index:\n{list}',
    hint: 'Add these lines to the tables in the schema, then run `plinth migrate new`.',
  },
})
