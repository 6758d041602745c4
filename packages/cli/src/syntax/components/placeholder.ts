// What a server puts into a page before it is sent: Go, Jinja, ERB, PHP, Blade, and what others made of them.
const PLACEHOLDER = /\[\{\[.*?\]\}\]|\{\{.*?\}\}|\{%.*?%\}|<%.*?%>|<\?(?:php|=).*?\?>/gs
const QUOTED = new RegExp(`(['"])(${PLACEHOLDER.source})\\1`, 'gs')
/** A word of a server's language that opens or ends something, and gives no value. */
const CONTROL = /^\W*(?:if|else|elif|end\w*|for\w*|range|with|block|include|extends|define|template|load|set)\b/

/** A script with names in place of what the server puts in; everything else stays where it was. */
export function withoutPlaceholders(script: string): string {
  if (!/\[\{\[|\{\{|\{%|<%|<\?/.test(script)) return script
  return script.replace(QUOTED, whole => named(whole)).replace(PLACEHOLDER, whole => named(whole))
}

/** A name that is as long as what it stands for, so that lines and columns hold. */
function named(whole: string): string {
  const blank = whole.replace(/[^\n]/g, ' ')
  const inner = whole.replace(/^['"]|['"]$/g, '')
  if (CONTROL.test(inner)) return blank
  const name = wordOf(inner) ?? 'rendered'
  return name.length > whole.length || blank.includes('\n') ? blank : name + blank.slice(name.length)
}

/** The parts of an attribute's text: what is written, and the names of what the server puts in. */
export function partsOf(text: string): (string | { name: string })[] {
  const parts: (string | { name: string })[] = []
  let at = 0
  for (const match of text.matchAll(PLACEHOLDER)) {
    parts.push(text.slice(at, match.index), { name: wordOf(match[0]) ?? 'rendered' })
    at = match.index + match[0].length
  }
  return [...parts, text.slice(at)].filter(part => part !== '')
}

/** `id` of `{{ contact.id }}`. */
function wordOf(placeholder: string): string | undefined {
  return placeholder.match(/[A-Za-z_]\w*/g)?.at(-1)
}
