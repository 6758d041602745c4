/** The function that stands for `|` in a template's expressions. */
export const PIPE = 'ɵpipe'

const OPEN: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

interface Reading {
  text: string
  at: number
}

/** Writes pipes as calls: `a | date: 'short'` is `ɵpipe("date", a, 'short')`. */
export function withoutPipes(text: string): string {
  if (!text.includes('|')) return text
  const reading: Reading = { text, at: 0 }
  return readGroup(reading, '')
}

/** Reads up to a bracket that closes, or to the end. */
function readGroup(reading: Reading, close: string): string {
  let out = ''
  let parts: string[][] = [['']]
  const flush = (): void => {
    out += called(parts)
    parts = [['']]
  }
  const add = (piece: string): void => {
    const last = parts.at(-1)
    if (last) last[last.length - 1] += piece
  }
  let keyed = false
  while (reading.at < reading.text.length) {
    const char = reading.text[reading.at] ?? ''
    if (char === close) break
    reading.at += 1
    if (/["'`]/.test(char)) add(char + readQuoted(reading, char))
    else if (OPEN[char]) {
      const inner = readGroup(reading, OPEN[char])
      reading.at += 1
      add(char + inner + OPEN[char])
    } else if (char === ',' || char === ';') {
      flush()
      keyed = false
      out += char
    } else if (char === '|' && reading.text[reading.at] === '|') {
      reading.at += 1
      add('||')
    } else if (char === '|') parts.push([''])
    else if (char === ':' && close === '}' && !keyed) {
      out += `${parts.flat().join('')}:`
      parts = [['']]
      keyed = true
    } else if (char === ':' && parts.length > 1) parts.at(-1)?.push('')
    else add(char)
  }
  flush()
  return out
}

function readQuoted(reading: Reading, quote: string): string {
  const from = reading.at
  while (reading.at < reading.text.length && reading.text[reading.at] !== quote) {
    reading.at += reading.text[reading.at] === '\\' ? 2 : 1
  }
  reading.at += 1
  return reading.text.slice(from, reading.at)
}

/** The pipes behind an expression, the first innermost. */
function called(parts: readonly string[][]): string {
  const [[value = ''] = [], ...pipes] = parts
  return pipes.reduce((held, [name = '', ...args]) => {
    const more = args.map(one => `, ${one.trim()}`).join('')
    return ` ${PIPE}(${JSON.stringify(name.trim())}, ${held.trim()}${more})`
  }, value)
}
