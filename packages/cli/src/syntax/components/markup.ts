/** A tag of a page or a template, with what stands inside. Offsets count from the start of the file. */
export interface Tag {
  name: string
  offset: number
  attributes: WrittenAttribute[]
  children: Tag[]
  /** Where its content begins and ends. */
  content: readonly [number, number]
}

/** An attribute as it is written; without a value where it stands alone. */
export interface WrittenAttribute {
  name: string
  offset: number
  value?: { text: string; offset: number }
}

// https://html.spec.whatwg.org/#void-elements
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))
/** Elements whose content is text. */
const RAW = new Set(['script', 'style', 'textarea', 'title', 'noscript'])
const DEEPEST = 200
const NAME = /[A-Za-z][^\s/>]*/y
const ATTRIBUTE = /[^\s=>/"'][^\s=>]*|["'/]/y
const VALUE = /"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)/y

/** Reads tags as a browser does: what is not closed ends with its parent, and nothing is an error. */
export function parseMarkup(text: string): Tag[] {
  const root: Tag = { name: '', offset: 0, attributes: [], children: [], content: [0, text.length] }
  const open: Tag[] = [root]
  for (let at = text.indexOf('<'); at >= 0; ) {
    at = text.indexOf('<', readTag(text, at, open))
  }
  for (const tag of open) if (tag.content[1] < 0) tag.content = [tag.content[0], text.length]
  return root.children
}

/** Reads what begins at a `<`, and gives where to go on. */
function readTag(text: string, at: number, open: Tag[]): number {
  if (text.startsWith('<!--', at)) return after(text, '-->', at)
  if (text.startsWith('<!', at) || text.startsWith('<?', at)) return after(text, text[at + 1] === '?' ? '?>' : '>', at)
  if (text.startsWith('</', at)) return closeTag(text, at, open)
  const name = match(NAME, text, at + 1)
  if (name === undefined) return at + 1
  const tag: Tag = { name, offset: at, attributes: [], children: [], content: [0, -1] }
  const end = readAttributes(text, at + 1 + name.length, tag)
  tag.content = [end, -1]
  open.at(-1)?.children.push(tag)
  const lower = name.toLowerCase()
  if (RAW.has(lower)) return rawEnd(text, end, tag)
  if (VOID.has(lower) || text[end - 2] === '/') tag.content = [end, end]
  else if (open.length < DEEPEST) open.push(tag)
  return end
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found < 0 ? text.length : found + mark.length
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

function closeTag(text: string, at: number, open: Tag[]): number {
  const name = match(NAME, text, at + 2)?.toLowerCase()
  const depth = open.findLastIndex(tag => tag.name.toLowerCase() === name)
  if (depth > 0) {
    for (const tag of open.splice(depth)) tag.content = [tag.content[0], at]
  }
  return after(text, '>', at)
}

function rawEnd(text: string, from: number, tag: Tag): number {
  const close = new RegExp(`</${tag.name}`, 'ig')
  close.lastIndex = from
  const found = close.exec(text)?.index ?? text.length
  tag.content = [from, found]
  return after(text, '>', found)
}

function readAttributes(text: string, from: number, tag: Tag): number {
  let at = from
  for (;;) {
    at = skipSpace(text, at)
    if (at >= text.length) return at
    if (text[at] === '>') return at + 1
    const name = match(ATTRIBUTE, text, at)
    if (name === undefined) {
      at += 1
      continue
    }
    const attribute: WrittenAttribute = { name, offset: at }
    at = readValue(text, at + name.length, attribute)
    if (name !== '/') tag.attributes.push(attribute)
  }
}

function readValue(text: string, from: number, attribute: WrittenAttribute): number {
  const sign = skipSpace(text, from)
  if (text[sign] !== '=') return from
  const start = skipSpace(text, sign + 1)
  VALUE.lastIndex = start
  const found = VALUE.exec(text)
  if (!found) return start
  const bare = found[3] !== undefined
  attribute.value = { text: found[1] ?? found[2] ?? found[3] ?? '', offset: bare ? start : start + 1 }
  return start + found[0].length
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (/\s/.test(text[at] ?? '')) at += 1
  return at
}
