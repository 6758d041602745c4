// What a server or a build puts into a page: Go, Jinja, ERB, PHP, Blade, and what others made of them; `%PUBLIC_URL%`.
const PLACEHOLDER = /\[\{\[.*?\]\}\]|\{\{.*?\}\}|\{%.*?%\}|<%.*?%>|<\?(?:php|=).*?\?>|%[A-Z][A-Z0-9]*_[A-Z0-9_]*%/gs
const QUOTED = new RegExp(`(['"])(${PLACEHOLDER.source})\\1`, 'gs')
/** A word of a server's language that opens or ends something, or names a value, and gives none. */
const CONTROL =
  /^\W*(?:if|unless|else|elif|elsif|end\w*|for\w*|range|with|block|include|extends|define|template|load|set)\b|^\W*\w+\s*:?=[^=]/
const OPENS = /^\W*(?:if|unless|for\w*|range|with|block|define)\b/
const TURNS = /^\W*(?:\}\s*)?(?:else|elif|elsif)/
const ENDS = /^\W*end/

/** Lines of Blade that open or end something, and give nothing: `@if (isset($logo))`. */
const LINES =
  /^[ \t]*@(?:if|elseif|else|endif|unless|endunless|isset|endisset|empty|endempty|auth|endauth|guest|endguest|foreach|endforeach|forelse|endforelse|for|endfor|while|endwhile|switch|endswitch|case|break|default|can|elsecan|endcan|cannot|endcannot|env|endenv|production|endproduction|php|endphp|once|endonce|push|endpush|section|endsection|verbatim|endverbatim|include\w*|csrf|method|error|enderror)\b[^\n]*$/gm
/** `@json($people)` */
const JSON_OF = /@(?:json|js)\s*\((?:[^()]|\([^()]*\))*\)/g

/** A script with names in place of what the server puts in; everything else stays where it was. */
export function withoutPlaceholders(script: string): string {
  if (!hasPlaceholders(script)) return script
  return script
    .replace(LINES, blankOf)
    .replace(JSON_OF, whole => named(whole))
    .replace(QUOTED, whole => named(whole))
    .replace(PLACEHOLDER, whole => named(whole))
}

/** The same without what stands after an `else`: a value that is written in two ways is no script when both are there. */
export function withoutBranches(script: string): string {
  if (!hasPlaceholders(script)) return script
  const turned: boolean[] = []
  let plain = ''
  let at = 0
  for (const { 0: tag, index } of script.matchAll(PLACEHOLDER)) {
    const text = script.slice(at, index)
    plain += (turned.includes(true) ? blankOf(text) : text) + tag
    at = index + tag.length
    if (OPENS.test(tag)) turned.push(false)
    else if (ENDS.test(tag)) turned.pop()
    else if (TURNS.test(tag) && turned.length > 0) turned[turned.length - 1] = true
  }
  return withoutPlaceholders(plain + script.slice(at))
}

function hasPlaceholders(script: string): boolean {
  return /\[\{\[|\{\{|\{%|<%|<\?|%[A-Z]\w*%|@(?:if|foreach|isset|auth|guest|json|can|env)\b/.test(script)
}

function blankOf(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}

/** A name that is as long as what it stands for, so that lines and columns hold. */
function named(whole: string): string {
  const blank = blankOf(whole)
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
