import { readFileSync } from 'node:fs'
import { configErrors } from './errors.ts'
import { nearest } from './nearest.ts'
import { Unfit, type Variable } from './variable.ts'
import { variables } from './variables.ts'

type Variables = typeof variables
type Value<V> = V extends Variable<infer T> ? T : never

/** The configuration of one process, checked and frozen. */
export type Config = { readonly [K in keyof Variables]: Value<Variables[K]> }

type Env = Readonly<Record<string, string | undefined>>

/**
 * Reads every variable at once and throws CONFIG_INVALID with all problems in one message. Secrets may come from
 * `NAME_FILE`. Unknown variables with a prefix of ours are named, with the one that was probably meant.
 */
export function loadConfig(env: Env = process.env): Config {
  const problems: string[] = []
  const entries = Object.entries(variables).map(([name, variable]) => {
    try {
      return [name, read(name, variable as Variable<unknown>, env)] as const
    } catch (error) {
      problems.push(say(name, { secret: variable.secret, given: env[name] }, error))
      return [name, variable.fallback] as const
    }
  })
  const config = Object.fromEntries(entries) as Config
  problems.push(...misspelt(env), ...together(config))
  if (problems.length > 0) throw configErrors.CONFIG_INVALID({ problems: problems.map(line => `  ${line}`).join('\n') })
  return Object.freeze(config)
}

function read(name: string, variable: Variable<unknown>, env: Env): unknown {
  const text = env[name] ?? fromFile(env[`${name}_FILE`])
  return text === undefined || text === '' ? variable.fallback : variable.parse(text)
}

function fromFile(path: string | undefined): string | undefined {
  if (path === undefined || path === '') return undefined
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    throw new Unfit(`a readable file at ${path}`)
  }
}

function say(name: string, { secret, given }: { secret: boolean; given: string | undefined }, error: unknown): string {
  const expected = error instanceof Unfit ? error.expected : 'another value'
  const shown = given === undefined ? '' : ` is ${secret ? mask(given) : JSON.stringify(given)}`
  return `${name}${shown}; expected ${expected}.`
}

/** A value that may be shown: the scheme and host of a URL, or how long a secret is. */
export function mask(value: string): string {
  const url = /^([a-z][a-z0-9+.-]*:\/\/)(?:[^/?#]*@)?([^/?#\s]*)/i.exec(value)
  if (url !== null) return `${url[1]}${url[0].includes('@') ? '***@' : ''}${url[2]}`
  return `*** (${value.length} characters)`
}

/** Names that look like ours but are not, such as DATABASE_ULR. */
function misspelt(env: Env): string[] {
  const known = Object.keys(variables)
  const stems = new Set([
    'DATABASE',
    'JOBS',
    'EVENTS',
    'CACHE',
    'BUS',
    'LIMITS',
    'LIMIT',
    'STORAGE',
    'SCAN',
    'AUTH',
    'ALLOWED',
  ])
  return Object.keys(env)
    .filter(name => stems.has(name.split('_')[0] ?? '') && name.includes('_'))
    .filter(name => !known.includes(name.replace(/_FILE$/, '')))
    .flatMap(name => {
      const meant = nearest(name, known)
      return meant === undefined ? [] : [`${name} is not known. Did you mean ${meant}?`]
    })
}

/** What single variables cannot know: production needs real services. */
function together(config: Config): string[] {
  if (config.NODE_ENV !== 'production') return []
  const missing: string[] = []
  if (config.DATABASE_URL !== undefined && config.AUTH_SECRET === undefined)
    missing.push('AUTH_SECRET is needed in production; expected 32 characters or more.')
  return missing
}
