import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// The later file wins: where development and production differ, production's.
const FILES = ['.env', '.env.local', '.env.production', '.env.production.local']

/** The variables of a frontend's own `.env` files, production's where they differ. */
export function readVariables(root: string): Map<string, string> {
  const variables = new Map<string, string>()
  for (const file of FILES) {
    for (const line of linesOf(join(root, file))) {
      const found = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line)
      if (found?.[1]) variables.set(found[1], unquoted(found[2] ?? ''))
    }
  }
  return variables
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return []
  }
}

function unquoted(value: string): string {
  const quoted = /^(["'`])(.*)\1/.exec(value)
  return quoted ? (quoted[2] ?? '') : value.replace(/\s+#.*$/, '')
}
