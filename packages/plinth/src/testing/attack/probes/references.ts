import { decide } from '../../../access/index.ts'
import { bodyOf, keyNamed, namesTenants, pathOf, rowsFor, send } from '../ask.ts'
import { verdictOf } from '../judge.ts'
import type { Person } from '../world.ts'
import { type Attack, idOf, plain } from './access.ts'

/** 8.2.2, 8.4.1: rows of the other side named in bodies, filters, searches, relations and cursors. */
export async function attackReferences(attack: Attack): Promise<void> {
  const { world, target } = attack
  if (!world.tenancy) return listWhole(attack)
  for (const person of world.people) {
    if (decide(target.operation.allow.node, person.actor) === false) continue
    await nameInBody(attack, person)
    await nameInQuery(attack, person)
  }
  await hangUnder(attack)
  await listWhole(attack)
  await turnPage(attack)
}

/** Keys in a body: a row of another tenant is refused in the words for one that does not exist. */
async function nameInBody(attack: Attack, person: Person): Promise<void> {
  const { world, target, findings } = attack
  const { sides, users } = world
  if (target.body === undefined || attack.skipped !== undefined) return
  const own = { side: sides.a, user: idOf(world, person) }
  const foreign = { side: sides.b, user: users.b.admin ?? '' }
  for (const { path: place, value } of keysIn(bodyOf(world, { target, person }, own))) {
    const name = place.at(-1) as string
    if (!namesTenants(world, target, name)) continue
    const theirs = keyNamed(world, { target, name }, foreign)
    const mine = keyNamed(world, { target, name }, own)
    if (mine === undefined || theirs === undefined || value !== mine || theirs === users.b.admin) continue
    const rows = await rowsFor(
      world,
      target,
      target.params.map(() => own),
    )
    if (verdictOf({ target, person, rows }) !== 'served') continue
    const ask = async (id: unknown) => {
      const body = withValue(bodyOf(world, { target, person }, own), place, id)
      const fresh =
        target.method === 'POST'
          ? rows
          : await rowsFor(
              world,
              target,
              target.params.map(() => own),
            )
      const path = pathOf(world, target, fresh)
      const answer = await send(world, { target, person, path, body })
      return { answer, text: plain(answer.text, [...path, String(id)]) }
    }
    const [b, none] = [await ask(theirs), await ask(crypto.randomUUID())]
    const differs = b.answer.status !== none.answer.status || (b.answer.status >= 400 && b.text !== none.text)
    const problem =
      b.answer.status < 300
        ? `takes the id of a row of another tenant: ${b.answer.status}`
        : differs
          ? `tells it from none: ${b.answer.status} against ${none.answer.status}`
          : undefined
    findings.answered(`${place.join('.')} of b`, b.answer, { target, person, problem })
  }
}

interface Place {
  readonly path: readonly string[]
  readonly value: unknown
}

function keysIn(value: unknown, path: readonly string[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  return Object.entries(value).flatMap(([name, one]) => keysIn(one, [...path, name]))
}

function withValue(body: unknown, [head, ...rest]: readonly string[], value: unknown): unknown {
  if (head === undefined) return value
  const copy = (Array.isArray(body) ? [...body] : { ...(body as object) }) as Record<string, unknown>
  copy[head] = withValue(copy[head], rest, value)
  return copy
}

/** Every word of a list, with what stands in a row of the other tenant: the answer is that of a value that nobody has. */
async function nameInQuery(attack: Attack, person: Person): Promise<void> {
  const { world, target, findings } = attack
  if (target.operation.list === undefined) return nameInWords(attack, person)
  const own = { side: world.sides.a, user: idOf(world, person) }
  const path = pathOf(
    world,
    target,
    await rowsFor(
      world,
      target,
      target.params.map(() => own),
    ),
  )
  for (const { name, schema } of target.query) {
    const isText = schema.type === 'string' && schema.enum === undefined && schema.format === undefined
    if (!isText && schema.format !== 'uuid') continue
    if (['sort', 'fields', 'include', 'cursor'].includes(name) || /\[(ne|gte?|lte?)\]$/.test(name)) continue
    const value = await theirsFor(attack, name)
    const none = isText ? 'nobody-has-this' : crypto.randomUUID()
    if (value === undefined || isText !== !/^[0-9a-f-]{36}$/.test(value)) continue
    const answer = await send(world, { target, person, path, query: [[name, value]] })
    const empty = await send(world, { target, person, path, query: [[name, none]] })
    const same = answer.status === empty.status && plain(answer.text, [value]) === plain(empty.text, [none])
    const problem = same ? undefined : `finds rows of another tenant: ${answer.text.slice(0, 120)}`
    findings.answered(`${name} of b`, answer, { target, person, problem })
  }
}

/** Keys in the query of what is no list. */
async function nameInWords({ world, target, findings, skipped }: Attack, person: Person): Promise<void> {
  if (target.method !== 'GET' || skipped !== undefined) return
  const own = { side: world.sides.a, user: idOf(world, person) }
  const foreign = { side: world.sides.b, user: world.users.b.admin ?? '' }
  for (const { name } of target.query) {
    const theirs = keyNamed(world, { target, name }, foreign)
    if (theirs === undefined || !namesTenants(world, target, name)) continue
    const rows = await rowsFor(
      world,
      target,
      target.params.map(() => own),
    )
    const none = crypto.randomUUID()
    const path = pathOf(world, target, rows)
    const answer = await send(world, { target, person, path, query: [[name, String(theirs)]] })
    const empty = await send(world, { target, person, path, query: [[name, none]] })
    const same = answer.status === empty.status && plain(answer.text, [String(theirs)]) === plain(empty.text, [none])
    const problem = same ? undefined : `finds a row of another tenant: ${answer.text.slice(0, 120)}`
    findings.answered(`${name} of b`, answer, { target, person, problem })
  }
}

/** What a filter would find in a row of side B: one that hangs on a row of side A, where it looks at related rows. */
async function theirsFor({ world, target }: Attack, word: string): Promise<string | undefined> {
  if (target.model?.table.tenant === undefined && target.model !== undefined) return undefined
  if (word.includes('[')) return 'canaryb'
  const filter = target.model?.filters.get(word)
  if (filter === undefined) return 'canaryb'
  if (!('model' in filter.end)) return undefined
  const table = (filter.hops.at(-1)?.target ?? target.model?.table)?.model
  if (table === undefined || !table.tenant) return undefined
  const user = world.users.a.admin ?? ''
  const base = world.rows.known(target.model?.table.model.name ?? '', world.sides.a, user)
  const rows =
    filter.hops.length === 0 || base === undefined
      ? [world.rows.known(table.name, world.sides.b, world.users.b.admin ?? '')]
      : await world.rows.plant(base, world.sides.b)
  const value = rows.find(row => row?.table.name === table.name)?.values[filter.end.key]
  const text = Array.isArray(value) ? String(value[0]) : String(value ?? '')
  // Only what no row of side A can have by chance.
  return /^canaryb|^[0-9a-f]{8}-/.test(text) ? text : undefined
}

/**
 * What hangs on a row comes from its tenant alone: an answer is the same, to the byte, once rows of the other tenant
 * point to it, and what changes the row leaves those alone.
 */
async function hangUnder(attack: Attack): Promise<void> {
  const { world, target, findings, skipped } = attack
  const person = world.people[0]
  if (person === undefined || skipped !== undefined || target.params.length === 0) return
  if (target.method === 'DELETE' && target.model !== undefined) return
  const own = { side: world.sides.a, user: idOf(world, person) }
  const rows = await rowsFor(
    world,
    target,
    target.params.map(() => own),
  )
  const last = rows.at(-1)
  if (last === undefined || !last.table.tenant || verdictOf({ target, person, rows }) !== 'served') return
  const path = pathOf(world, target, rows)
  const names = target.operation.list?.includes ?? [...(target.model?.includes.keys() ?? [])]
  const query = names.length === 0 || target.method !== 'GET' ? [] : [['include', names.join()] as const]
  const ask = () => send(world, { target, person, path, query, body: bodyOf(world, { target, person }, own) })
  const before = await ask()
  const planted = await world.rows.plant(last, world.sides.b)
  const states = await Promise.all(planted.map(row => world.rows.now(row)))
  const after = await ask()
  const now = await Promise.all(planted.map(row => world.rows.now(row)))
  const changed = planted.find((_, at) => states[at] !== now[at])
  const isFelt = target.method === 'GET' && before.text !== after.text
  const problem = changed
    ? `changes a row of ${changed.table.name} of another tenant`
    : isFelt
      ? `is not as before: ${after.text.slice(0, 160)}`
      : undefined
  findings.answered('rows of b under it', after, { target, person, problem })
}

/** Everything that a list or a row can bring along, as many as there are; the totals count what the person may see. */
async function listWhole({ world, target, findings }: Attack): Promise<void> {
  if (target.method !== 'GET') return
  const includes = target.query.find(({ name, schema }) => name === 'include' || schema.description !== undefined)
  for (const person of world.people) {
    if (decide(target.operation.allow.node, person.actor) === false) continue
    const own = { side: world.sides.a, user: idOf(world, person) }
    const rows = await rowsFor(
      world,
      target,
      target.params.map(() => own),
    )
    if (verdictOf({ target, person, rows }) !== 'served') continue
    const path = pathOf(world, target, rows)
    const names = target.operation.list?.includes ?? [...(target.model?.includes.keys() ?? [])]
    const include = names.length === 0 || includes === undefined ? [] : [['include', names.join()] as const]
    const query =
      target.operation.list === undefined
        ? include
        : [...include, ['limit', '100'] as const, ['count', 'exact'] as const]
    const answer = await send(world, { target, person, path, query })
    findings.answered('everything', answer, { target, person, problem: await totalProblem(answer.text) })

    async function totalProblem(text: string): Promise<string | undefined> {
      const table = target.model?.table.model
      if (!world.tenancy || table?.tenant !== true || target.operation.list === undefined || target.params.length > 0)
        return undefined
      const total = /"total"\s*:\s*(\d+)/.exec(text)?.[1]
      const most = await world.rows.count(table, world.sides.a.tenant)
      return total === undefined || Number(total) <= most
        ? undefined
        : `counts ${total} rows where its tenant has ${most}`
    }
  }
}

/** A cursor of the other side begins a page of one's own. */
async function turnPage({ world, target, findings }: Attack): Promise<void> {
  const { victim, sides, users } = world
  if (target.operation.list === undefined || victim === undefined) return
  if (!target.query.some(({ name }) => name === 'cursor')) return
  const theirs = pathOf(
    world,
    target,
    await rowsFor(
      world,
      target,
      target.params.map(() => ({ side: sides.b, user: users.b.admin ?? '' })),
    ),
  )
  const first = await send(world, {
    target,
    person: victim,
    path: theirs,
    query: [
      ['cursor', ''],
      ['limit', '1'],
    ],
  })
  const next = /"next\w*"\s*:\s*"([^"]+)"/i.exec(first.text)?.[1]
  if (next === undefined) return
  for (const person of world.people) {
    if (decide(target.operation.allow.node, person.actor) === false) continue
    const own = { side: sides.a, user: idOf(world, person) }
    const path = pathOf(
      world,
      target,
      await rowsFor(
        world,
        target,
        target.params.map(() => own),
      ),
    )
    const answer = await send(world, {
      target,
      person,
      path,
      query: [
        ['cursor', next],
        ['limit', '100'],
      ],
    })
    findings.answered('cursor of b', answer, { target, person })
  }
}
