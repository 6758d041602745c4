/** A script of a page. */
export interface PageScript {
  /** As it is written, or the file that a server's code around it names. */
  source: string | undefined
  content: string
  /** Where the content begins. */
  offset: number
  /** It runs when the page is there, after all others. */
  isModule: boolean
}

/** The scripts of an HTML page, in order. Data blocks (`type="application/json"`) are left out. */
export function scriptsOf(html: string): PageScript[] {
  const scripts: PageScript[] = []
  let from = 0
  for (;;) {
    const open = indexOfTag(html, '<script', from)
    if (open < 0) return scripts
    const end = endOfTag(html, open)
    const close = end < 0 ? -1 : indexOfTag(html, '</script', end)
    if (close < 0) return scripts
    const attributes = html.slice(open + '<script'.length, end)
    const type = attribute(attributes, 'type')
    if (isScript(type)) {
      const content = html.slice(end + 1, close)
      scripts.push({ source: sourceOf(attributes), content, offset: end + 1, isModule: type === 'module' })
    }
    from = close
  }
}

// A tag is no longer than this, whatever is not closed in it.
const LONGEST_TAG = 5000

/** What a server writes between may hold quotes and brackets: `src="<?= asset('app.js') ?>"`. */
function endOfTag(html: string, open: number): number {
  let quote = ''
  for (let at = open + 1; at < html.length && at < open + LONGEST_TAG; at++) {
    const char = html.charAt(at)
    const close = char === '<' ? { '?': '?>', '%': '%>' }[html.charAt(at + 1)] : undefined
    if (close) {
      const end = html.indexOf(close, at)
      if (end < 0) break
      at = end + 1
    } else if (quote !== '') quote = char === quote ? '' : quote
    else if (char === '>') return at
    else if (char === '"' || char === "'") quote = char
  }
  return html.indexOf('>', open)
}

function indexOfTag(html: string, tag: string, from: number): number {
  const comment = html.indexOf('<!--', from)
  const found = html.toLowerCase().indexOf(tag, from)
  if (comment < 0 || found < 0 || comment > found) return found
  const end = html.indexOf('-->', comment)
  return end < 0 ? -1 : indexOfTag(html, tag, end)
}

const SERVED = /<\?|<%|\{\{|\{%|@\w+\(/

function sourceOf(attributes: string): string | undefined {
  const at = attributes.search(/(?:^|\s)src\s*=/i)
  if (at >= 0 && SERVED.test(attributes)) {
    const named = /['"]([^'"\s<>{}()]+\.[cm]?[jt]sx?)(?:\?[^'"]*)?['"]/.exec(attributes.slice(at))?.[1]
    if (named) return named
  }
  return attribute(attributes, 'src')
}

function isScript(type: string | undefined): boolean {
  return !type || type === 'module' || type.includes('javascript')
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(attributes)
  return found ? (found[1] ?? found[2] ?? found[3]) : undefined
}
