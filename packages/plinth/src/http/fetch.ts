import type { FastifyInstance, InjectOptions } from 'fastify'

/** Statuses whose Response must have no body (Fetch standard, "null body status"). */
const withoutBody = new Set([204, 205, 304])

/**
 * Answers a web-standard request in this process, without a socket. The client's address is unknown, so it is never an
 * operator's; behind a platform that forwards it, set TRUST_PROXY. Bodies are held in memory.
 */
export async function answerFetch(app: FastifyInstance, request: Request): Promise<Response> {
  const url = new URL(request.url)
  const body = Buffer.from(await request.arrayBuffer())
  const options: InjectOptions = {
    method: request.method as NonNullable<InjectOptions['method']>,
    url: url.pathname + url.search,
    headers: { ...Object.fromEntries(request.headers), host: request.headers.get('host') ?? url.host },
    remoteAddress: '0.0.0.0',
    signal: request.signal,
  }
  const answer = await app.inject(body.length === 0 ? options : { ...options, payload: body })
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, String(one))
  }
  // Nothing streams here: what the socket would have needed is left out.
  for (const name of ['connection', 'keep-alive', 'transfer-encoding']) headers.delete(name)
  const bytes = withoutBody.has(answer.statusCode) ? null : new Uint8Array(answer.rawPayload)
  return new Response(bytes, { status: answer.statusCode, headers })
}
