import { answersRows } from '../dialect/unwrap.ts'
import type { Ask } from './facts.ts'
import { placeOf, type Segment } from './path.ts'
import { camelCase, isPlural, pluralOf } from './words.ts'

/**
 * One name for rows that paths call by two: `/note/{id}` beside a list at `/notes` is `/notes/{id}`. What is asked for
 * stays in `written`. A singular that answers with a list of its own is another thing.
 */
export function withOneName(asks: readonly Ask[]): Ask[] {
  let named = [...asks]
  // What stands below another list is found once that one has its name.
  for (let deep = 0; deep < DEEPEST; deep++) named = renamed(named)
  return named
}

/** Lists within lists. */
const DEEPEST = 3

function renamed(asks: readonly Ask[]): Ask[] {
  const lists = new Set(asks.filter(ask => ask.method === 'GET' && answersRows(ask)).map(ask => ask.place))
  return asks.map(ask => {
    const segments: Segment[] = []
    for (const [at, segment] of ask.segments.entries()) {
      const plural = pluralAt(ask, at, { before: placeOf(segments), lists })
      segments.push(plural === undefined ? segment : { word: plural })
    }
    return { ...ask, segments, place: placeOf(segments) }
  })
}

/** The plural that a word in front of a parameter, or one that something is posted to, stands for. */
function pluralAt({ segments, method }: Ask, at: number, { before, lists }: Named): string | undefined {
  const [segment, next] = [segments[at], segments[at + 1]]
  if (segment === undefined || !('word' in segment) || isPlural(camelCase(segment.word))) return undefined
  const names = next === undefined ? method === 'POST' : 'hole' in next
  const place = (word: string) => (before === '' ? word : `${before}/${word}`)
  const plural = pluralOf(segment.word)
  return names && lists.has(place(plural)) && !lists.has(place(segment.word)) ? plural : undefined
}

interface Named {
  /** The place that stands before, under its one name. */
  readonly before: string
  readonly lists: ReadonlySet<string>
}
