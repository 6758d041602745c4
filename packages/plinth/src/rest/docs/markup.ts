/** HTML that is safe to put into a page. Only `html` makes it. */
export interface Markup {
  readonly html: string
}

type Part = string | number | Markup | undefined | readonly Part[]

/** A template whose values are escaped, lists joined, and `undefined` left out. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { html: texts.reduce((out, text, index) => out + show(parts[index - 1]) + text) }
}

function show(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'string' || typeof part === 'number') return escapeText(String(part))
  return isList(part) ? part.map(show).join('') : part.html
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, char => entities[char] as string)
}
