import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlinthError } from '../../errors/index.ts'
import type { Scope, Statement, TextRow } from '../database.ts'
import type { OpenDatabase } from '../open.ts'
import type { TestDatabase } from '../testing.ts'
import { kinds, sql } from './servers.ts'

const tenants = ['ada', 'bob', 'cy', "d'or", 'ë'] as const
const notesEach = 20
const rounds = 4_000
const inFlight = 64

interface Note {
  readonly id: number
  readonly tenant_id: string
}

const wires = ['scoped', 'transactional'] as const
const cases = kinds.flatMap(([title, make]) => wires.map(wire => ({ title, wire, make })))

describe.each(cases)('$wire wire on $title', ({ wire, make }) => {
  let server: TestDatabase
  let database: OpenDatabase
  const idsOf = new Map<string, number[]>()

  beforeAll(async () => {
    server = await make({ sql, wire })
    database = server.database
    for (const tenant of tenants) {
      const rows = await server.asOwner<Note>(
        `insert into notes (tenant_id, title) select $1, 'note ' || g from generate_series(1, ${notesEach}) g returning id`,
        [tenant],
      )
      idsOf.set(
        tenant,
        rows.map(row => row.id),
      )
    }
  })
  afterAll(() => server?.stop())

  test('never gives a row of another tenant, whatever fails beside it', { timeout: 60_000 }, async () => {
    const random = seeded(7)
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
    const faults: string[] = []
    let left = rounds
    const worker = async (): Promise<void> => {
      while (left-- > 0) {
        const tenant = pick([...tenants, null])
        const fault = await pick(steps)(tenant, pick(tenants))
        if (fault !== undefined) faults.push(`${tenant}: ${fault}`)
      }
    }
    await Promise.all(Array.from({ length: inFlight }, worker))
    expect(faults.slice(0, 5)).toEqual([])
    expect(database.stats().wire).toBe(wire)
  })

  /** Each does one thing as a tenant and says what was wrong with the outcome. `other` is any tenant. */
  const steps: readonly ((tenant: string | null, other: string) => Promise<string | undefined>)[] = [
    async tenant => {
      const rows = await database.read<Note>({ name: 'all', text: 'select id, tenant_id from notes' }, [], { tenant })
      return (
        foreign(rows, tenant) ?? (rows.length === (tenant === null ? 0 : notesEach) ? undefined : 'rows are missing')
      )
    },
    async (tenant, other) => {
      const id = idsOf.get(other)?.[3]
      const text = 'select id, tenant_id from notes where id = $1'
      const rows = await database.read<Note>({ name: 'one', text }, [id], { tenant })
      return (
        foreign(rows, tenant) ?? (rows.length === Number(tenant === other) ? undefined : 'the wrong number of rows')
      )
    },
    async tenant => {
      const statement = { name: 'texts', text: 'select id, tenant_id from notes', texts: true } as const
      const rows = await database.read<TextRow>(statement, [], { tenant })
      const named = rows.map(([id, tenant_id]) => ({ id: Number(id), tenant_id: String(tenant_id) }))
      return (
        foreign(named, tenant) ?? (rows.length === (tenant === null ? 0 : notesEach) ? undefined : 'rows are missing')
      )
    },
    tenant =>
      fails('DATABASE_FAILED', { name: 'no', text: 'select 1 / $1::int from notes', texts: true }, ['0'], tenant, true),
    async (tenant, other) => {
      const text = 'update notes set body = $2 where id = $1 returning id, tenant_id'
      const rows = await database.write<Note>({ name: 'change', text }, [idsOf.get(other)?.[5], 'new'], { tenant })
      return (
        foreign(rows, tenant) ?? (rows.length === Number(tenant === other) ? undefined : 'the wrong number changed')
      )
    },
    tenant => fails('DATABASE_FAILED', { name: 'zero', text: 'select 1 / $1::int from notes' }, ['0'], tenant, true),
    tenant => fails('DATABASE_FAILED', { name: 'wrong', text: 'selec tenant_id from notes' }, [], tenant),
    tenant => fails('VALIDATION_FAILED', { text: 'select * from notes where title = $1' }, ['a\0b'], tenant),
    tenant =>
      fails('VALIDATION_FAILED', { name: 'one', text: 'select id, tenant_id from notes where id = $1' }, ['x'], tenant),
    async (tenant, other) => {
      // Smuggles a setting for the session: it must not be there for the next one on this connection.
      const text = "select set_config('app.tenant_id', $1, false)"
      await database.read({ name: 'smuggle', text }, [other], { tenant })
      return undefined
    },
    async tenant => {
      const text = "insert into notes (title) values ('note 1') returning tenant_id"
      return database.write({ name: 'taken', text }, [], { tenant }).then(
        () => 'inserted twice',
        (error: PlinthError) => expected(error, tenant === null ? 'FORBIDDEN' : 'CONFLICT'),
      )
    },
    async tenant => {
      const scope: Scope = { tenant }
      const work = database.transaction(scope, async () => {
        await database.write({ text: "update notes set body = 'never'" }, [], scope)
        const rows = await database.read<Note>({ name: 'all', text: 'select id, tenant_id from notes' }, [], scope)
        throw new Error(foreign(rows, tenant) ?? 'back')
      })
      return work.catch((error: Error) => (error.message === 'back' ? undefined : error.message)) as Promise<undefined>
    },
  ]

  async function fails(
    code: string,
    statement: Statement,
    values: unknown[],
    tenant: string | null,
    onlyWithRows = false,
  ): Promise<string | undefined> {
    return database.read(statement, values, { tenant }).then(
      () => (onlyWithRows && tenant === null ? undefined : 'nothing failed'),
      (error: PlinthError) => expected(error, code),
    )
  }

  test('leaves nothing of a rolled-back transaction', async () => {
    const rows = await server.asOwner("select 1 from notes where body = 'never'")
    expect(rows).toEqual([])
  })

  test('gives values as documented', async () => {
    const text = `select true as yes, 7::int2 as small, 1.5::float8 as float, 9007199254740993::int8 as big, 1.10::numeric as price,
      '{"b": 1, "a": [ ]}'::json as json, '{"b": 1}'::jsonb as jsonb, '2024-02-29 12:00:00.123456+02'::timestamptz as at,
      '2024-02-29'::date as day, '\\x00ff'::bytea as bytes, array['a', null, 'b,"c'] as texts, array[1.10]::numeric[] as prices,
      null::int as nothing`
    const [row] = await database.read({ name: 'values', text }, [], { tenant: null })
    expect(row).toEqual({
      yes: true,
      small: 7,
      float: 1.5,
      big: '9007199254740993',
      price: '1.10',
      json: '{"b": 1, "a": [ ]}',
      jsonb: '{"b": 1}',
      at: '2024-02-29 10:00:00.123456+00',
      day: '2024-02-29',
      bytes: Buffer.from([0, 255]),
      texts: ['a', null, 'b,"c'],
      prices: ['1.10'],
      nothing: null,
    })
  })

  test('gives texts as PostgreSQL prints them, in the order of the columns, unprepared and prepared', async () => {
    const text = `select true as a, 1.50::numeric as a, $1::text as b, '2024-02-29 12:00:00.5+02'::timestamptz as c,
      '{"b": 1,  "a": [ ]}'::json as d, null::int as e, '\\x00ff'::bytea as f, $2::bytea as g`
    const values = ['ünï "x"', Buffer.from([0, 255])]
    const row = ['t', '1.50', 'ünï "x"', '2024-02-29 10:00:00.5+00', '{"b": 1,  "a": [ ]}', null, '\\x00ff', '\\x00ff']
    for (const named of [{}, { name: 'as-texts' }, { name: 'as-texts' }]) {
      const statement: Statement = { ...named, text, texts: true }
      expect(await database.read(statement, values, { tenant: 'ada' })).toEqual([row])
      expect(await database.write(statement, values, { tenant: 'ada' })).toEqual([row])
      const inside = () => database.read(statement, values, { tenant: 'ada' })
      expect(await database.transaction({ tenant: 'ada' }, inside)).toEqual([row])
    }
  })

  test('takes values of every kind', async () => {
    const text = `select $1::bool as yes, $2::int8 as big, $3::timestamptz as at, $4::text[] as texts, $5::jsonb as json,
      $6::bytea as bytes, $7::text as nothing, $8::text as missing`
    const at = new Date('2024-02-29T10:00:00.120Z')
    const values = [false, 9007199254740993n, at, ['a"\\', null, ''], { a: [1] }, Buffer.from([1, 2]), null, undefined]
    const [row] = await database.write({ text }, values, { tenant: null })
    expect(row).toEqual({
      yes: false,
      big: '9007199254740993',
      at: '2024-02-29 10:00:00.12+00',
      texts: ['a"\\', null, ''],
      json: '{"a": [1]}',
      bytes: Buffer.from([1, 2]),
      nothing: null,
      missing: null,
    })
  })
})

function foreign(rows: readonly Note[], tenant: string | null): string | undefined {
  const found = rows.find(row => row.tenant_id !== tenant)
  return found === undefined ? undefined : `saw a row of ${found.tenant_id}`
}

function expected(error: PlinthError, code: string): string | undefined {
  return error.code === code ? undefined : `${error.code} instead of ${code}: ${error.cause}`
}

/** Mulberry32: the same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
