import { once } from 'node:events'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startEmbedded } from '../index.ts'
import { isAlive, newFolder, newMember, sweep, until } from './kit.ts'

const directory = path.join(newFolder(), 'postgres')
afterAll(sweep)

test('two processes at once on a fresh directory make one server, and the last one out stops it', async () => {
  const both = [newMember(directory), newMember(directory)]
  const started = await Promise.all(both.map(member => member.heard('started')))
  expect(new Set(started.map(one => one.pid)).size).toBe(1)
  expect(started.filter(one => one.initialised)).toHaveLength(1)
  expect(started.filter(one => one.adopted)).toHaveLength(1)
  for (const member of both) member.tell('stop')
  const said = await Promise.all(both.map(member => member.heard('stopped')))
  expect(said.sort()).toEqual(['left running', 'stopped'])
  await until(() => !isAlive(started[0]?.pid ?? 0), 'its end')
})

test('three processes at once on existing data share one server', async () => {
  for (let round = 0; round < 3; round++) {
    const all = [newMember(directory), newMember(directory), newMember(directory)]
    const started = await Promise.all(all.map(member => member.heard('started')))
    expect(new Set(started.map(one => one.pid)).size).toBe(1)
    expect(started.filter(one => one.adopted)).toHaveLength(2)
    for (const member of all) member.tell('stop')
    const said = await Promise.all(all.map(member => member.heard('stopped')))
    expect(said.sort()).toEqual(['left running', 'left running', 'stopped'])
    await until(() => !isAlive(started[0]?.pid ?? 0), 'its end')
  }
})

test('a process that has nothing else to do ends, and leaves the server to the next', async () => {
  const member = newMember(directory, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [code] = await once(member.child, 'exit')
  expect(code).toBe(0)
  const { pid } = await member.heard('started')
  const server = await startEmbedded({ directory })
  expect(server).toMatchObject({ pid, adopted: true })
  expect(await server.stop()).toBe('stopped')
})
