/** The `plinth` command. */
export { type Command, command, type Flag, runCommand } from './command.ts'
export { loadBackend } from './load.ts'
export { main } from './main.ts'
export { ink, printError } from './print.ts'
export { type StartOptions, startProject } from './start.ts'
