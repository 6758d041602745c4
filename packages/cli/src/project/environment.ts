import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getMember, keysOf, literalTexts } from '../syntax/index.ts'
import { memberAt, readConfig } from './config.ts'
import type { Sources } from './load.ts'

// The later file wins: where development and production differ, production's.
const FILES = ['.env', '.env.local', '.env.production', '.env.production.local']

/** The variables of a frontend's own `.env` files, production's where they differ, and those that the build writes in. */
export function readVariables(root: string, sources: Sources): Map<string, string> {
  const variables = writtenIn(root, sources)
  for (const file of FILES) {
    for (const [name, value] of variablesIn(join(root, file))) {
      const whole = filledIn(value, variables)
      if (isPlaceholder(name, whole)) variables.delete(name)
      else variables.set(name, whole)
    }
  }
  return variables
}

/** `${HOST}/api`, of a variable that stands further up. */
function filledIn(value: string, variables: ReadonlyMap<string, string>): string {
  return value.replace(/\$(?:\{(\w+)\}|(\w+))/g, (all, braced, plain) => variables.get(braced ?? plain) ?? all)
}

/** What a script puts the value in the place of where the build is started: `VITE_API_PLACEHOLDER`, `__API_URL__`, `${API}`. */
function isPlaceholder(name: string, value: string): boolean {
  const isItself = name.includes('_') && value.includes(name)
  return isItself || /^(?:__\w+__|\$\{\w+\}|\$\w+|\{\{.*\}\}|<[\w -]+>|%\w+%)\/?$/.test(value)
}

// What is copied to `.env` before a first start; the later one wins.
const EXAMPLES = ['.dist', '.template', '.sample', '.example'].flatMap(ending => [
  `.env${ending}`,
  `.env.local${ending}`,
])

/**
 * The paths of the addresses that an example of the `.env` files gives to variables: a host is whoever runs it, and the path
 * is the backend's. A host in public beside others on this machine is written down for all who run it: it stands with its path.
 */
export function readExamples(root: string): Map<string, string> {
  const found = EXAMPLES.flatMap(file => variablesIn(join(root, file)))
  const isBeside = found.some(([, value]) => HERE.test(value))
  const paths = new Map<string, string>()
  for (const [name, value] of found) {
    const [, origin = '', path = ''] = /^(https?:\/\/[^/?#\s]+)?(\/[\w./-]*)?$/.exec(value) ?? []
    if (isBeside && PUBLIC.test(origin)) paths.set(name, origin + path)
    else if (path !== '' && path !== '/') paths.set(name, path)
  }
  return paths
}

const HERE = /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0)(?::\d+)?(?:\/|$)/i
/** Hosts with a name of their own, by https; not what stands for a name that is to come. */
const PUBLIC =
  /^https:\/\/(?!.*(?:example\.|your|domain\.))(?:[a-z\d-]+\.)+(?!local$|test$|example$|localhost$|internal$)[a-z]{2,}$/i

/** `env` of Nuxt's second version stands for `process.env` in the browser. */
function writtenIn(root: string, sources: Sources): Map<string, string> {
  const config = readConfig(root, ['nuxt.config'], sources)
  const variables = new Map<string, string>()
  for (const value of config?.values ?? []) {
    const { frame } = (config as NonNullable<typeof config>).call
    const env = memberAt(value, ['env'], frame)
    for (const name of keysOf(env).names) {
      const [text] = literalTexts(getMember(env, name, { frame }))
      if (text !== undefined) variables.set(name, text)
    }
  }
  return variables
}

function variablesIn(path: string): [string, string][] {
  return linesOf(path).flatMap((line): [string, string][] => {
    const found = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line)
    return found?.[1] ? [[found[1], unquoted(found[2] ?? '')]] : []
  })
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
