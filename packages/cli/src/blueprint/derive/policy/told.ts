import { fieldsOf } from '../facts/shape.ts'
import type { Collection } from '../tables/collection.ts'
import type { World } from '../tables/world.ts'

const written = /^(text|comment|content|body|message|review|description|title)$/i
const called = /^(name|username|avatar|image|picture|photo)$/

/**
 * The members of a row that say who wrote it: somebody sends what they have to say, and is shown with what people are
 * called and nobody sends. Where a key to another row is sent, the name may be of that one.
 */
export function toldNames({ people }: World, { verbs, created, item }: Collection): string[] {
  const sent = Object.keys(fieldsOf(created))
  const isWritten = sent.some(name => written.test(name))
  const pointsAtOther = sent.some(name => /(Id|_id)$/.test(name))
  if (!people.present || !verbs.has('create') || !isWritten || pointsAtOther) return []
  const known = fieldsOf(people.known)
  return Object.keys(fieldsOf(item)).filter(
    name => called.test(name) && Object.hasOwn(known, name) && !sent.includes(name),
  )
}
