import { nearest } from '../config/index.ts'
import { type Command, runCommand } from './command.ts'
import { configCommand } from './config.ts'
import { commandErrors } from './errors.ts'
import { migrateCommand } from './migrate.ts'
import { ink, printError } from './print.ts'
import { seedCommand } from './seed.ts'
import { startCommand } from './start.ts'

const own: Readonly<Record<string, Command>> = {
  start: startCommand,
  migrate: migrateCommand,
  seed: seedCommand,
  config: configCommand,
}

/** Verbs of @plinth/cli, loaded when one of them is asked for. */
const fromCli: Readonly<Record<string, string>> = {
  detect: 'Show what a frontend asks for.',
  new: 'Write a backend project for a frontend.',
  check: 'Compare a frontend with the backend; exit 1 when they differ.',
  dev: 'Watch both sides: detect again, restart, proxy the dev server.',
  run: 'Detect, write and start the backend of a frontend, to look at it.',
}

/** Runs `plinth <verb> …`. Returns the exit code; errors are printed, never thrown. */
export async function main(args: readonly string[]): Promise<number> {
  const [verb = 'help', ...rest] = args
  try {
    if (['help', '--help', '-h'].includes(verb)) return printHelp()
    return await runCommand(verb, own[verb] ?? (await cliCommand(verb)), rest)
  } catch (error) {
    printError(error)
    return 1
  }
}

async function cliCommand(verb: string): Promise<Command> {
  if (!Object.hasOwn(fromCli, verb)) throw unknown(verb)
  const { commands } = await cliPackage(verb)
  return commands[verb] ?? unknownThrow(verb)
}

async function cliPackage(verb: string): Promise<{ readonly commands: Readonly<Record<string, Command>> }> {
  try {
    return await import('@plinth/cli')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND')
      throw commandErrors.CLI_MISSING({ verb }, { cause })
    throw cause
  }
}

function unknown(verb: string) {
  const meant = nearest(verb, [...Object.keys(own), ...Object.keys(fromCli)])
  return commandErrors.COMMAND_UNKNOWN({ verb, meant: meant === undefined ? '' : ` Did you mean \`plinth ${meant}\`?` })
}

function unknownThrow(verb: string): never {
  throw unknown(verb)
}

function printHelp(): number {
  const rows = [
    ...Object.entries(own).map(([name, { summary }]) => [name, summary] as const),
    ...Object.entries(fromCli),
  ]
  console.log(`${ink.strong('plinth')} gives a frontend the backend it is asking for.\n`)
  for (const [name, summary] of rows) console.log(`  ${ink.strong(name.padEnd(8))} ${summary}`)
  console.log(`\n${ink.faint('plinth <command> --help')} says more.`)
  return 0
}
