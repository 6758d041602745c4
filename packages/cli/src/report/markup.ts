/** Text that is HTML already. Made by `html` only, so that nothing else reaches a page unescaped. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What may stand in a template: text is escaped, markup is taken as it is, lists are joined. */
export type Part = string | number | Markup | undefined | readonly Part[]

/** HTML with every inserted text escaped, in elements and in quoted attributes alike. Unfit for scripts and styles. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((text, index) => text + (index < parts.length ? textOf(parts[index]) : '')).join(''))
}

/** Text that stands in the program, such as a style: never what was read from somewhere. */
export function trusted(text: string): Markup {
  return new Markup(text)
}

function textOf(part: Part): string {
  if (part === undefined) return ''
  if (part instanceof Markup) return part.text
  if (typeof part === 'object') return part.map(textOf).join('')
  return escapeText(String(part))
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Signs that HTML reads become entities; control and direction signs, which hide or turn text around, become visible. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, sign => entities[sign] ?? '').replace(UNSEEN, codePoint)
}

/** Control signs without tab and new line, and the signs that set the direction of text or have no width. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]/gu

function codePoint(sign: string): string {
  if (sign === '\t' || sign === '\n') return sign
  return `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`
}
