import fs from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findBinary } from '../binary/find.ts'
import { startEmbedded } from '../index.ts'
import { join } from '../start.ts'
import { newFolder, newMember, processesOf, query, sweep } from './kit.ts'

afterAll(sweep)

function ownerOf(pid: number): number {
  return fs.statSync(`/proc/${pid}`).uid
}

/** A link is quicker, and impossible between devices or for files of root's. */
function linkOrCopy(from: string, to: string): void {
  try {
    fs.linkSync(from, to)
  } catch {
    fs.copyFileSync(from, to)
  }
}

/** The binaries as a fresh `npm ci --ignore-scripts` below a folder of mode 0700 leaves them: without links. */
function bareBinary(mode: number): { directory: string; copies: string[] } {
  const source = findBinary().directory
  const directory = path.join(newFolder('plinth-binary-', mode), 'native')
  const copy = (from: string, to: string) => {
    fs.mkdirSync(to)
    for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
      const [one, other] = [path.join(from, entry.name), path.join(to, entry.name)]
      if (entry.isDirectory()) copy(one, other)
      else if (entry.isFile()) linkOrCopy(one, other)
    }
  }
  copy(source, directory)
  return { directory, copies: [path.join(newFolder('plinth-copies-'), 'plinth')] }
}

test('starts without the links that an install script would have made, and writes nothing beside the binaries', async () => {
  const binary = bareBinary(0o755)
  const before = fs.readdirSync(path.join(binary.directory, 'lib'))
  expect(before).not.toContain('libpq.so.5')
  const server = await join({ directory: path.join(newFolder(), 'postgres') }, binary)
  expect(await query(server, 'app', `select 'å' < 'z' collate "sv-x-icu" as swedish`)).toEqual([{ swedish: false }])
  expect(await server.stop()).toBe('stopped')
  expect(fs.readdirSync(path.join(binary.directory, 'lib'))).toEqual(before)
  expect(fs.existsSync(binary.copies[0] ?? '')).toBe(false)
})

describe.skipIf(process.getuid?.() !== 0)('root (this needs root)', () => {
  test('below a folder of mode 0700, binaries included: starts, is adopted, recovers', async () => {
    const binary = bareBinary(0o700)
    const closed = newFolder('plinth-closed-', 0o700)
    const directory = path.join(closed, 'my project', '.plinth', 'postgres')
    const first = await join({ directory }, binary)
    expect(ownerOf(first.pid)).not.toBe(0)
    await query(first, 'owner', `create table kept as select 'x' as one`)
    const second = await join({ directory }, binary)
    expect(second).toMatchObject({ adopted: true, pid: first.pid })
    for (const pid of processesOf(first.pid)) process.kill(pid, 'SIGKILL')
    const third = await join({ directory }, binary)
    expect(third.adopted).toBe(false)
    expect(await query(third, 'app', 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await query(third, 'owner', 'select one from kept')).toEqual([{ one: 'x' }])
    expect(await Promise.all([first.stop(), second.stop(), third.stop()])).toContain('stopped')
    expect(fs.statSync(closed).mode & 0o777).toBe(0o700)
    const [copy = ''] = fs.readdirSync(binary.copies[0] ?? '')
    const program = path.join(binary.copies[0] ?? '', copy, 'bin', 'postgres')
    expect(fs.statSync(program).ino).toBe(fs.statSync(path.join(binary.directory, 'bin', 'postgres')).ino)
  })

  test('copies the binaries when the account may not even read their files', async () => {
    const binary = bareBinary(0o700)
    const program = path.join(binary.directory, 'bin', 'postgres')
    fs.rmSync(program)
    fs.copyFileSync(path.join(findBinary().directory, 'bin', 'postgres'), program)
    fs.chmodSync(program, 0o700)
    const server = await join({ directory: path.join(newFolder(), 'postgres') }, binary)
    expect(await query(server, 'app', 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await server.stop()).toBe('stopped')
  })

  test('does not run binaries from a folder that another user could have prepared', async () => {
    const binary = bareBinary(0o700)
    fs.mkdirSync(binary.copies[0] ?? '')
    fs.chmodSync(binary.copies[0] ?? '', 0o777)
    const starting = join({ directory: path.join(newFolder(), 'postgres') }, binary)
    await expect(starting).rejects.toMatchObject({ code: 'EMBEDDED_BINARY_BLOCKED' })
  })

  test('runs the server as the owner of the project, who can go on without root', async () => {
    const project = newFolder()
    fs.chownSync(project, 1, 1)
    const directory = path.join(project, '.plinth', 'postgres')
    const server = await startEmbedded({ directory })
    expect(ownerOf(server.pid)).toBe(1)
    const member = newMember(directory, { uid: 1, gid: 1 })
    expect(await member.heard('started')).toMatchObject({ adopted: true, pid: server.pid })
    expect(await server.stop()).toBe('left running')
    member.tell('stop')
    expect(await member.heard('stopped')).toBe('stopped')
    const alone = newMember(directory, { uid: 1, gid: 1 })
    expect(await alone.heard('started')).toMatchObject({ adopted: false, initialised: false })
    const again = await startEmbedded({ directory })
    expect(again.adopted).toBe(true)
    alone.tell('stop')
    expect(await alone.heard('stopped')).toBe('left running')
    expect(await again.stop()).toBe('stopped')
  })

  test('does not follow a link that waits in the data directory', async () => {
    const directory = path.join(newFolder(), 'postgres')
    await (await startEmbedded({ directory })).stop()
    const victim = path.join(newFolder(), 'victim')
    fs.writeFileSync(victim, 'untouched')
    for (const name of ['plinth.conf', 'plinth.conf.new']) {
      fs.rmSync(path.join(directory, 'data', name), { force: true })
      fs.symlinkSync(victim, path.join(directory, 'data', name))
    }
    await (await startEmbedded({ directory })).stop()
    expect(fs.readFileSync(victim, 'utf8')).toBe('untouched')
    expect(fs.statSync(victim).uid).toBe(0)
  })
})
