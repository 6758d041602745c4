/** Plurals that no rule makes; the same few that the runtime knows. */
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
  media: 'media',
  status: 'status',
  address: 'address',
}

const endings: readonly (readonly [RegExp, string])[] = [
  [/ies$/, 'y'],
  [/(ss|sh|ch|x|zz)es$/, '$1'],
  [/(us|ss|is)$/, '$1'],
  [/s$/, ''],
]

/** Past forms that no rule makes, for verbs that stand in paths. */
const irregularPast: Readonly<Record<string, string>> = {
  pay: 'paid',
  send: 'sent',
  read: 'read',
  sell: 'sold',
  hold: 'held',
}

/** `orders` is `order`, `orderItems` is `orderItem`; a word without a plural stays. The rules are the runtime's. */
export function singularOf(plural: string): string {
  const [, head = '', last = plural] = /^(.*?)([A-Z]?[a-z0-9]+)$/.exec(plural) ?? []
  const known = Object.hasOwn(irregular, last.toLowerCase()) ? irregular[last.toLowerCase()] : undefined
  if (known !== undefined) return head + (/^[A-Z]/.test(last) ? upperFirst(known) : known)
  const ending = endings.find(([pattern]) => pattern.test(last))
  return ending === undefined ? plural : head + last.replace(ending[0], ending[1])
}

/** `tag` is `tags`, `category` is `categories`; a plural stays. */
export function pluralOf(word: string): string {
  const known = Object.entries(irregular).find(([, singular]) => singular === word)
  if (known !== undefined) return known[0]
  if (singularOf(word) !== word) return word
  if (/[^aeiou]y$/.test(word)) return word.replace(/y$/, 'ies')
  return /(s|sh|ch|x|z)$/.test(word) ? `${word}es` : `${word}s`
}

/** True for a word that names several things. */
export function isPlural(word: string): boolean {
  return singularOf(word) !== word || irregular[word] === word
}

/** `order-items` and `order_items` are `orderItems`. */
export function camelCase(name: string): string {
  return lowerFirst(name.replace(/[-_.\s]+(\w?)/g, (_, letter: string) => letter.toUpperCase()))
}

/** `orderItems` is `order-items`. */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter, at: number) => (at === 0 ? '' : '-') + letter.toLowerCase())
}

/** `orderItems` is `order_items`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
}

/** `items` is `Items`. */
export function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1)
}

/** `Sign-In` is `signin`: a path's word for comparing. */
export function plainWord(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** What words of one verb have in common: `favorit` of `favorite`, `favorites`, `favorited`. */
export function stemOf(word: string): string {
  return singularOf(word.toLowerCase()).replace(/[ey]$/, '')
}

/** The forms that a status may have after the verb: `cancel` gives `canceled` and `cancelled`. */
export function pastForms(verb: string): string[] {
  const known = Object.hasOwn(irregularPast, verb) ? irregularPast[verb] : undefined
  if (known !== undefined) return [known]
  if (verb.endsWith('e')) return [`${verb}d`]
  if (/[^aeiou]y$/.test(verb)) return [verb.replace(/y$/, 'ied')]
  return [`${verb}ed`, `${verb}${verb.at(-1)}ed`]
}

/** Who does it: `follow` is `follower`, `subscribe` is `subscriber`. */
export function agentOf(verb: string): string {
  return verb.endsWith('e') ? `${verb}r` : `${verb}er`
}
