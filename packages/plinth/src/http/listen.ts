import type { FastifyInstance } from 'fastify'
import { doorErrors } from './errors.ts'

/** Where to listen. Port 0 takes any free one. */
export interface ListenAt {
  readonly host: string
  readonly port: number
}

/** Listens, and resolves to the URL to open. Throws HTTP_PORT_TAKEN or HTTP_ADDRESS_UNUSABLE. */
export async function listenAt(app: FastifyInstance, { host, port }: ListenAt): Promise<string> {
  // Fastify opens a second server for the other family of `localhost`, and does not wait for its requests at the end.
  const one = host === 'localhost' ? '127.0.0.1' : host
  try {
    await app.listen({ host: one, port })
  } catch (cause) {
    throw refused({ host, port }, cause as NodeJS.ErrnoException)
  }
  const address = app.server.address()
  const opened = typeof address === 'object' && address !== null ? address.port : port
  return `http://${shown(one)}:${opened}`
}

function refused({ host, port }: ListenAt, cause: NodeJS.ErrnoException) {
  if (cause.code === 'EADDRINUSE') return doorErrors.HTTP_PORT_TAKEN({ port, next: port + 1 }, { cause })
  return doorErrors.HTTP_ADDRESS_UNUSABLE({ host, port, reason: cause.code ?? cause.message }, { cause })
}

function shown(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host)) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
