/** One statement of a migration: its text without what comes before it, and the line it begins on, counted from 1. */
export interface SqlStatement {
  readonly text: string
  readonly line: number
}

// Comments, quoted things, words, and single characters: enough to know which semicolons end a statement. A quote that
// never closes falls through to single characters, and PostgreSQL says what is wrong with it.
const token =
  /--[^\n]*|\/\*|[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\s+|./gsuy

/**
 * Splits SQL at the semicolons that end statements, as `psql` does: not those in quotes, dollar quotes, comments,
 * parentheses, or the `begin atomic … end` of a function.
 */
export function splitStatements(sql: string): SqlStatement[] {
  const statements: SqlStatement[] = []
  let open: Open | undefined
  for (let at = 0; at < sql.length; ) {
    const [text, end] = tokenAt(sql, at)
    const blank = /^(?:\s|--|\/\*)/.test(text)
    if (open === undefined && !blank && text !== ';') open = { at, depth: 0, words: [] }
    if (open !== undefined && !blank) note(open, text)
    if (open !== undefined && text === ';' && open.depth === 0) {
      statements.push(statementAt(sql, open.at, at))
      open = undefined
    }
    at = end
  }
  if (open !== undefined) statements.push(statementAt(sql, open.at, sql.length))
  return statements
}

interface Open {
  readonly at: number
  depth: number
  readonly words: string[]
}

function statementAt(sql: string, from: number, to: number): SqlStatement {
  return { text: sql.slice(from, to).trimEnd(), line: sql.slice(0, from).split('\n').length }
}

function tokenAt(sql: string, at: number): readonly [text: string, end: number] {
  token.lastIndex = at
  const match = token.exec(sql)
  const text = match?.[0] ?? sql[at] ?? ''
  if (text === '/*') return commentAt(sql, at)
  if (text.startsWith('$') && text.length > 1) {
    const close = sql.indexOf(text, at + text.length)
    const end = close < 0 ? sql.length : close + text.length
    return [sql.slice(at, end), end]
  }
  return [text, at + text.length]
}

function commentAt(sql: string, at: number): readonly [text: string, end: number] {
  let depth = 0
  const mark = /\/\*|\*\//g
  mark.lastIndex = at
  for (let match = mark.exec(sql); match !== null; match = mark.exec(sql)) {
    depth += match[0] === '/*' ? 1 : -1
    if (depth === 0) return [sql.slice(at, mark.lastIndex), mark.lastIndex]
  }
  return [sql.slice(at), sql.length]
}

/** Follows parentheses, and in a function's definition `begin atomic`, `case` and `end`. */
function note(open: Open, text: string): void {
  if (text === '(') open.depth++
  if (text === ')' && open.depth > 0) open.depth--
  if (!/^\w/.test(text)) return
  const word = text.toLowerCase()
  const routine = /^create (?:or replace )?(?:function|procedure)/.test(open.words.slice(0, 4).join(' '))
  if (routine && word === 'atomic' && open.words.at(-1) === 'begin') open.depth++
  else if (routine && open.depth > 0 && word === 'case') open.depth++
  else if (routine && open.depth > 0 && word === 'end') open.depth--
  open.words.push(word)
}
