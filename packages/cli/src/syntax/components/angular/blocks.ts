/** A block (`@if (…) {`), a shown expression, or a name (`@let x = …`) in the text of a template. */
export interface Mark {
  /** `if`, `for`, `shown`, `let`, … */
  kind: string
  text: string
  offset: number
}

/** A template in which blocks and shown expressions are tags, and what they stand for. */
export interface Marked {
  text: string
  marks: Mark[]
  /** The offset in the template of an offset in the marked text. */
  offsetOf: (at: number) => number
}

/** The tag that stands for a mark; its `n` attribute is the mark's number. */
export const MARK = 'plinth-mark'

const BLOCK = /@([a-z]+(?:\s+if)?)\s*/y
const WITHOUT = new Set(['else', 'empty', 'default', 'placeholder', 'loading', 'error', 'defer'])
const WITH = new Set(['if', 'else if', 'for', 'switch', 'case', 'defer', 'placeholder', 'loading'])

interface Reading {
  text: string
  out: string
  marks: Mark[]
  /** Where the marked text and the template part: offsets in both. */
  joints: [number, number][]
  open: number
}

/** Writes blocks and shown expressions as tags, so that a template can be read as markup. */
export function markBlocks(text: string): Marked {
  const reading: Reading = { text, out: '', marks: [], joints: [[0, 0]], open: 0 }
  for (let at = 0; at < text.length; ) at = readAt(reading, at)
  const { out, marks, joints } = reading
  return { text: out, marks, offsetOf: at => offsetAmong(joints, at) }
}

function offsetAmong(joints: readonly [number, number][], at: number): number {
  let [from, to] = joints[0] ?? [0, 0]
  for (const [marked, plain] of joints) {
    if (marked > at) break
    from = marked
    to = plain
  }
  return to + (at - from)
}

function readAt(reading: Reading, at: number): number {
  const { text } = reading
  const char = text[at]
  if (char === '<') return copyTo(reading, at, endOfTag(text, at))
  if (char === '{' && text[at + 1] === '{') return readShown(reading, at)
  if (char === '@') return readBlock(reading, at)
  if (char === '}' && reading.open > 0) {
    reading.open -= 1
    return replace(reading, `</${MARK}>`, at + 1)
  }
  return copyTo(reading, at, at + 1)
}

function copyTo(reading: Reading, at: number, end: number): number {
  reading.out += reading.text.slice(at, end)
  return end
}

function replace(reading: Reading, tag: string, end: number): number {
  reading.out += tag
  reading.joints.push([reading.out.length, end])
  return end
}

/** The end of a tag or comment; quotes hide what would end it. */
function endOfTag(text: string, at: number): number {
  if (text.startsWith('<!--', at)) {
    const end = text.indexOf('-->', at)
    return end < 0 ? text.length : end + 3
  }
  if (!/[A-Za-z/]/.test(text[at + 1] ?? '')) return at + 1
  let quote = ''
  for (let end = at + 1; end < text.length; end += 1) {
    const char = text[end] ?? ''
    if (quote) quote = char === quote ? '' : quote
    else if (char === '"' || char === "'") quote = char
    else if (char === '>') return end + 1
  }
  return text.length
}

function readShown(reading: Reading, at: number): number {
  const { text, marks } = reading
  const end = text.indexOf('}}', at)
  if (end < 0) return copyTo(reading, at, at + 2)
  marks.push({ kind: 'shown', text: text.slice(at + 2, end), offset: at + 2 })
  return replace(reading, `<${MARK} n="${marks.length - 1}"/>`, end + 2)
}

function readBlock(reading: Reading, at: number): number {
  const { text, marks } = reading
  const name = /@let\s+(?=[\w$]+\s*=)/y
  name.lastIndex = at
  const declared = name.exec(text)
  if (declared) {
    const start = at + declared[0].length
    const end = endOfLet(text, start)
    marks.push({ kind: 'let', text: text.slice(start, end), offset: start })
    return replace(reading, `<${MARK} n="${marks.length - 1}"/>`, end + 1)
  }
  BLOCK.lastIndex = at
  const head = BLOCK.exec(text)
  const kind = head?.[1]?.replace(/\s+/, ' ') ?? ''
  const after = at + (head?.[0].length ?? 0)
  if (!head || !(WITH.has(kind) || WITHOUT.has(kind))) return copyTo(reading, at, at + 1)
  const given = text[after] === '(' ? closing(text, after) : after
  const brace = skipSpace(text, given)
  if (text[brace] !== '{') return copyTo(reading, at, at + 1)
  marks.push({ kind, text: given > after ? text.slice(after + 1, given - 1) : '', offset: after + 1 })
  reading.open += 1
  return replace(reading, `<${MARK} n="${marks.length - 1}">`, brace + 1)
}

function endOfLet(text: string, from: number): number {
  let quote = ''
  for (let at = from; at < text.length; at += 1) {
    const char = text[at] ?? ''
    if (quote) quote = char === quote ? '' : quote
    else if (/["'`]/.test(char)) quote = char
    else if (char === ';') return at
  }
  return text.length
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (/\s/.test(text[at] ?? '')) at += 1
  return at
}

/** Just behind the bracket that closes the one at `from`. */
function closing(text: string, from: number): number {
  let depth = 0
  let quote = ''
  for (let at = from; at < text.length; at += 1) {
    const char = text[at] ?? ''
    if (quote) quote = char === quote ? '' : quote
    else if (/["'`]/.test(char)) quote = char
    else if (char === '(') depth += 1
    else if (char === ')') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return text.length
}
