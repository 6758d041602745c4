import type { BlueprintField } from '../../blueprint/blueprint.ts'
import { type Cell, dataOf, value } from './cell.ts'
import { addresses, bios, notes, people, places, remarks, type Vocabulary } from './vocabulary.ts'

/** Which row is being made, and of what. */
export interface Place {
  readonly words: Vocabulary
  readonly n: number
  /** Code takes it to be there, though a row may be without it. */
  readonly always?: boolean
}

/** A believable value for a field, by its name and type; undefined leaves it to its default. */
export function valueFor(field: BlueprintField, place: Place): Cell | undefined {
  const { type, values } = field
  if (values !== undefined && type === 'text') return value(stateOf(values, place.n))
  switch (type) {
    case 'text':
      return within(field, textFor(field, place))
    case 'integer':
    case 'number':
    case 'money':
      return within(field, value(numberFor(field, place)))
    case 'boolean':
      return field.default === undefined
        ? value(/done|complete|read|paid|active|enabled/i.test(field.name) && place.n % 3 === 0)
        : undefined
    case 'timestamp':
      return { kind: 'day' }
    case 'date':
      return { kind: 'date' }
    case 'text[]':
      return value(values === undefined ? pick(place.words.tags, place.n) : [stateOf(values, place.n)])
    case 'json':
      return field.required && field.default === undefined ? value({}) : undefined
    case 'uuid':
      return field.required && field.default === undefined
        ? value(`00000000-0000-4000-8000-${String(place.n + 1).padStart(12, '0')}`)
        : undefined
  }
}

/** The value as the limits of its field allow it: cut at a word, or gone on with; the nearest number. */
export function within(
  { min, max, minLength = 0, maxLength }: BlueprintField,
  cell: Cell | undefined,
): Cell | undefined {
  const data = cell === undefined ? undefined : dataOf(cell)
  if (typeof data === 'number') {
    return value(Math.max(min ?? Number.NEGATIVE_INFINITY, Math.min(data, max ?? Number.POSITIVE_INFINITY)))
  }
  if (typeof data !== 'string') return cell
  const long = data.padEnd(minLength, ' and more')
  if (maxLength === undefined || long.length <= maxLength) return value(long)
  const cut = long.slice(0, maxLength)
  const words = cut.slice(0, Math.max(minLength, cut.lastIndexOf(' ')))
  return value(words.trim().length < Math.max(1, minLength) ? cut : words)
}

/** A list is used again from its beginning. */
export function pick<T>(list: readonly T[], n: number): T {
  return list[n % list.length] as T
}

/** `Oak cutting board` is `oak-cutting-board`. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

const shown = /^(active|published|open|enabled|visible|available|public|live)$/i

/** What most people may see; else every state in turn. */
export function stateOf(values: readonly string[], n: number): string {
  return values.find(state => shown.test(state)) ?? pick(values, n)
}

type Rule = readonly [name: RegExp, make: (place: Place & { readonly name: string }) => string]

const texts: readonly Rule[] = [
  [/^slug$/i, ({ words, n }) => slugOf(pick(words.titles, n))],
  [/e-?mail/i, ({ n }) => `${firstName(n).toLowerCase()}@example.com`],
  // What somebody picked in a select is a text, though it is a number.
  [
    /^(rating|stars|score|quantity|qty|amount|price|total|year|duration)$|(Price|Amount|Quantity)$/,
    place => String(numberFor({ name: place.name, type: 'number' }, place)),
  ],
  [/^(user|nick|screen|login)_?name$|^handle$/i, ({ n }) => firstName(n).toLowerCase()],
  [/first_?name|given/i, ({ n }) => firstName(n)],
  [/last_?name|surname|family/i, ({ n }) => pick(people, n).split(' ')[1] ?? ''],
  [/phone|mobile|^tel/i, ({ n }) => `+49 30 5550${100 + n}`],
  [/address|street/i, ({ n }) => pick(addresses, n)],
  [/city|town|location|place|venue/i, ({ n }) => pick(places, n)],
  [/country/i, () => 'PT'],
  [/zip|postal/i, ({ n }) => `${10_115 + n * 7}`],
  [/currency/i, () => 'EUR'],
  [/colou?r/i, ({ n }) => pick(['#2f6f4f', '#b5532d', '#355c8a', '#8a6d3b'], n)],
  [/(sku|code|number|ref|reference)$/i, ({ n }) => `A-${1001 + n}`],
  [
    /^(name|title|label|subject|headline|full_?name|display_?name)$|(Name|Title)$/,
    ({ words, n }) => pick(words.titles, n),
  ],
  [/bio|about/i, ({ n }) => pick(bios, n)],
  [/^(description|summary|excerpt|subtitle|intro|caption)$/i, ({ words, n }) => pick(words.descriptions, n)],
  [/^(body|content|text|html|markdown)$/i, ({ words, n }) => longText(words, n)],
  [/note|instruction|reason/i, ({ n }) => pick(notes, n)],
  [/message|comment|remark|feedback/i, ({ n }) => pick(remarks, n)],
]

function textFor({ name, required, default: initial }: BlueprintField, place: Place): Cell | undefined {
  // A picture that is not there looks worse than none.
  if (/image|photo|avatar|picture|cover|logo|icon|thumbnail|url|link|website|file/i.test(name)) {
    if (!required) return value(null)
    return initial === undefined ? value('https://example.com/') : undefined
  }
  const rule = texts.find(([pattern]) => pattern.test(name))
  if (rule !== undefined) return value(rule[1]({ ...place, name }))
  if (!required && place.always !== true) return value(null)
  return initial === undefined ? value(pick(place.words.descriptions, place.n)) : undefined
}

/** A remark is one sentence; everything else goes on. */
function longText({ titles, descriptions }: Vocabulary, n: number): string {
  const first = pick(descriptions, n)
  return titles.includes(first) ? first : `${first}\n\nThere is more to say about it, and this is where it stands.`
}

function firstName(n: number): string {
  return pick(people, n).split(' ')[0] ?? ''
}

function numberFor({ name, type }: Pick<BlueprintField, 'name' | 'type'>, { words, n }: Place): number {
  const cents = pick(words.cents, n)
  if (/cents$/i.test(name)) return cents
  if (/price|cost|amount|total|fee|salary|budget|balance/i.test(name))
    return type === 'integer' ? Math.round(cents / 100) : cents / 100
  if (/stock|inventory|capacity|available|seats/i.test(name)) return 25
  if (/quantity|qty|units/i.test(name)) return 1 + (n % 3)
  if (/rating|stars|score/i.test(name)) return 5 - (n % 3)
  if (/year/i.test(name)) return 2020 + n
  if (/duration|minutes/i.test(name)) return 30 + 15 * (n % 3)
  if (/count|views|likes|votes/i.test(name)) return 0
  if (/progress|percent/i.test(name)) return (n * 25) % 101
  return n + 1
}
