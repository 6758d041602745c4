import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'

/** Between an app and its PostgreSQL: what changes statements on their way, so that no code of the app has to know. */
export interface Meddler {
  /** Where the app finds it. */
  readonly config: (config: pg.ClientConfig) => pg.ClientConfig
  /** Every text that was prepared, as the app wrote it. */
  readonly texts: ReadonlySet<string>
  /** Statements are changed from now on. Every connection ends, since each has its old statements prepared. */
  change(by: (text: string) => string): void
  stop(): Promise<void>
}

/** Listens on a socket of its own, and passes everything on but the texts of Parse messages. */
export async function meddler(): Promise<Meddler> {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-wire-'))
  const texts = new Set<string>()
  const open = new Set<Socket>()
  let upstream = ''
  let current = (text: string): string => text
  const change = (text: string): string => {
    texts.add(text)
    return current(text)
  }
  const server = createServer(client => {
    const database = connect(upstream)
    open.add(client)
    const end = (): void => {
      open.delete(client)
      client.destroy()
      database.destroy()
    }
    for (const socket of [client, database]) socket.on('error', end).on('close', end)
    database.pipe(client)
    const read = messages(change)
    client.on('data', chunk => database.write(read(chunk)))
  })
  await new Promise<void>(resolve => server.listen(join(folder, '.s.PGSQL.5432'), resolve))
  return {
    texts,
    config(config) {
      upstream = join(String(config.host), `.s.PGSQL.${config.port ?? 5432}`)
      return { ...config, host: folder, port: 5432 }
    },
    change(by) {
      current = by
      for (const socket of open) socket.destroy()
    },
    async stop() {
      for (const socket of open) socket.destroy()
      await new Promise(resolve => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Reads frontend messages: the first has no letter; `P` holds a name and a text, each ended by a zero. */
function messages(change: (text: string) => string): (chunk: Buffer) => Buffer {
  let held = Buffer.alloc(0)
  let begun = false
  return chunk => {
    held = Buffer.concat([held, chunk])
    const out: Buffer[] = []
    for (;;) {
      const head = begun ? 1 : 0
      if (held.length < head + 4) break
      const length = head + held.readUInt32BE(head)
      if (held.length < length) break
      const message = held.subarray(0, length)
      held = held.subarray(length)
      out.push(begun && message[0] === 0x50 ? changed(message, change) : message)
      begun = true
    }
    return Buffer.concat(out)
  }
}

function changed(message: Buffer, change: (text: string) => string): Buffer {
  const name = message.indexOf(0, 5)
  const end = message.indexOf(0, name + 1)
  const text = Buffer.from(change(message.toString('utf8', name + 1, end)))
  const body = Buffer.concat([message.subarray(5, name + 1), text, message.subarray(end)])
  const head = Buffer.alloc(5)
  head[0] = 0x50
  head.writeUInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
