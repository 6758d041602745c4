import { type Comment, type Program, parseSync } from 'oxc-parser'
import type { Component } from './components/component.ts'

/** One parsed file. */
export interface Source {
  /** Relative to the frontend's root. */
  file: string
  text: string
  program: Program
  comments: readonly Comment[]
  /** The line of an offset, from 1. */
  lineAt: (offset: number) => number
  /** Set for a Vue single-file component. */
  component?: Component
  /** A page, which a server may fill in before it is sent. */
  page?: true
}

/** Why a file, or a part of it, could not be parsed. */
export interface Flaw {
  line: number
  message: string
}

/** What came of reading a file: with flaws the source may hold a part of it, or be missing. */
export interface Parsed {
  source?: Source
  flaws: Flaw[]
}

/** Lines counted once, looked up by bisection. */
export function lineCounter(text: string): (offset: number) => number {
  let starts: number[] | undefined
  return offset => {
    starts ??= lineStarts(text)
    let low = 0
    let high = starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle + 1
      else high = middle
    }
    return low
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  const end = endOf(text)
  for (let at = text.indexOf(end); at !== -1; at = text.indexOf(end, at + 1)) starts.push(at + 1)
  return starts
}

/** Old editors end lines with a carriage return alone. */
function endOf(text: string): string {
  return text.includes('\n') ? '\n' : '\r'
}

/** The text of one line, from 1. */
export function lineOfText(text: string, line: number): string {
  return text.split(endOf(text))[line - 1] ?? ''
}

const DEEPEST = 1000
const LONGEST = 20_000
const OPEN = new Set('([{')
const CLOSE = new Set(')]}')
const CHAIN = new Set('()[]{}<>=?!+-.:&|')

/**
 * Where brackets or operators nest too deep to parse: the parser is native, and its stack overflow would end the process.
 * Measured with oxc 0.158: 20,000 nested brackets or 60,000 chained conditions end it, 8,000 and 20,000 do not.
 */
export function tooDeep(text: string): number | undefined {
  let depth = 0
  let chain = 0
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === ';' || char === ',') chain = 0
    else if (CHAIN.has(char)) chain += 1
    if (OPEN.has(char)) depth += 1
    else if (CLOSE.has(char)) depth = Math.max(0, depth - 1)
    if (depth > DEEPEST || chain > LONGEST) return at
  }
  return undefined
}

function languageOf(file: string): 'ts' | 'tsx' | 'jsx' {
  if (/\.[mc]?ts$/.test(file)) return 'ts'
  return /\.tsx$/.test(file) ? 'tsx' : 'jsx'
}

/** Parses a script. TypeScript by its ending; everything else may hold JSX. */
export function parseSource(file: string, text: string, language = languageOf(file)): Parsed {
  const lineAt = lineCounter(text)
  const deep = tooDeep(text)
  if (deep !== undefined) return { flaws: [{ line: lineAt(deep), message: 'nested too deeply to be read' }] }
  const result = parseSync(file, text, {
    lang: language,
    sourceType: 'unambiguous',
    preserveParens: false,
    astType: 'ts',
  })
  const flaws = result.errors.slice(0, 1).map(error => ({
    line: lineAt(error.labels[0]?.start ?? 0),
    message: error.message,
  }))
  const program = programOf(result)
  if (!program) return { flaws: [...flaws, { line: 1, message: 'could not be parsed' }].slice(0, 1) }
  if (flaws.length > 0 && program.body.length === 0) return { flaws }
  return { source: { file, text, program, comments: result.comments, lineAt }, flaws }
}

/** The tree; undefined where it does not arrive whole: a file of broken characters, one of 10,000 with flipped bytes. */
function programOf(result: { readonly program: Program }): Program | undefined {
  try {
    return result.program
  } catch {
    return undefined
  }
}
