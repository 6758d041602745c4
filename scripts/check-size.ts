// The size budget: no source file over 400 lines, median under 100; no function over 60 lines, nine in ten under 20;
// at most three parameters. Bare `new Error`, reads of process.env outside config/, and `any` are refused too.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'

const root = join(import.meta.dirname, '..')

interface Sized {
  readonly at: string
  readonly lines: number
  readonly parameters: number
}

const rules: readonly [RegExp, string][] = [
  [/\bnew (Type|Range|Syntax)?Error\(/, 'a bare Error; throw a coded one'],
  [/(:|\bas|<)\s*any\b/, 'any'],
  [/\bprocess\.env\b/, 'process.env outside config/'],
]

const mark = /@ts-(ignore|expect-error|nocheck)|\b(TODO|FIXME|XXX)\b/

const problems: string[] = []
const fileSizes: number[] = []
const functionSizes: number[] = []

for (const file of globSync('packages/*/src/**/*.ts', { cwd: root })
  .filter(name => !/[\\/]test[\\/]/.test(name))
  .sort()) {
  const text = readFileSync(join(root, file), 'utf8')
  const lines = text.split('\n').length
  fileSizes.push(lines)
  if (lines > 400) problems.push(`${file}: ${lines} lines (at most 400)`)
  for (const sized of functionsOf(file, text)) {
    functionSizes.push(sized.lines)
    if (sized.lines > 60) problems.push(`${sized.at}: a function of ${sized.lines} lines (at most 60)`)
    if (sized.parameters > 3) problems.push(`${sized.at}: ${sized.parameters} parameters (at most 3)`)
  }
  problems.push(...banned(file, text))
}

function functionsOf(file: string, text: string): Sized[] {
  const { program } = parseSync(file, text)
  const found: Sized[] = []
  const starts = lineStarts(text)
  const see = (node: { start: number; end: number; params: readonly unknown[] | object }): void => {
    const from = lineAt(starts, node.start)
    const parameters = Array.isArray(node.params) ? node.params.length : 0
    found.push({ at: `${file}:${from}`, lines: lineAt(starts, node.end) - from + 1, parameters })
  }
  new Visitor({ FunctionDeclaration: see, FunctionExpression: see, ArrowFunctionExpression: see }).visit(program)
  return found
}

function banned(file: string, text: string): string[] {
  const code = codeOf(file, text).split('\n')
  const found = code.flatMap((line, index) =>
    rules.filter(([rule]) => rule.test(line)).map(([, what]) => `${file}:${index + 1}: ${what}`),
  )
  const marks = text
    .split('\n')
    .flatMap((line, index) => (mark.test(line) ? [`${file}:${index + 1}: an unfinished or switched-off place`] : []))
  return [...found.filter(problem => !(problem.includes('/config/') && problem.endsWith('config/'))), ...marks]
}

/** The text with comments and strings blanked, line by line. */
function codeOf(file: string, text: string): string {
  const { program, comments } = parseSync(file, text)
  const blank: { start: number; end: number }[] = [...comments]
  const see = (node: { start: number; end: number; value?: unknown }): void => {
    if (typeof node.value === 'string' || node.value === undefined) blank.push(node)
  }
  new Visitor({ Literal: see, TemplateElement: node => void blank.push(node) }).visit(program)
  let code = text
  for (const { start, end } of blank)
    code = code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, ' ') + code.slice(end)
  return code
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low + 1
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

const median = percentile(fileSizes, 0.5)
const ninth = percentile(functionSizes, 0.9)
if (median >= 100) problems.push(`the median file has ${median} lines (under 100)`)
if (ninth >= 20) problems.push(`nine in ten functions are under ${ninth} lines (under 20)`)
for (const line of problems) console.error(line)
console.log(
  `size: ${fileSizes.length} files, median ${median} lines; functions p90 ${ninth} lines; ${problems.length} problems.`,
)
process.exitCode = problems.length === 0 ? 0 : 1
