import { type ArrowFunctionExpression, type Expression, type Node, parseSync } from 'oxc-parser'
import { tooDeep } from '../source.ts'

/** An expression of a template, with its offsets moved to where it stands in the file. */
export function parseExpression(content: string, offset: number, file: string): Expression | undefined {
  if (tooDeep(content) !== undefined) return undefined
  const { program } = parseSync(file, `(${content}\n)`, { lang: 'ts', preserveParens: false, astType: 'ts' })
  const [statement] = program.body
  if (statement?.type !== 'ExpressionStatement') return undefined
  shift(statement.expression, offset - 1)
  return statement.expression
}

/** Code as a function: `wrap` puts the head and the braces around it. */
export function parseFunction(
  written: { text: string; offset: number },
  file: string,
  wrap: (content: string) => string,
): ArrowFunctionExpression | undefined {
  const code = wrap(written.text)
  const parsed = parseExpression(code, written.offset - code.indexOf(written.text), file)
  return parsed?.type === 'ArrowFunctionExpression' ? parsed : undefined
}

/** Moves a tree. */
export function shift(node: Node, by: number): void {
  node.start += by
  node.end += by
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) for (const item of value) shiftOne(item, by)
    else shiftOne(value, by)
  }
}

function shiftOne(value: unknown, by: number): void {
  if (typeof value === 'object' && value !== null && 'type' in value && 'start' in value) shift(value as Node, by)
}

/** Everything outside of the ranges becomes spaces, so that offsets and lines stay true. */
export function blankOutside(text: string, ranges: readonly (readonly [number, number])[]): string {
  let result = ''
  let at = 0
  for (const [start, end] of [...ranges].sort(([one], [other]) => one - other)) {
    result += blank(text.slice(at, start)) + text.slice(start, end)
    at = end
  }
  return result + blank(text.slice(at))
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}
