import { isHole, printText, type Value } from '../../syntax/index.ts'
import { byCode } from '../requests/names.ts'
import type { Sent } from '../requests/sending.ts'

const LEFT_OUT = new Set(['content-type', 'accept', 'cache-control', 'pragma'])

/** The headers that a request carries, as templates: `Token {token}`. */
export function headersOf(sent: Sent): Record<string, string> {
  const found: [string, string][] = []
  for (const [name, value] of sent.headers) {
    const template = templateOf(name, value)
    if (template && !LEFT_OUT.has(name)) found.push([name, template])
  }
  return Object.fromEntries(found.sort(([one], [other]) => byCode(one, other)))
}

function templateOf(name: string, value: Value): string | undefined {
  const texts = value.filter(atom => atom.kind === 'text').sort((one, other) => holes(other) - holes(one))
  const [best] = texts
  if (best && printText(best) !== '') return printText(best)
  const [plain] = value.filter(atom => atom.kind === 'unknown' || atom.kind === 'answer')
  if (!plain) return undefined
  return `{${plain.kind === 'unknown' ? plain.name : lastWord(name)}}`
}

function holes(text: Extract<Value[number], { kind: 'text' }>): number {
  return text.parts.filter(isHole).length
}

function lastWord(name: string): string {
  return name.split('-').at(-1) ?? name
}
