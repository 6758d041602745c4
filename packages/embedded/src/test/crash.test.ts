import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EmbeddedServer, startEmbedded } from '../index.ts'
import { isAlive, type Member, newFolder, newMember, processesOf, query, sweep, until } from './kit.ts'

const directory = path.join(newFolder(), 'postgres')
beforeAll(async () => {
  await (await startEmbedded({ directory })).stop()
})
afterAll(sweep)

async function writing(): Promise<{ member: Member; pid: number }> {
  const member = newMember(directory)
  const { pid } = await member.heard('started')
  member.tell('write')
  await until(() => member.lines.length > 150, 'some writes')
  return { member, pid }
}

async function expectAllThere(server: EmbeddedServer, member: Member): Promise<void> {
  const acknowledged = member.lines.map(line => line.acknowledged).filter(id => id !== undefined)
  const there = new Set((await query(server, 'owner', 'select id from written')).map(row => row.id))
  expect(acknowledged.length).toBeGreaterThan(100)
  expect(acknowledged.filter(id => !there.has(id))).toEqual([])
}

test('kill -9 of the process leaves a healthy server, which the next start adopts', async () => {
  const { member, pid } = await writing()
  await member.kill()
  expect(isAlive(pid)).toBe(true)
  const server = await startEmbedded({ directory })
  expect(server).toMatchObject({ pid, adopted: true })
  await expectAllThere(server, member)
  expect(await server.stop()).toBe('stopped')
})

test('kill -9 of everything during writes loses no acknowledged row', async () => {
  for (let round = 0; round < 3; round++) {
    const { member, pid } = await writing()
    for (const process_ of [...processesOf(pid), member.child.pid ?? 0]) process.kill(process_, 'SIGKILL')
    await member.kill()
    const server = await startEmbedded({ directory })
    expect(server.adopted).toBe(false)
    await expectAllThere(server, member)
    expect(await server.stop()).toBe('stopped')
  }
})

test('kill -9 of the first server process alone: waits for its backends, and loses no acknowledged row', async () => {
  const { member, pid } = await writing()
  const backend = processesOf(pid).at(-1) ?? 0
  process.kill(backend, 'SIGSTOP')
  process.kill(pid, 'SIGKILL')
  await member.kill()
  const before = fs.statSync(path.join(directory, 'postgres.log')).size
  const starting = startEmbedded({ directory })
  const log = () => fs.readFileSync(path.join(directory, 'postgres.log'), 'utf8').slice(before)
  await until(() => /pre-existing shared memory block/.test(log()), 'PostgreSQL to refuse')
  process.kill(backend, 'SIGKILL')
  const server = await starting
  await expectAllThere(server, member)
  expect(await server.stop()).toBe('stopped')
})

test('a killed server that nobody has reaped is not taken for a live one', async () => {
  const member = newMember(directory)
  const { pid } = await member.heard('started')
  member.child.kill('SIGSTOP')
  process.kill(pid, 'SIGKILL')
  await until(() => /\) Z/.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8')), 'a zombie')
  const server = await startEmbedded({ directory })
  expect(server.adopted).toBe(false)
  expect(server.pid).not.toBe(pid)
  await member.kill()
  expect(await server.stop()).toBe('stopped')
})

test('a pid file whose process is somebody else by now is stale', async () => {
  const data = path.join(directory, 'data')
  fs.writeFileSync(path.join(data, 'postmaster.pid'), `${process.pid}\n${data}\n1\n5432\n/tmp\n\n 1 1\nready   \n`)
  const server = await startEmbedded({ directory })
  expect(server.adopted).toBe(false)
  expect(await server.stop()).toBe('stopped')
})

test('a crashed backend disconnects everybody, and the server still belongs to all who use it', async () => {
  const first = await startEmbedded({ directory })
  const second = await startEmbedded({ directory })
  const [row] = await query(
    second,
    'owner',
    `select pid from pg_stat_activity where application_name like 'plinth-emb%'`,
  )
  process.kill(row?.pid, 'SIGKILL')
  expect(await second.stop()).toBe('left running')
  expect(isAlive(first.pid)).toBe(true)
  expect(await first.stop()).toBe('stopped')
})

test('stop of a server that was killed meanwhile says stopped, and a restarted one is stopped by whoever is last', async () => {
  const first = await startEmbedded({ directory })
  for (const pid of processesOf(first.pid)) process.kill(pid, 'SIGKILL')
  await until(() => !isAlive(first.pid), 'its end')
  const second = await startEmbedded({ directory })
  expect(await first.stop()).toBe('left running')
  for (const pid of processesOf(second.pid)) process.kill(pid, 'SIGKILL')
  await until(() => !isAlive(second.pid), 'its end')
  expect(await second.stop()).toBe('stopped')
})
