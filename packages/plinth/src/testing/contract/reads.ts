import assert from 'node:assert/strict'
import type { Reads } from './contract.ts'

interface Place {
  /** `data[].items`, from the top of the answer. */
  readonly name: string
  /** What is shown when something does not fit. */
  readonly body: unknown
}

/** Every field is there, in every item of a list, with a type that the code can read. AssertionError with its name. */
export function assertReads(body: unknown, reads: Reads): void {
  check(body, reads, { name: '', body })
}

function check(value: unknown, reads: Reads, place: Place): void {
  if (typeof reads === 'string') assertType(value, reads, place)
  else if (isList(reads)) {
    for (const item of itemsOf(value, reads[0], place)) check(item, reads[0], within(place, '[]'))
  } else {
    for (const [name, part] of Object.entries(reads)) {
      const [head, rest] = split(name)
      const inner: Reads = rest === '' ? part : { [rest]: part }
      if (head === '[]') check(value, [inner], place)
      else check(member(value, head), inner, within(place, head))
    }
  }
}

/** `data[].id` is `data` and `[].id`. */
function split(name: string): [head: string, rest: string] {
  const [head = ''] = /^(?:\[\]|[^.[]+|.)/.exec(name) ?? []
  return [head, name.slice(head.length).replace(/^\./, '')]
}

function within({ name, body }: Place, step: string): Place {
  return { name: step === '[]' || name === '' ? `${name}${step}` : `${name}.${step}`, body }
}

function assertType(value: unknown, type: string, place: Place): void {
  const found = typeOf(value)
  const fits = type.split('|').includes(found) || (type.startsWith('any') && found !== 'missing')
  assert.ok(fits, `${place.name || 'the answer'} is ${found}, and the frontend reads ${type} in ${shown(place.body)}`)
}

function itemsOf(value: unknown, item: Reads, place: Place): readonly unknown[] {
  const name = place.name || 'the answer'
  if ((value === undefined || value === null) && mayMiss(item)) return []
  assert.ok(Array.isArray(value), `${name} is ${typeOf(value)}, and the frontend reads a list in ${shown(place.body)}`)
  const needed = typeof item !== 'string' && !place.name.includes('[]')
  assert.ok(value.length > 0 || !needed, `${name} is an empty list: what the frontend reads of its items is not seen`)
  return value
}

/** The code does without all of it. */
function mayMiss(reads: Reads): boolean {
  if (typeof reads === 'string') return reads.endsWith('missing')
  return (isList(reads) ? reads : Object.values(reads)).every(mayMiss)
}

function typeOf(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function isList(reads: Exclude<Reads, string>): reads is readonly [Reads] {
  return Array.isArray(reads)
}

function shown(body: unknown): string {
  const text = JSON.stringify(body) ?? 'nothing'
  return text.length > 2000 ? `${text.slice(0, 2000)}…` : text
}
