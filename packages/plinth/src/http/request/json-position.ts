/** What may come next. `first…` also lets an empty array or object end. */
type Expected = 'value' | 'firstValue' | 'key' | 'firstKey' | 'colon' | 'comma'

interface Scan {
  readonly text: string
  at: number
  expected: Expected
  /** Brackets that are still open. Kept by hand: a body may nest deeper than the stack. */
  readonly open: string[]
}

/**
 * Index of the first character that makes `text` no JSON, or its length where it ends too soon. V8's message often
 * leaves it out.
 */
export function failurePosition(text: string): number {
  const scan: Scan = { text, at: 0, expected: 'value', open: [] }
  for (;;) {
    while (' \t\n\r'.includes(text[scan.at] ?? 'x')) scan.at++
    const before = scan.at
    if (before >= text.length || !step(scan, text[before] as string)) return scan.at
  }
}

/** Reads one token; false leaves `at` on the character that does not fit. */
function step(scan: Scan, first: string): boolean {
  switch (scan.expected) {
    case 'colon':
      return first === ':' && advance(scan, 1, 'value')
    case 'comma':
      return readComma(scan, first)
    case 'firstKey':
    case 'key':
      if (first === '}' && scan.expected === 'firstKey') return close(scan)
      return first === '"' && readString(scan) && advance(scan, 0, 'colon')
    default:
      if (first === ']' && scan.expected === 'firstValue') return close(scan)
      return readValue(scan, first)
  }
}

function readComma(scan: Scan, first: string): boolean {
  const inside = scan.open.at(-1)
  if (first === (inside === '{' ? '}' : ']') && inside !== undefined) return close(scan)
  return first === ',' && inside !== undefined && advance(scan, 1, inside === '{' ? 'key' : 'value')
}

function readValue(scan: Scan, first: string): boolean {
  if (first === '{' || first === '[') {
    scan.open.push(first)
    return advance(scan, 1, first === '{' ? 'firstKey' : 'firstValue')
  }
  if (first === '"') return readString(scan) && advance(scan, 0, 'comma')
  const token = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
  token.lastIndex = scan.at
  const found = token.exec(scan.text)
  return found !== null && advance(scan, found[0].length, 'comma')
}

/** RFC 8259 section 7. */
function readString(scan: Scan): boolean {
  const { text } = scan
  for (scan.at++; scan.at < text.length; scan.at++) {
    const char = text[scan.at] as string
    if (char === '"') return advance(scan, 1, scan.expected)
    if (char < ' ') return false
    if (char !== '\\') continue
    const escaped = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y
    escaped.lastIndex = scan.at + 1
    const found = escaped.exec(text)
    if (found === null) return false
    scan.at += found[0].length
  }
  return false
}

function close(scan: Scan): boolean {
  scan.open.pop()
  return advance(scan, 1, 'comma')
}

function advance(scan: Scan, length: number, expected: Expected): true {
  scan.at += length
  scan.expected = expected
  return true
}
