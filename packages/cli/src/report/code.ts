import { html, type Markup } from './markup.ts'

/** Lines before and after the one that is meant. */
const AROUND = 6

/** Signs of a line that are shown: a minified file has all its code on one. */
const WIDEST = 240

const token =
  /(?<comment>\/\/.*|\/\*.*?\*\/|<!--.*?-->)|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)|(?<word>\b(?:async|await|break|case|catch|class|const|continue|default|delete|else|export|extends|finally|for|from|function|if|import|in|interface|let|new|null|of|return|static|super|switch|this|throw|true|false|try|type|typeof|undefined|var|void|while|yield)\b)|(?<number>\b\d[\d_.]*\b)/g

/** The lines around a place, the meant one marked. Undefined for a line that the text does not have. */
export function codeAround(text: string, line: number): Markup | undefined {
  const lines = text.split(/\r\n|\r|\n/)
  if (line < 1 || line > lines.length) return undefined
  const from = Math.max(1, line - AROUND)
  const shown = lines.slice(from - 1, line + AROUND)
  return html`<pre><code>${shown.map((each, index) => lineOf(each, from + index, line))}</code></pre>`
}

function lineOf(text: string, number: number, meant: number): Markup {
  const cut = text.length > WIDEST ? `${text.slice(0, WIDEST)}…` : text
  return html`<span class="line${number === meant ? ' meant' : ''}"><i>${number}</i>${painted(cut)}
</span>`
}

/** Comments, texts, words of the language and numbers, told apart line by line: plain, and never wrong about the code. */
function painted(text: string): Markup[] {
  const parts: Markup[] = []
  let at = 0
  for (const match of text.matchAll(token)) {
    const [kind = 'word'] = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined) ?? []
    parts.push(html`${text.slice(at, match.index)}<span class="${kind}">${match[0]}</span>`)
    at = match.index + match[0].length
  }
  return [...parts, html`${text.slice(at)}`]
}
