import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedServer, startEmbedded } from '../index.ts'
import { newFolder, query, sweep } from './kit.ts'

const directory = path.join(newFolder(), 'postgres')
let server: EmbeddedServer

beforeAll(async () => {
  server = await startEmbedded({ directory })
  await query(
    server,
    'owner',
    `create table notes (tenant text, body text);
     alter table notes enable row level security;
     alter table notes force row level security;
     create policy own on notes using (tenant = nullif(current_setting('app.tenant_id', true), ''));
     grant select on notes to plinth_app;
     insert into notes values ('a', 'of a'), ('b', 'of b')`,
  )
})
afterAll(async () => {
  await server.stop()
  await sweep()
})

test('the app role logs in as itself and sees one tenant only', async () => {
  expect(await query(server, 'app', 'select session_user::text as name')).toEqual([{ name: 'plinth_app' }])
  expect(await query(server, 'app', 'select * from notes')).toEqual([])
  expect(await query(server, 'owner', 'select * from notes')).toHaveLength(2)
})

test('neither RESET ROLE nor any other statement takes the app role past the policy', async () => {
  const client = new pg.Client(server.connection('app'))
  await client.connect()
  try {
    await client.query(`set app.tenant_id = 'a'`)
    const seen = async () => (await client.query<{ body: string }>('select body from notes')).rows.map(row => row.body)
    for (const harmless of ['reset role', 'reset session authorization', 'set role none']) {
      await client.query(harmless)
      expect(await seen()).toEqual(['of a'])
    }
    const refused = [
      'set role postgres',
      'set session authorization postgres',
      'alter role plinth_app bypassrls',
      'alter role plinth_app superuser',
      'alter table notes disable row level security',
      'create role another',
      'create database another',
      'create table public.mine (id int)',
      `copy (select 1) to program 'true'`,
      `select pg_read_file('postgresql.conf')`,
      `set row_security = off; select * from notes`,
    ]
    for (const statement of refused) {
      await expect(client.query(statement), statement).rejects.toMatchObject({ code: '42501' })
    }
    await client.query('set row_security = on')
    expect(await seen()).toEqual(['of a'])
  } finally {
    await client.end()
  }
})

test('a start gives back what the app role lacks and takes back what it must not have', async () => {
  await query(server, 'owner', 'alter role plinth_app bypassrls createdb')
  const rights = `select rolbypassrls as bypass, rolcreatedb as create, rolsuper as super from pg_roles where rolname = 'plinth_app'`
  const second = await startEmbedded({ directory })
  expect(await query(second, 'owner', rights)).toEqual([{ bypass: false, create: false, super: false }])
  await query(second, 'owner', 'drop owned by plinth_app; drop role plinth_app')
  const third = await startEmbedded({ directory })
  expect(await query(third, 'owner', rights)).toEqual([{ bypass: false, create: false, super: false }])
  expect(await query(third, 'app', 'select 1 as one')).toEqual([{ one: 1 }])
  await second.stop()
  await third.stop()
})

describe.skipIf(process.getuid?.() !== 0)('another user of the system (this needs root)', () => {
  const visit = (role: string) => {
    const words = [path.join(import.meta.dirname, 'visitor.ts'), server.connection('owner').host, role]
    return execFileSync(process.execPath, words, { uid: 1, gid: 1, encoding: 'utf8' })
  }

  test('cannot reach the socket', () => {
    expect(visit('postgres')).toBe('EACCES')
    expect(visit('plinth_app')).toBe('EACCES')
  })

  test('is refused by the server even where the socket is open', () => {
    const { host } = server.connection('owner')
    fs.chmodSync(host, 0o755)
    fs.chmodSync(path.join(host, '.s.PGSQL.5432'), 0o777)
    try {
      expect(visit('postgres')).toBe('28000')
      expect(visit('plinth_app')).toBe('28000')
    } finally {
      fs.chmodSync(host, 0o700)
    }
  })

  test('cannot read the data, the log or the locks', () => {
    for (const file of ['data', 'postgres.log', 'lock', 'users']) {
      expect(fs.statSync(path.join(directory, file)).mode & 0o077, file).toBe(0)
    }
  })
})
