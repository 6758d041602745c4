/** A script of a page. */
export interface PageScript {
  source: string | undefined
  content: string
  /** Where the content begins. */
  offset: number
}

/** The scripts of an HTML page, in order. Data blocks (`type="application/json"`) are left out. */
export function scriptsOf(html: string): PageScript[] {
  const scripts: PageScript[] = []
  let from = 0
  for (;;) {
    const open = indexOfTag(html, '<script', from)
    if (open < 0) return scripts
    const end = html.indexOf('>', open)
    const close = end < 0 ? -1 : indexOfTag(html, '</script', end)
    if (close < 0) return scripts
    const attributes = html.slice(open + '<script'.length, end)
    if (isScript(attribute(attributes, 'type'))) {
      scripts.push({ source: attribute(attributes, 'src'), content: html.slice(end + 1, close), offset: end + 1 })
    }
    from = close
  }
}

function indexOfTag(html: string, tag: string, from: number): number {
  const comment = html.indexOf('<!--', from)
  const found = html.toLowerCase().indexOf(tag, from)
  if (comment < 0 || found < 0 || comment > found) return found
  const end = html.indexOf('-->', comment)
  return end < 0 ? -1 : indexOfTag(html, tag, end)
}

function isScript(type: string | undefined): boolean {
  return !type || type === 'module' || type.includes('javascript')
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(attributes)
  return found ? (found[1] ?? found[2] ?? found[3]) : undefined
}
