import { type Answer, bodyOf, pathIn, rowsFor, send, type Whose } from '../ask.ts'
import type { Findings } from '../findings.ts'
import { agrees, isForeign, verdictOf } from '../judge.ts'
import type { MadeRow } from '../rows.ts'
import { sample } from '../sample.ts'
import type { QueryWord, Target } from '../surface.ts'
import type { Person, World } from '../world.ts'

/** What one operation is attacked with. */
export interface Attack {
  readonly world: World
  readonly target: Target
  readonly findings: Findings
  /** Why it cannot be made to succeed; undefined where it must. */
  readonly skipped: string | undefined
}

/** 8.2.1, 8.2.2, 8.4.1: every person, with own rows, those of others, and those of the other side. */
export async function attackAccess(attack: Attack): Promise<void> {
  for (const person of attack.world.people) {
    for (const [tried, whose] of cases(attack, person)) await tryCase(attack, { person, tried, whose })
  }
}

interface AccessCase {
  readonly person: Person
  readonly tried: string
  readonly whose: readonly Whose[]
}

function cases({ world, target }: Attack, person: Person): (readonly [string, readonly Whose[]])[] {
  const { sides, users } = world
  const own: Whose = { side: sides.a, user: idOf(world, person) }
  const other: Whose = {
    side: sides.a,
    user: users.a[person.name === 'admin' || person.name === 'key' ? 'member' : 'admin'] ?? '',
  }
  const foreign: Whose = { side: sides.b, user: users.b.admin ?? '' }
  const named = target.params.filter(({ names }) => names !== undefined)
  if (named.length === 0) return [['own', [own]]]
  const each = target.params.map(({ name }, at) => {
    const whose = target.params.map((_, place) => (place === at ? foreign : own))
    return [`${name} of b`, whose] as const
  })
  const every = target.params.length > 1 ? [['all of b', target.params.map(() => foreign)] as const] : []
  return [['own', target.params.map(() => own)], ['another’s', target.params.map(() => other)], ...each, ...every]
}

async function tryCase(attack: Attack, { person, tried, whose }: AccessCase): Promise<void> {
  const { world, target, findings, skipped } = attack
  const rows = await rowsFor(world, target, whose)
  const isTenant = target.params.some(({ names }) => names === 'tenant')
  const abroad = isTenant && whose.some(one => one.side === world.sides.b && world.tenancy)
  const verdict = abroad ? 'absent' : verdictOf({ target, person, rows })
  if (verdict === 'served' && skipped !== undefined) return
  const own: Whose = { side: world.sides.a, user: idOf(world, person) }
  const request = {
    target,
    person,
    path: pathIn(abroad ? world.sides.b : world.sides.a, target, rows),
    query: target.query.filter(word => word.required).map(word => requiredWord(word, target)),
    body: bodyOf(world, { target, person }, own),
  }
  const watches = verdict !== 'served' && target.method !== 'GET'
  const before = watches ? await world.rows.digests() : ''
  const answer = await send(world, request)
  const isChanged = watches && before !== (await world.rows.digests())
  const problem = isChanged
    ? `should be ${verdict}, and changes rows`
    : agrees(verdict, answer.status, { target, person, rows }) || isUnread(answer.status, attack)
      ? undefined
      : `should be ${verdict}, and answers ${answer.status}: ${answer.text.slice(0, 160)}`
  findings.answered(tried, answer, { target, person, problem })
  if (rows.some(row => isForeign(row, person)) || abroad) await sameAsNone(attack, { ...request, answer, rows, tried })
}

/** A body that the attack cannot make is refused before the row is looked for. */
function isUnread(status: number, { skipped, target }: Attack): boolean {
  return skipped !== undefined && target.body !== undefined && (status === 400 || status === 422)
}

function requiredWord({ name, schema }: QueryWord, { components }: Target): readonly [string, string] {
  return [name, String(sample(schema, { components, known: () => undefined }))]
}

type Compared = Parameters<typeof send>[1] & {
  readonly answer: Answer
  readonly rows: readonly MadeRow[]
  readonly tried: string
}

/** What is of the other tenant answers like what does not exist: same status, same words. */
async function sameAsNone(
  { world, target, findings }: Attack,
  { answer, rows, tried, ...request }: Compared,
): Promise<void> {
  let at = 0
  const path = target.params.map(({ names }, place) => {
    const row = typeof names === 'object' ? rows[at++] : undefined
    if (row !== undefined && !isForeign(row, request.person)) return request.path[place] ?? ''
    const isText = typeof names === 'object' && names.id.model.type === 'text'
    return isText ? `none${crypto.randomUUID().slice(0, 8)}` : crypto.randomUUID()
  })
  const none = await send(world, { ...request, path })
  const [one, other] = [plain(answer.text, request.path), plain(none.text, path)]
  const problem =
    answer.status === none.status && one === other
      ? undefined
      : `tells it from none: ${answer.status} ${one.slice(0, 80)} against ${none.status} ${other.slice(0, 80)}`
  findings.note(`${tried}, as none`, { target, person: request.person }, problem)
}

/** Without what differs each time. */
export function plain(text: string, said: readonly string[]): string {
  const words = said.filter(word => word.length > 3)
  const bare = words.reduce((left, word) => left.replaceAll(word, '…'), text)
  return bare.replace(/"request_?id"\s*:\s*"[^"]*"/gi, '').replace(/sent\d+/g, 'sent')
}

/** The id of a person; of who has none, that of the admin. */
export function idOf({ users }: World, { name, actor }: Person): string {
  return (actor.kind === 'user' ? actor.id : users.a[name === 'guest' ? 'member' : 'admin']) ?? ''
}
