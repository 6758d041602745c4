import { send } from '../ask.ts'
import type { Person, World } from '../world.ts'
import type { Attack } from './access.ts'

/** What belongs to one person and stands in no table of the backend: operations that take its id, and what is left of it. */
const belongings: Readonly<Record<string, string>> = {
  'auth.endSession': `select id::text as id from plinth.sessions where user_id = $1 and ended_at is null order by id`,
  'auth.revokeKey': `select id::text as id from plinth.api_keys where user_id = $1 and revoked_at is null order by id`,
}

/** 8.2.2: sessions and API keys of others, of the same side and of the other: they do not exist, and go on. */
export async function attackBelongings(attack: Attack): Promise<void> {
  const text = belongings[attack.target.name]
  if (text === undefined) return
  for (const person of attack.world.people) {
    for (const [tried, owner] of others(attack.world, person)) await tryOne(attack, { person, tried, owner, text })
  }
}

function others({ users }: World, { actor }: Person): (readonly [string, string])[] {
  const ids = { ...users.a, 'admin of b': users.b.admin }
  return Object.entries(ids).flatMap(([name, id]) => (id === undefined || id === actor.id ? [] : [[`of ${name}`, id]]))
}

interface Try {
  readonly person: Person
  readonly tried: string
  readonly owner: string
  readonly text: string
}

async function tryOne({ world, target, findings }: Attack, { person, tried, owner, text }: Try): Promise<void> {
  const [one] = await world.app.asOwner<{ id: string }>(text, [owner])
  if (one === undefined) return
  const { status } = await send(world, { target, person, path: [one.id] })
  const left = await world.app.asOwner<{ id: string }>(text, [owner])
  const isOver = left.every(({ id }) => id !== one.id)
  const isRefused = [401, 403, 404].includes(status)
  const problem = isOver ? 'ends it' : isRefused ? undefined : `should be absent, and answers ${status}`
  findings.note(tried, { target, person }, problem)
}
