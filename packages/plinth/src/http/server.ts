import type { IncomingMessage, ServerResponse } from 'node:http'
import { networkInterfaces } from 'node:os'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { httpErrors } from '../errors/index.ts'
import type { Service } from '../lifecycle/index.ts'
import { clientErrorHandler } from './client-error.ts'
import { answerFetch } from './fetch.ts'
import { type ListenAt, listenAt } from './listen.ts'
import type { Mount } from './mount.ts'
import { operatorMounts } from './operator.ts'
import type { ServerParts } from './parts.ts'
import { Pipeline } from './pipeline.ts'
import { parseJson } from './request/json.ts'
import { tenantRewriter } from './request/tenant-path.ts'
import { readTrust, refuseOpen } from './request/trust.ts'
import { methodTable } from './routes.ts'

/** The HTTP server of one process. Mount first, then `start`; then any of `listen`, `fetch` and `handler`. */
export interface HttpServer extends Service {
  /** Adds routes. Throws after `start`. */
  mount(mounts: readonly Mount[]): void
  /**
   * Opens a port and resolves to the URL. Throws HTTP_PORT_TAKEN, and HTTP_TRUST_PROXY_OPEN where clients could forge
   * their address.
   */
  listen(at: ListenAt): Promise<string>
  /** Answers a web-standard request, without a socket. */
  fetch(request: Request): Promise<Response>
  /** Answers a request of somebody else's `node:http` server. */
  handler(request: IncomingMessage, response: ServerResponse): void
}

/** Makes the server. Nothing listens, and no route is there but health and metrics. */
export function createServer(parts: ServerParts): HttpServer {
  const mounts: Mount[] = []
  const app = createFastify(parts)
  let pipeline: Pipeline | undefined
  return {
    name: 'http',
    mount: more => void mounts.push(...more),
    start: async () => {
      mounts.push(...operatorMounts(parts))
      pipeline = assemble(app, mounts, parts)
      await app.ready()
    },
    stop: async () => {
      pipeline?.close()
      await stopWithin(app, parts.options.stopTimeout ?? 10_000)
      pipeline?.stop()
    },
    listen: async at => {
      refuseOpen(readTrust(parts.options.trustProxy), at.host, networkInterfaces())
      return listenAt(app, at)
    },
    fetch: request => answerFetch(app, request),
    handler: (request, response) => app.routing(request, response),
  }
}

/** No route has a schema of Fastify's: operations check for themselves. Importing its compilers takes 45 ms of a start. */
const noCompilers = { buildValidator: () => (() => () => true) as never, buildSerializer: () => () => JSON.stringify }

/** Times: headers 10 s, the whole request 30 s, idle connections 65 s, which is longer than proxies keep theirs (60 s). */
function createFastify({ dialect, options }: ServerParts): FastifyInstance {
  const rewriteUrl = tenantRewriter(dialect.settings.base)
  return fastify({
    ...(options.tenantPaths === true ? { rewriteUrl } : {}),
    bodyLimit: options.bodyLimit ?? 1_048_576,
    clientErrorHandler: clientErrorHandler(dialect),
    forceCloseConnections: 'idle',
    // The pipeline looks at Host itself: Node's own refusal would lack every header.
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 5000, requireHostHeader: false },
    keepAliveTimeout: 65_000,
    requestTimeout: 30_000,
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    schemaController: { compilersFactory: noCompilers },
    frameworkErrors: (error, request, reply) => request.server.errorHandler(error, request as FastifyRequest, reply),
  })
}

function assemble(app: FastifyInstance, mounts: readonly Mount[], parts: ServerParts): Pipeline {
  const pipeline = new Pipeline(parts, methodTable(mounts))
  app.decorateRequest('exchange', undefined)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    /^application\/(?:[\w.-]+\+)?json\b/,
    { parseAs: 'buffer' },
    async (_: unknown, body: Buffer) => parseJson(body),
  )
  app.addContentTypeParser('*', async (request: FastifyRequest, body: IncomingMessage) => {
    if (request.routeOptions.config.mount?.ignoresBody !== true) throw httpErrors.UNSUPPORTED_MEDIA_TYPE()
    body.resume()
  })
  app.addHook('onRequest', (request, reply) => pipeline.enter(request, reply))
  app.setErrorHandler((error, request, reply) => pipeline.fail(error, request, reply))
  app.setNotFoundHandler((request, reply) => pipeline.leave(request, reply))
  for (const mount of mounts) addRoute(app, mount, pipeline)
  return pipeline
}

function addRoute(app: FastifyInstance, mount: Mount, pipeline: Pipeline): void {
  app.route({
    method: mount.method,
    // The router takes a colon inside of a word for the beginning of a parameter, and two for one.
    url: mount.path.replace(/(?<!\/):/g, '::'),
    config: { mount },
    handler: async (request, reply) => {
      // The pipeline has begun, or this route would not run.
      const exchange = request.exchange as NonNullable<FastifyRequest['exchange']>
      await pipeline.send(reply, await mount.answer(request, exchange), exchange)
    },
  })
}

/**
 * Stops accepting, lets requests in flight finish, and cuts off what is left after `timeout` milliseconds. Connections
 * whose answer had begun before are looked at again: Node closes only those that are idle at the first moment.
 */
async function stopWithin(app: FastifyInstance, timeout: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), timeout)
  const look = setInterval(() => app.server.closeIdleConnections(), 50)
  try {
    await app.close()
  } finally {
    clearTimeout(cut)
    clearInterval(look)
  }
}
