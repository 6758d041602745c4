import { snakeCase } from '../facts/words.ts'

/** What a number or a member of which nothing is known is by its last word: `totalAmount`, `shipping_fee`. */
const plain = /^(amount|balance|budget|cost|fare|fee|income|price|profit|revenue|salary|subtotal|total|wage)$/
/** Words that are money where they name a number: a tip may be a text, a payment a row. */
const numbered = /^(deposit|earnings|expense|expenses|fees|paid|payment|payout|refund|rent|tax|tip)$/
/** A price says so wherever it stands: `pricePerNight`, `price_usd`. */
const anywhere = /^price$/

/**
 * Whether a name speaks of money. Cents are none of this: they are whole numbers, and so are the things that
 * `totalCount` and its like end with.
 */
export function isMoney(name: string, known: 'number' | 'unknown'): boolean {
  const words = snakeCase(name).split('_')
  const last = words.at(-1) ?? ''
  return plain.test(last) || (known === 'number' && (numbered.test(last) || words.some(word => anywhere.test(word))))
}
