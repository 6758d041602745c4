import type { Ask } from './contract.ts'

const mark = Symbol('earlier')

/** A field of an earlier request, as `answered`, `answeredAnew` and `sent` make it. */
export interface Earlier {
  readonly [mark]: 'answered' | 'answeredAnew' | 'sent'
  readonly ask: Ask
  readonly field: string
}

/** The field of this name, nearest to the top, in the last answer to a request. Asks it where nothing has before. */
export function answered(ask: Ask, field: string): Earlier {
  return { [mark]: 'answered', ask, field }
}

/** The same, asked again: for what the request takes away. Others go on with the answer before. */
export function answeredAnew(ask: Ask, field: string): Earlier {
  return { [mark]: 'answeredAnew', ask, field }
}

/** The field of this name, nearest to the top, in the body that a request last carried. */
export function sent(ask: Ask, field: string): Earlier {
  return { [mark]: 'sent', ask, field }
}

/** How a value refers to an earlier request, undefined where it is data. */
export function kindOf(value: object): Earlier[typeof mark] | undefined {
  return mark in value ? (value as Earlier)[mark] : undefined
}

/** The first field of that name, the nearest to the top. */
export function find(value: unknown, name: string): unknown {
  const queue = [value]
  for (const one of queue) {
    if (typeof one !== 'object' || one === null) continue
    if (Object.hasOwn(one, name)) return (one as Record<string, unknown>)[name]
    queue.push(...Object.values(one))
  }
  return undefined
}
