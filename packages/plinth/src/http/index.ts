/** The HTTP server: the pipeline that every request takes, and the ways to reach it. */
export { doorErrors } from './errors.ts'
export type { Incoming, Outgoing, PipelineHooks } from './hooks.ts'
export type { ListenAt } from './listen.ts'
export type { Mount } from './mount.ts'
export type { HitLimit, ServerOptions, ServerParts } from './parts.ts'
export { Exchange } from './request/exchange.ts'
export { limitKey } from './request/ip.ts'
export { tenantInPath } from './request/tenant-path.ts'
export type { HttpAnswer } from './response/answer.ts'
/** Tags of answers, and the version that an If-Match names. */
export { itemTag, versionOf, weakTag } from './response/etag.ts'
/** Security headers of data and of pages. */
export { apiHeaders, pageHeaders } from './response/headers.ts'
export { createServer, type HttpServer } from './server.ts'
/** A frontend's build, served beside the API. */
export { type StaticFiles, serveStatic } from './static/serve.ts'
