import { defineErrors } from '../errors/index.ts'

export const appErrors = defineErrors({
  EMBEDDED_MISSING: {
    status: 500,
    say: 'No database: DATABASE_URL is not set, and @plinth/embedded is not installed.',
    hint: 'Run `npm install @plinth/embedded`, or set DATABASE_URL.',
  },
  MIGRATIONS_PENDING: {
    status: 500,
    say: 'These migrations are not applied yet: {pending}.',
    hint: 'Run `plinth migrate` as the owner of the tables, then start again.',
  },
  SECRET_MISSING: {
    status: 500,
    say: 'AUTH_SECRET is not set.',
    hint: 'Set it to 32 random characters or more: `openssl rand -base64 32`.',
  },
  MODULE_UNKNOWN: {
    status: 500,
    say: 'The module {module} is declared together with {other}, which is not a module of this backend.{meant}',
    hint: 'Correct the name in `together`, or add the module to defineBackend.',
  },
  MODULE_TWICE: { status: 500, say: 'Two modules are called {module}.', hint: 'Give each a name of its own.' },
  TABLE_SHARED: {
    status: 500,
    say: 'The table {table} belongs to both {module} and {other}.',
    hint: 'Every table belongs to one module; leave it out of the other.',
  },
  KEY_ACROSS_MODULES: {
    status: 500,
    say: '{table}.{column} of module {module} points at {target} of module {other}.',
    hint: "Declare `together: ['{other}']` in {module}, or store the id without a foreign key.",
  },
  PROVIDED_TAKEN: {
    status: 500,
    say: 'provide.{name} would hide a member of ctx that Plinth brings.',
    hint: 'Choose another name.',
  },
})
