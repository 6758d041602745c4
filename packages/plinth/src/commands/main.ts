import { nearest } from '../config/index.ts'
import { type Command, runCommand } from './command.ts'
import { commandErrors } from './errors.ts'
import { ink, printError } from './print.ts'

interface Verb {
  readonly summary: string
  load(): Promise<Command>
}

/** Each verb is imported when it is asked for: `plinth detect` does not pay for a server, nor `plinth start` for a parser. */
const verbs: Readonly<Record<string, Verb>> = {
  run: cli('run', 'Detect, write and start the backend of a frontend, to look at it.'),
  detect: cli('detect', 'Show what a frontend asks for.'),
  new: cli('new', 'Write a backend project for a frontend.'),
  check: cli('check', 'Compare a frontend with the backend; exit 1 when they differ.'),
  dev: cli('dev', 'Watch both sides: detect again, restart, proxy the dev server.'),
  start: { summary: 'Start a backend.', load: async () => (await import('./start.ts')).startCommand },
  migrate: {
    summary: 'Apply migrations, show them, write the next one.',
    load: async () => (await import('./migrate.ts')).migrateCommand,
  },
  users: {
    summary: 'Make a user: the first administrator.',
    load: async () => (await import('./users.ts')).usersCommand,
  },
  tenants: {
    summary: 'Make tenants; give them plans and domains.',
    load: async () => (await import('./tenants.ts')).tenantsCommand,
  },
  keys: { summary: 'Make a new signing key.', load: async () => (await import('./keys.ts')).keysCommand },
  audit: { summary: 'Drop old entries of the audit.', load: async () => (await import('./audit.ts')).auditCommand },
  seed: { summary: 'Put the demo data in.', load: async () => (await import('./seed.ts')).seedCommand },
  config: {
    summary: 'Print every variable, secrets masked.',
    load: async () => (await import('./config.ts')).configCommand,
  },
}

/** Runs `plinth <verb> …`. Returns the exit code; errors are printed, never thrown. */
export async function main(args: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = args
  try {
    if (['help', '--help', '-h'].includes(name)) return printHelp()
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
    if (verb === undefined) throw unknown(name)
    return await runCommand(name, await verb.load(), rest)
  } catch (error) {
    printError(error)
    return 1
  }
}

/** A verb of @plinth/cli, which production images do without. */
function cli(name: string, summary: string): Verb {
  return {
    summary,
    async load() {
      const { commands } = await importCli(name)
      const load = commands[name]
      if (load === undefined) throw unknown(name)
      return load()
    },
  }
}

interface CliPackage {
  readonly commands: Readonly<Record<string, () => Promise<Command>>>
}

/** Typed by hand: the declarations of @plinth/cli are built on those of this package. */
async function importCli(verb: string): Promise<CliPackage> {
  const name: string = '@plinth/cli'
  try {
    return (await import(name)) as CliPackage
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (code !== 'ERR_MODULE_NOT_FOUND' || !message.includes(name)) throw cause
    throw commandErrors.CLI_MISSING({ verb }, { cause })
  }
}

function unknown(verb: string) {
  const meant = nearest(verb, Object.keys(verbs))
  return commandErrors.COMMAND_UNKNOWN({ verb, meant: meant === undefined ? '' : ` Did you mean \`plinth ${meant}\`?` })
}

function printHelp(): number {
  console.log(`${ink.strong('plinth')} gives a frontend the backend it is asking for.\n`)
  for (const [name, { summary }] of Object.entries(verbs)) console.log(`  ${ink.strong(name.padEnd(8))} ${summary}`)
  console.log(`\n${ink.faint('plinth <command> --help')} says more.`)
  return 0
}
