import type { Command } from 'plinth/commands'

/** The verbs that read frontends and write backends, each loaded when it is asked for. `plinth` shows them. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  detect: async () => (await import('./commands/detect.ts')).detectCommand,
  new: async () => (await import('./commands/new.ts')).newCommand,
  run: async () => (await import('./commands/run.ts')).runCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
  dev: async () => (await import('./commands/dev.ts')).devCommand,
}
