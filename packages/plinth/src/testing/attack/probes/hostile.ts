import { bodyOf, pathIn, pathOf, rowsFor, send } from '../ask.ts'
import { type Attack, idOf } from './access.ts'

const hostile = [
  `'`,
  `' or '1'='1`,
  `x'; select pg_sleep(0); --`,
  `") or 1=1 --`,
  `{"$ne":null}`,
  `\\`,
  '%00',
  '../../etc/passwd',
] as const

/** 1.2.4: what other systems take for code, in every place that takes a value: the answer of a harmless value, or 4xx. */
export async function attackTexts(attack: Attack): Promise<void> {
  const { world, target, findings } = attack
  const person = world.people[0]
  if (person === undefined) return
  const own = { side: world.sides.a, user: idOf(world, person) }
  const rows = await rowsFor(
    world,
    target,
    target.params.map(() => own),
  )
  const path = pathOf(world, target, rows)
  const body = attack.skipped === undefined ? bodyOf(world, { target, person }, own) : {}
  for (const text of hostile) {
    for (const [at, { name }] of target.params.entries()) {
      const broken = path.map((value, place) => (place === at ? text : value))
      const answer = await send(world, { target, person, path: broken, body })
      const problem =
        answer.status < 300 && target.params.length > 0 && isId(attack, at) ? `takes ${text} for an id` : undefined
      findings.answered(`${text} in ${name}`, answer, { target, person, problem })
    }
    if (target.method === 'GET') await inQuery(attack, { path, text })
    else if (target.body !== undefined) {
      const rest = await rowsFor(
        world,
        target,
        target.params.map(() => own),
      )
      const answer = await send(world, {
        target,
        person,
        path: pathOf(world, target, rest),
        body: everywhere(body, text),
      })
      findings.answered(`${text} in its body`, answer, { target, person })
    }
  }
}

function isId({ target }: Attack, at: number): boolean {
  const names = target.params[at]?.names
  return names === 'tenant' || (names !== undefined && names.id.model.type !== 'text')
}

async function inQuery(
  { world, target, findings }: Attack,
  { path, text }: { path: readonly string[]; text: string },
): Promise<void> {
  const person = world.people[0]
  if (person === undefined) return
  for (const { name } of target.query) {
    const answer = await send(world, { target, person, path, query: [[name, text]] })
    findings.answered(`${text} in ${name}`, answer, { target, person })
  }
}

function everywhere(value: unknown, text: string): unknown {
  if (typeof value === 'string') return text
  if (Array.isArray(value)) return value.map(one => everywhere(one, text))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, everywhere(one, text)]))
}

/** 15.3.6, 15.3.7: the same word twice and in two places, and words that reach for prototypes. */
export async function attackNames({ world, target, findings, skipped }: Attack): Promise<void> {
  const person = world.people[0]
  if (person === undefined || skipped !== undefined) return
  const own = { side: world.sides.a, user: idOf(world, person) }
  const other = { side: world.sides.b, user: world.users.b.admin ?? own.user }
  const theirs = pathIn(
    other.side,
    target,
    await rowsFor(
      world,
      target,
      target.params.map(() => other),
    ),
  )
  const twice = target.params.map(({ name }, at) => [name, theirs[at] ?? ''] as const)
  const queries: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
    'ids of b in its query': twice,
    'limit twice': [
      ['limit', '1'],
      ['limit', '2'],
    ],
    'a prototype in its query': [
      ['a[__proto__][polluted]', '1'],
      ['constructor[prototype][polluted]', '1'],
    ],
  }
  for (const [tried, query] of Object.entries(queries)) {
    if (query.length === 0) continue
    const rows = await rowsFor(
      world,
      target,
      target.params.map(() => own),
    )
    const body = bodyOf(world, { target, person }, own)
    const answer = await send(world, { target, person, path: pathOf(world, target, rows), query, body })
    findings.answered(tried, answer, { target, person, problem: polluted() })
  }
  if (target.body === undefined) return
  const rows = await rowsFor(
    world,
    target,
    target.params.map(() => own),
  )
  const body = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')
  const answer = await send(world, { target, person, path: pathOf(world, target, rows), body })
  findings.answered('a prototype in its body', answer, { target, person, problem: polluted() })
}

function polluted(): string | undefined {
  return 'polluted' in {} ? 'reaches the prototype of every object' : undefined
}
