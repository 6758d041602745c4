import { connect, type Socket } from 'node:net'

/** One request, repeated over keep-alive connections, one in flight on each. */
export interface Load {
  readonly port: number
  readonly connections: number
  readonly seconds: number
  /** The next request's bytes; called for each request. */
  readonly next: () => Buffer
}

export interface LoadResult {
  readonly requests: number
  readonly seconds: number
  readonly errors: number
}

/**
 * Sends requests as fast as they are answered, for a bounded time. Bare sockets with a minimal reader, so that the
 * generator takes as little as possible of the machine's two cores.
 */
export async function load({ port, connections, seconds, next }: Load): Promise<LoadResult> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const begun = performance.now()
  const end = begun + seconds * 1000
  const counts = await Promise.all(sockets.map(socket => drive(socket, next, end)))
  const taken = (performance.now() - begun) / 1000
  for (const socket of sockets) socket.destroy()
  return {
    requests: counts.reduce((sum, count) => sum + count.requests, 0),
    errors: counts.reduce((sum, count) => sum + count.errors, 0),
    seconds: taken,
  }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })
}

function drive(socket: Socket, next: () => Buffer, end: number): Promise<{ requests: number; errors: number }> {
  return new Promise((resolve, reject) => {
    let requests = 0
    let errors = 0
    let held = Buffer.alloc(0)
    socket.on('error', reject)
    socket.on('data', chunk => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
      const length = answerLength(held)
      if (length === undefined || held.length < length) return
      requests++
      if (held[9] !== 0x32) errors++
      held = Buffer.alloc(0)
      if (performance.now() >= end) resolve({ requests, errors })
      else socket.write(next())
    })
    socket.write(next())
  })
}

/** Bytes of the whole answer, or undefined while its head is not complete. */
function answerLength(held: Buffer): number | undefined {
  const head = held.indexOf('\r\n\r\n')
  if (head === -1) return undefined
  const text = held.toString('latin1', 0, head)
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1]
  if (length !== undefined) return head + 4 + Number(length)
  return held.includes('\r\n0\r\n\r\n') ? held.length : undefined
}
