// Nothing in this file was ever run: it is written from the manuals. Node cannot open Unix sockets on Windows, so the
// server listens on the loopback address, and random passwords stand in for the kernel's word on who calls.
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Programs } from '../binary/programs.ts'
import type { Place } from '../place/place.ts'

const run = promisify(execFile)

/** The passwords of both roles, made once. On Windows the folder's access list guards them; the mode counts elsewhere. */
export function readPasswords(place: Place): { owner: string; app: string } {
  const file = path.join(place.directory, 'passwords.json')
  if (!fs.existsSync(file)) {
    const made = { owner: randomBytes(24).toString('base64url'), app: randomBytes(24).toString('base64url') }
    fs.writeFileSync(file, JSON.stringify(made), { mode: 0o600, flag: 'wx' })
  }
  return JSON.parse(fs.readFileSync(file, 'utf8')) as { owner: string; app: string }
}

/** The owner's password as the file that initdb reads. */
export function passwordFile(place: Place): string {
  const file = path.join(place.directory, 'owner-password')
  fs.writeFileSync(file, readPasswords(place).owner, { mode: 0o600 })
  return file
}

/** Starts the server by pg_ctl, which gives up an administrator's rights as PostgreSQL demands. Waits until it is ready. */
export async function startByPgCtl(place: Place, programs: Programs): Promise<void> {
  const options = `-c listen_addresses=127.0.0.1 -p ${await freePort()}`
  const words = ['start', '-w', '-D', place.data, '-l', place.log, '-o', options]
  await run(programs.pgCtl, words, { env: programs.environment, windowsHide: true })
}

/** Stops the server by pg_ctl: a signal from Node would end the process at once, without a checkpoint. */
export async function stopByPgCtl(place: Place, programs: Programs): Promise<void> {
  await run(programs.pgCtl, ['stop', '-w', '-m', 'fast', '-D', place.data], {
    env: programs.environment,
    windowsHide: true,
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
