import { singularOf } from '../../blueprint/derive/facts/words.ts'
import type { Endpoint } from '../../blueprint/endpoint.ts'
import { isId, isSlug, isToken } from './segment.ts'

/** One request whose path is to be told apart into words and parameters. */
export interface Walk {
  readonly method: string
  readonly segments: readonly string[]
  /** What its answer looks like: rows of one kind have the same. */
  readonly answer: string
}

/** Plain words that have to be seen in one place, with the same answers, before they are taken for values. */
const PLAIN = 3

/**
 * The template of each path. Ids and tokens are parameters wherever they are; words are, where several were seen in one
 * place and the same was done with them. What is known from elsewhere decides first.
 */
export function templatesOf(walks: readonly Walk[], known: readonly Endpoint[]): string[] {
  const before = walks.map(walk => knownTemplate(walk, known))
  const made: string[][] = walks.map(() => [])
  const longest = Math.max(0, ...walks.map(({ segments }) => segments.length))
  for (let at = 0; at < longest; at++) {
    const groups = new Map<string, number[]>()
    walks.forEach(({ segments }, index) => {
      if (at >= segments.length || before[index] !== undefined) return
      const prefix = (made[index] ?? []).join('/')
      groups.set(prefix, [...(groups.get(prefix) ?? []), index])
    })
    for (const group of groups.values()) place(group, at, { walks, made })
  }
  return walks.map((_, index) => before[index] ?? `/${(made[index] ?? []).join('/')}`)
}

interface Making {
  readonly walks: readonly Walk[]
  readonly made: readonly string[][]
}

function place(group: readonly number[], at: number, { walks, made }: Making): void {
  const values = valuesAt(
    group.map(index => walks[index] as Walk),
    at,
  )
  for (const index of group) {
    const own = made[index] as string[]
    const value = walks[index]?.segments[at] ?? ''
    own.push(isId(value) || isToken(value) || values.has(value) ? holeAfter(own, value) : value)
  }
}

/** The words of one place that are values. */
function valuesAt(walks: readonly Walk[], at: number): ReadonlySet<string> {
  const doing = new Map<string, Set<string>>()
  for (const { method, segments, answer } of walks) {
    const tail = segments.slice(at + 1)
    // A form that is posted to several places posts to several operations; only what is asked for, or stands below, tells rows.
    if (tail.length === 0 && method !== 'GET') continue
    const key = `${method} ${tail.join('/')} ${answer}`
    const seen = doing.get(key) ?? new Set()
    doing.set(key, seen.add(segments[at] ?? ''))
  }
  const found = [...doing].flatMap(([key, seen]) => {
    const slugs = [...seen].filter(isSlug)
    const alike = seen.size >= PLAIN && at > 0 && !key.endsWith(' ') ? [...seen] : []
    return slugs.length > 1 ? [...slugs, ...alike] : alike
  })
  return new Set(found)
}

/** `{id}` or `{slug}`; named after the word before it where that name is taken. */
function holeAfter(made: readonly string[], value: string): string {
  const name = isId(value) ? 'id' : isToken(value) ? 'token' : 'slug'
  if (!made.includes(`{${name}}`)) return `{${name}}`
  const word = [...made].reverse().find(each => !each.startsWith('{')) ?? 'part'
  const longer = `${singularOf(word.replace(/\W+(\w?)/g, (_, letter: string) => letter.toUpperCase()))}Id`
  return made.includes(`{${longer}}`) ? `{part${made.length + 1}}` : `{${longer}}`
}

/** The path of an endpoint that this request fits; the one with the most words where several do. */
function knownTemplate({ method, segments }: Walk, known: readonly Endpoint[]): string | undefined {
  const fitting = known.filter(endpoint => {
    const parts = endpoint.path.split('/').slice(1)
    return (
      endpoint.method === method &&
      parts.length === segments.length &&
      parts.every((part, index) => part === segments[index] || /^\{[^{}]+\}$/.test(part))
    )
  })
  const holes = (path: string) => path.split('{').length
  return fitting.sort((one, other) => holes(one.path) - holes(other.path))[0]?.path
}
