import { reservedTables } from './reserved.ts'

const irregular: Readonly<Record<string, string>> = { people: 'person', children: 'child', men: 'man', women: 'woman' }
const unchanged = new Set(['series', 'species', 'news', 'status', 'address', 'media', 'feedback'])

/** `orderItems` is `orderItem`, `categories` is `category`; a word without a plural stays. */
export function singularOf(plural: string): string {
  const [, head = '', last = plural] = /^(.*?)([A-Z]?[a-z0-9]+)$/.exec(plural) ?? []
  const known = irregular[last.toLowerCase()]
  if (known !== undefined) return head + known
  if (unchanged.has(last.toLowerCase())) return plural
  if (last.endsWith('ies')) return `${head}${last.slice(0, -3)}y`
  if (/(ss|sh|ch|x|zz)es$/.test(last)) return plural.slice(0, -2)
  return /(us|ss|is)$/.test(last) || !last.endsWith('s') ? plural : plural.slice(0, -1)
}

/** `orderItems` is `order-items`. */
export function kebabCase(name: string): string {
  return words(name).join('-')
}

/** `orderItems` is `order_items`. */
export function snakeCase(name: string): string {
  return words(name).join('_')
}

/** `order-items` is `orderItems`. */
export function camelCase(name: string): string {
  return words(name)
    .map((word, at) => (at === 0 ? word : upperFirst(word)))
    .join('')
}

/** `orderItems` is `order items`, for sentences. */
export function spoken(name: string): string {
  return words(name).join(' ')
}

export function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** The key of a table in `schema.ts`, and of its rows everywhere else. */
export function tableKey(name: string): string {
  const key = camelCase(name)
  return reservedTables.has(key) ? `${key}Table` : key
}

/** `an order`, `a product`. */
export function withArticle(noun: string): string {
  return `${/^(?:[aeio]|u(?![ns]))/i.test(noun) ? 'an' : 'a'} ${noun}`
}

/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length <= 1) return items.join('')
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

function words(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+|\s+/)
    .filter(word => word !== '')
    .map(word => word.toLowerCase())
}
