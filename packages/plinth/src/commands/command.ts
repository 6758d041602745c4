import { parseArgs } from 'node:util'
import { commandErrors } from './errors.ts'

/** One flag of a command. */
export interface Flag {
  readonly type: 'string' | 'boolean'
  readonly short?: string
  readonly multiple?: boolean
  readonly doc: string
}

type Flags = Readonly<Record<string, Flag>>

type Values<F extends Flags> = {
  readonly [K in keyof F]?: F[K] extends { multiple: true }
    ? string[]
    : F[K]['type'] extends 'boolean'
      ? boolean
      : string
}

/** One verb of `plinth`: what it takes, what it says of itself, and what it does. */
export interface Command<F extends Flags = Flags> {
  readonly usage: string
  readonly summary: string
  readonly flags: F
  /** Returns the exit code; 0 when nothing is returned. */
  run(given: { readonly values: Values<F>; readonly rest: readonly string[] }): Promise<number | undefined>
}

/** Declares a command, so that its flags are typed in `run`. */
export function command<const F extends Flags>(definition: Command<F>): Command {
  return definition as unknown as Command
}

/** Parses the arguments by the command's flags, and runs it. `--help` prints them instead. */
export async function runCommand(verb: string, definition: Command, args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(helpOf(definition))
    return 0
  }
  const { values, positionals } = parsed(verb, definition, args)
  return (await definition.run({ values: values as never, rest: positionals })) ?? 0
}

function parsed(verb: string, definition: Command, args: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(definition.flags).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short === undefined ? {} : { short }), ...(multiple === true ? { multiple } : {}) },
    ]),
  )
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw commandErrors.COMMAND_MISUSED({ verb, problem: (error as Error).message.split('. ')[0] })
  }
}

function helpOf({ usage, summary, flags }: Command): string {
  const rows = Object.entries(flags).map(
    ([name, { type, doc }]) => [`--${name}${type === 'string' ? ' <value>' : ''}`, doc] as const,
  )
  const width = Math.max(0, ...rows.map(([left]) => left.length))
  const lines = rows.map(([left, doc]) => `  ${left.padEnd(width)}  ${doc}`)
  return [summary, '', `  ${usage}`, ...(lines.length > 0 ? ['', ...lines] : [])].join('\n')
}
