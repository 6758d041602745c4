/** Values that are wrong somewhere: each goes into every field of every body. */
export const values: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  32_768,
  2 ** 31,
  2 ** 53 + 1,
  1e100,
  1e308,
  '',
  'NaN',
  'infinity',
  'now',
  '\0',
  'a\0b',
  '\ud800',
  `' or '1'='1`,
  `"; drop table papers; --`,
  '$1',
  '{1,2}',
  '\\',
  '2026-02-30',
  '0000-01-01',
  '9999-12-31T23:59:59-14:00',
  '0001-01-01T00:00:00+14:00',
  '2026-01-31T12:00:00+16:00',
  '-0044-03-15',
  '12:00+99',
  '24:00:01',
  'P999999Y',
  'PT999999999H',
  '999999 years 999999 mons',
  '9223372036854775808',
  '9999999999.999',
  '9'.repeat(400),
  'x'.repeat(100_001),
  [],
  [null],
  [[]],
  [1, 'x'],
  ['\0'],
  [2 ** 31],
  Array(1001).fill(1),
  {},
  { a: '\0' },
  { constructor: 1 },
  { toJSON: 1 },
  { length: 5 },
]

/** As they stand in paths and queries, escaped already where they are no text. */
export const texts: readonly string[] = [
  ...values.filter(value => typeof value === 'string' && value.length < 1000).map(escaped),
  ...values.filter(value => typeof value === 'number').map(String),
  '%25',
  'a%00b',
  '%ff',
  '%c0%80',
  '%ed%a0%80',
  '%2F',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  '0x10',
  '1e3',
  '%D9%A3',
  '9999999999',
  '-',
  ',',
  '--createdAt',
  'createdAt,createdAt',
  'owner.sheets',
  'tenantId',
  ...['[]', '{"a":1}', '["x","y"]', '[null,null]', '["\\u0000","x"]', '"'].map(cursor),
]

function escaped(value: unknown): string {
  const text = String(value)
  return text.isWellFormed() ? encodeURIComponent(text) : '%ed%a0%80'
}

/** A text in the form that cursors have. */
function cursor(text: string): string {
  return Buffer.from(text).toString('base64url')
}

/** Names of fields that no body may carry. */
export const names: readonly string[] = ['nothing', '__proto__', 'constructor', 'toString', '', 'a.b', 'a[0]', 'id']

/** Words that no query knows. */
export const strangers: readonly string[] = [
  'nothing',
  '__proto__',
  'constructor',
  'whole[nope]',
  'whole[__proto__]',
  'a[b][c]',
  'tenantId',
  'page[]',
  '',
]

/** One in `of`, beginning elsewhere for each `at`: where many things read alike, each takes a share of a long list. */
export function share<T>(all: readonly T[], { of, at }: { readonly of: number; readonly at: number }): readonly T[] {
  return all.filter((_value, index) => (index + at) % of === 0)
}
