import type { Doc } from './source/doc.ts'
import { group, indent, join, line, softline } from './source/doc.ts'
import { print } from './source/print.ts'

/** JSON as Biome formats it: objects with a member a line, but short ones such as `{ "file", "line" }` on one. */
export function jsonText(value: unknown): string {
  return `${print(jsonDoc(value))}\n`
}

function jsonDoc(value: unknown): Doc {
  if (Array.isArray(value)) return arrayDoc(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value).filter(([, part]) => part !== undefined)
  if (members.length === 0) return '{}'
  const docs = members.map(([key, part]): Doc => [`${JSON.stringify(key)}: `, jsonDoc(part)])
  const short = members.length <= 3 && members.every(([, part]) => typeof part !== 'object' || part === null)
  return group(['{', indent([line, join(docs, [',', line])]), line, '}'], !short)
}

function arrayDoc(items: readonly unknown[]): Doc {
  if (items.length === 0) return '[]'
  return group(['[', indent([softline, join(items.map(jsonDoc), [',', line])]), softline, ']'])
}
