import type { Finding } from './findings.ts'
import { attackers } from './world.ts'

/** The findings for people: one line an operation, one column for who asked, and what got through below. */
export function reportOf(findings: readonly Finding[], skipped: Readonly<Record<string, string>>): string {
  const operations = [...new Set(findings.map(finding => finding.operation))]
  const width = Math.max(9, ...operations.map(name => name.length))
  const people = attackers.filter(name => findings.some(({ who }) => who === name))
  const line = (name: string, cells: readonly string[]): string =>
    `${name.padEnd(width)}  ${cells.map(cell => cell.padStart(8)).join('')}`
  const failures = findings.filter(({ ok }) => !ok)
  const rows = operations.map(operation => {
    const own = findings.filter(finding => finding.operation === operation)
    return line(
      operation,
      people.map(who => cellOf(own.filter(finding => finding.who === who))),
    )
  })
  const waived = Object.entries(skipped).map(([name, reason]) => `  ${name.padEnd(width)}  ${reason}`)
  return [
    line('operation', people),
    ...rows,
    '',
    `${findings.length} attempts on ${operations.length} operations, ${failures.length === 0 ? 'none got through' : `${failures.length} got through`}`,
    ...(failures.length === 0 ? [] : ['', 'got through', failuresOf(findings)]),
    ...(waived.length === 0 ? [] : ['', 'not made to succeed, only attacked', ...waived]),
  ].join('\n')
}

/** What got through, a line each; the first fifty. */
export function failuresOf(findings: readonly Finding[]): string {
  const failures = findings.filter(({ ok }) => !ok).slice(0, 50)
  return failures.map(({ operation, who, tried, problem }) => `  ${operation}, ${who}, ${tried}: ${problem}`).join('\n')
}

function cellOf(findings: readonly Finding[]): string {
  const failed = findings.filter(({ ok }) => !ok).length
  if (findings.length === 0) return '·'
  return failed === 0 ? `${findings.length} ✓` : `${failed} ✗`
}
