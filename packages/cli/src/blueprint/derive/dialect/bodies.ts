import type { AuthAsks } from '../auth/operations.ts'
import type { Ask } from '../facts/facts.ts'
import { fieldsOf, nothingIn } from '../facts/shape.ts'
import type { Draft } from '../tables/draft.ts'
import { type Envelope, nest, type Template } from './envelope.ts'
import { itemWay, type Way } from './unwrap.ts'

/** Bodies that are wrapped in another way than most, by operation. */
export function ownBodies(
  { bodyStyle }: Envelope,
  { drafts, auth }: { readonly drafts: readonly Draft[]; readonly auth: AuthAsks },
): [operation: string, body: Template][] {
  const rows = drafts.flatMap(({ collection: { name, verbs } }) =>
    [...verbs].flatMap(([verb, ask]) => (verb === 'list' || verb === 'get' ? [] : own(`${name}.${verb}`, ask, wayIn))),
  )
  const accounts = [...auth].flatMap(([name, ask]) => own(name, ask, wayOfUser))
  return [...rows, ...accounts]

  function own(operation: string, ask: Ask, wayOf: (ask: Ask) => Way): [string, Template][] {
    if (nothingIn(ask.body) || ask.method === 'GET') return []
    const way = wayOf(ask)
    return way.join() === bodyStyle.join() ? [] : [[operation, nest(way, '$input')]]
  }
}

function wayIn(ask: Ask): Way {
  return (itemWay(ask, ask.body) ?? []).slice(0, 1)
}

/** Whatever the path says, the runtime calls what it takes here a user. */
function wayOfUser({ body }: Ask): Way {
  const [first, ...others] = Object.entries(fieldsOf(body))
  if (first === undefined || others.length > 0 || first[1].shape.kind !== 'object') return []
  return [first[0] === 'user' ? '$name' : first[0]]
}
