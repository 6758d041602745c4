import { bodyOf, pathOf, rowsFor, send } from '../ask.ts'
import { verdictOf } from '../judge.ts'
import { type Attack, idOf } from './access.ts'

/** 15.3.3: fields that are the server's, in every body; either refused or without effect. */
export async function attackFields({ world, target, findings, skipped }: Attack): Promise<void> {
  const table =
    target.model?.table.model ?? (target.operation.module === 'auth' ? world.rows.table(world.rows.users) : undefined)
  const person = world.people[0]
  if (target.body === undefined || table === undefined || person === undefined || skipped !== undefined) return
  const own = { side: world.sides.a, user: idOf(world, person) }
  for (const [key, value] of forged(world)) {
    const column = table.columns.find(each => each.key === key)
    const field = target.model?.fields.get(key)
    if (field !== undefined && !field.server) continue
    const rows = await rowsFor(
      world,
      target,
      target.params.map(() => own),
    )
    if (verdictOf({ target, person, rows }) !== 'served') return
    const path = pathOf(world, target, rows)
    const body = deepest(bodyOf(world, { target, person }, own), field?.wire ?? key, value)
    const count = () =>
      column === undefined ? 0 : world.rows.having(table, column, [value, [world.sides.a.tenant, world.sides.b.tenant]])
    const before = await count()
    const answer = await send(world, { target, person, path, body })
    const problem = (await count()) === before ? undefined : `stores ${key}: ${String(value)}`
    findings.answered(`sets ${key}`, answer, { target, person, problem })
  }
}

/** Values that nothing else in the database has. */
function forged({ sides, users }: Attack['world']): (readonly [string, unknown])[] {
  const owners = ['ownerId', 'userId', 'authorId', 'customerId', 'createdBy'].map(key => [key, users.b.viewer] as const)
  return [
    ['id', crypto.randomUUID()],
    ['tenantId', sides.b.tenant ?? crypto.randomUUID()],
    ['createdAt', '2001-02-03T04:05:06.000Z'],
    ['updatedAt', '2001-02-03T04:05:06.000Z'],
    ['role', 'admin'],
    ['isAdmin', true],
    ['permissions', ['*']],
    ['deletedAt', '2001-02-03T04:05:06.000Z'],
    ...owners,
  ]
}

/** The field beside the others: inside of the envelope, where there is one. */
function deepest(body: unknown, name: string, value: unknown): unknown {
  const [only, ...more] = Object.entries((body ?? {}) as Record<string, unknown>)
  const isEnvelope = only !== undefined && more.length === 0 && typeof only[1] === 'object' && !Array.isArray(only[1])
  return isEnvelope ? { [only[0]]: { ...(only[1] as object), [name]: value } } : { ...(body as object), [name]: value }
}

/** 3.5.3: what only reads changes nothing, whatever method a header claims; what changes something does not answer GET. */
export async function attackMethods(attack: Attack): Promise<void> {
  const { world, target, findings, skipped } = attack
  const person = world.people[0]
  if (person === undefined || skipped !== undefined) return
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
  const digest = () => world.rows.digests()
  const before = await digest()
  const requests =
    target.method === 'GET' ? ['POST', 'PUT', 'DELETE'].map(claimed => ({ 'x-http-method-override': claimed })) : [{}]
  for (const headers of requests) {
    for (const method of ['GET', 'HEAD']) {
      const answer = await send(world, { target, person, path, method, headers })
      const problem = (await digest()) === before ? undefined : `${method} changes something`
      findings.answered(`${method} ${Object.values(headers).join()}`.trim(), answer, { target, person, problem })
    }
  }
}
