/** Plurals that no rule makes. Kept short: `singular` in the resource's options overrides it. */
const irregular: Readonly<Record<string, string>> = {
  people: 'person',
  children: 'child',
  men: 'man',
  women: 'woman',
  feet: 'foot',
  mice: 'mouse',
  indices: 'index',
  vertices: 'vertex',
  movies: 'movie',
  series: 'series',
  species: 'species',
  news: 'news',
  status: 'status',
  address: 'address',
}

const endings: readonly (readonly [RegExp, string])[] = [
  [/ies$/, 'y'],
  [/(ss|sh|ch|x|zz)es$/, '$1'],
  [/(us|ss|is)$/, '$1'],
  [/s$/, ''],
]

/** `orders` is `order`, `categories` is `category`, `orderItems` is `orderItem`; a word without a plural stays. */
export function singularOf(plural: string): string {
  const [, head = '', last = plural] = /^(.*?)([A-Z]?[a-z0-9]+)$/.exec(plural) ?? []
  const known = irregular[last.toLowerCase()]
  if (known !== undefined) return head + (/^[A-Z]/.test(last) ? upperFirst(known) : known)
  const ending = endings.find(([pattern]) => pattern.test(last))
  return ending === undefined ? plural : head + last.replace(ending[0], ending[1])
}

/** `tag` is `tags`, `category` is `categories`: the inverse of `singularOf`, for words that are singular. */
export function pluralOf(word: string): string {
  const known = Object.entries(irregular).find(([, singular]) => singular === word)
  if (known !== undefined) return known[0]
  if (singularOf(word) !== word) return word
  if (/[^aeiou]y$/.test(word)) return word.replace(/y$/, 'ies')
  return /(s|sh|ch|x|z)$/.test(word) ? `${word}es` : `${word}s`
}

/** `orderItems` is `order-items`. */
export function kebabCase(name: string): string {
  return snakeCase(name).replaceAll('_', '-')
}

/** `orderItems` is `order_items`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter, at: number) => (at === 0 ? '' : '_') + letter.toLowerCase())
}

/** `order-items` and `order_items` are `orderItems`. */
export function camelCase(name: string): string {
  return name.replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** `Items` is `items`. */
export function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1)
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
