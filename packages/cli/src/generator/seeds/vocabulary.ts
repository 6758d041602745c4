/** What rows of one kind are called and say. The lists repeat when there are more rows. */
export interface Vocabulary {
  readonly titles: readonly string[]
  readonly descriptions: readonly string[]
  readonly tags: readonly (readonly string[])[]
  /** In hundredths of the currency. */
  readonly cents: readonly number[]
  /** Which of the shelves a thing stands on. */
  readonly shelves: readonly number[]
}

const goods = [
  ['Oak cutting board', 0, 3900, 'End grain, oiled by hand.'],
  ['Enamel teapot', 0, 4500, 'Holds one litre and stays warm.'],
  ['Linen apron', 0, 3200, 'Stone washed, with two deep pockets.'],
  ['Brass desk lamp', 1, 12900, 'A warm light on a heavy foot.'],
  ['Felt desk mat', 1, 2900, 'Merino felt, quiet and soft.'],
  ['Walnut pen tray', 1, 2400, 'Three grooves, one for a ruler.'],
  ['Notebook, dotted', 1, 1200, '160 pages that lie flat.'],
  ['Copper watering can', 2, 5900, 'Balanced, with a fine rose.'],
  ['Terracotta set', 2, 2700, 'Three pots with saucers.'],
  ['Pruning shears', 2, 3600, 'Forged steel that can be sharpened.'],
  ['Canvas weekender', 3, 14900, 'Waxed canvas and brass zips.'],
  ['Steel flask', 3, 3400, 'Keeps tea hot for a day.'],
  ['Packing cubes', 3, 2600, 'Three sizes, recycled nylon.'],
  ['Passport wallet', 3, 4200, 'Vegetable tanned leather.'],
] as const

const subjects = [
  ['On keeping a garden', 'What a small plot teaches.', ['garden', 'slow']],
  ['Bread at home', 'Flour, water, salt, and a day.', ['kitchen', 'slow']],
  ['Reading on trains', 'The best library has windows.', ['travel', 'books']],
  ['A desk of one’s own', 'Where things get finished.', ['work', 'books']],
  ['Walking to the coast', 'Three days, two bags, one map.', ['travel', 'slow']],
  ['Mending a chair', 'Glue, patience, and the right clamp.', ['work', 'garden']],
] as const

const prices = goods.map(([, , cents]) => cents)

function words(titles: readonly string[], descriptions: readonly string[] = sentences): Vocabulary {
  return {
    titles,
    descriptions,
    tags: subjects.map(([, , tags]) => tags),
    cents: prices,
    shelves: goods.map(([, shelf]) => shelf),
  }
}

const sentences = [
  'Made with care, and meant to last.',
  'Small enough to finish this week.',
  'The short version first, the details later.',
  'Worth a second look.',
]

export const remarks = [
  'I liked this one.',
  'Thank you, that was what I was looking for.',
  'It took me a while, but it was worth it.',
  'Could you say more about the second part?',
]

export const notes = ['Please ring twice.', 'No hurry.', 'Leave it with the neighbours.', 'Call before you come.']

export const people = ['Ada Field', 'Carl Brook', 'Mira Stone', 'Jonas Hill', 'Lena Marsh', 'Omar Reed']
export const bios = ['Writes in the morning.', 'Reads in the evening.', 'Walks at noon.']
export const places = ['Lisbon', 'Leipzig', 'Ghent', 'Turin']
export const addresses = [
  '1 Harbour Street, Lisbon',
  '12 Mill Lane, Leipzig',
  '4 Canal Quay, Ghent',
  '27 Garden Row, Turin',
]

const kinds: readonly (readonly [RegExp, Vocabulary])[] = [
  [/categor|collection|department|genre|shel[fv]|section|topic|tag/i, words(['Kitchen', 'Desk', 'Garden', 'Travel'])],
  [/comment|review|repl|message|answer|feedback|remark/i, words(remarks, remarks)],
  [
    /product|good|listing|^items$|merchandise/i,
    words(
      goods.map(([name]) => name),
      goods.map(([, , , text]) => text),
    ),
  ],
  [
    /article|post|stor(y|ies)|page|note|entr(y|ies)|guide|lesson|blog/i,
    words(
      subjects.map(([title]) => title),
      subjects.map(([, text]) => text),
    ),
  ],
  [
    /task|todo|ticket|issue|card|step/i,
    words(['Write the outline', 'Call the printer', 'Check the numbers', 'Send the invitation']),
  ],
  [
    /event|booking|meeting|appointment|session|class|course/i,
    words(['Open day', 'Pottery for beginners', 'Spring market', 'Evening concert']),
  ],
  [
    /compan|organi[sz]ation|supplier|vendor|brand/i,
    words(['Harbour & Sons', 'Mill Lane Press', 'Canal Works', 'Garden Row Studio']),
  ],
  [/customer|client|contact|person|people|employee|member|author|patient|student|staff/i, words(people)],
  [
    /project|board|team|workspace|channel|room|group|list|campaign/i,
    words(['Autumn catalogue', 'New website', 'Workshop refit', 'Spring fair']),
  ],
]

/** The words for a table, by its name. Unknown ones get names such as `Device 1`. */
export function vocabularyOf(table: string, singular: string): Vocabulary {
  const known = kinds.find(([name]) => name.test(table))?.[1]
  return known ?? words([1, 2, 3, 4].map(n => `${singular.charAt(0).toUpperCase()}${singular.slice(1)} ${n}`))
}
