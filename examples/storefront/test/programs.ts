import { join } from 'node:path'

/** The repository. */
export const root = join(import.meta.dirname, '../../..')

/** The Node that runs the tests. */
export const nodePath = process.execPath

/** The environment without what the test runner put there: with its NODE_ENV the frontend's build would be another one. */
export function withoutRunner(): Record<string, string | undefined> {
  const { NODE_ENV: _, NODE_OPTIONS: __, VITEST: ___, ...env } = process.env
  return env
}
