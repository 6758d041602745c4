import { Readable } from 'node:stream'
import { apiHeaders, type HttpAnswer, itemTag, weakTag } from '../http/index.ts'
import type { FileReply, Operation, RedirectReply, Reply } from '../operations/index.ts'
import { cookieHeaders } from './client.ts'
import type { RestParts } from './parts.ts'

/** A reply in the dialect, before it is known who asked. */
export interface Rendered {
  readonly status: number
  readonly body: string | undefined
  readonly version: string | undefined
  readonly location: string | undefined
  /** `Set-Cookie` headers, as flat pairs. */
  readonly cookies: readonly string[]
  /** In the place of a body. */
  readonly file?: FileReply
}

const none: readonly string[] = []

/** Renders the replies of one operation, compiled once. JSON text that the database built passes through untouched. */
export function compileReply(
  operation: Operation,
  { dialect }: RestParts,
): (reply: Reply, byCursor: boolean) => Rendered {
  const render = dialect.replies(operation)
  const status = dialect.status(operation)
  const { base } = dialect.settings
  return (reply, byCursor) => {
    if (reply.kind === 'redirect') return redirected(reply)
    if (reply.kind === 'file')
      return { status, body: undefined, version: undefined, location: undefined, cookies: none, file: reply }
    return {
      status,
      body: status === 204 ? undefined : render(reply, byCursor),
      version: reply.kind === 'json' ? reply.version : undefined,
      location: reply.kind === 'json' || reply.kind === 'value' ? located(reply.location, base) : undefined,
      cookies: 'cookies' in reply ? cookieHeaders(reply.cookies ?? []) : none,
    }
  }
}

function redirected({ location, cookies = [] }: RedirectReply): Rendered {
  return { status: 302, body: undefined, version: undefined, location, cookies: cookieHeaders(cookies) }
}

/** Locations are under the base path, as the paths of operations are. */
function located(location: string | undefined, base: string): string | undefined {
  if (location === undefined || base === '' || location.startsWith(`${base}/`) || !location.startsWith('/'))
    return location
  return base + location
}

/** Makes the answers of one operation. `isPrivate` says that the request carried a token: no cache may keep the answer. */
export function compileAnswer(
  operation: Operation,
  { dialect }: RestParts,
): (rendered: Rendered, isPrivate: boolean) => HttpAnswer {
  const { token, tenantHeader } = dialect.settings
  const vary = ['vary', `Origin, Accept-Encoding, ${token.header}, ${tenantHeader}`]
  const json = ['content-type', 'application/json; charset=utf-8']
  const own = Object.freeze([...apiHeaders, ...vary, ...json, 'cache-control', 'no-store'])
  const open = Object.freeze([...apiHeaders, ...vary, ...json, 'cache-control', 'no-cache'])
  const bare = Object.freeze([...apiHeaders, ...vary, 'cache-control', 'no-store'])
  // Compressed tokens beside text that a stranger chose can be guessed from the size (BREACH).
  const squeeze = operation.envelope === undefined
  return ({ status, body, version, location, cookies, file }, isPrivate) => {
    if (file !== undefined) return { status, headers: [...bare, ...fileHeaders(file)], stream: streamOf(file) }
    const kind = body === undefined ? bare : isPrivate || operation.method !== 'GET' ? own : open
    return {
      status,
      headers: location === undefined && cookies === none ? kind : [...kind, ...placed(location), ...cookies],
      ...(body === undefined
        ? {}
        : { body, tag: tagOf({ body, version, hashed: !isPrivate && operation.method === 'GET' }) }),
      squeeze,
    }
  }
}

function fileHeaders({ type, name }: FileReply): string[] {
  return ['content-type', `${type}; charset=utf-8`, 'content-disposition', `attachment; filename="${name}"`]
}

function streamOf({ text }: FileReply): NonNullable<HttpAnswer['stream']> {
  return { open: () => Readable.from(text, { objectMode: false }) }
}

const placed = (location: string | undefined): string[] => (location === undefined ? [] : ['location', location])

/** What has a version is tagged for If-Match; the rest only where a cache may keep it. */
function tagOf({
  body,
  version,
  hashed,
}: {
  body: string
  version: string | undefined
  hashed: boolean
}): string | undefined {
  if (version !== undefined) return itemTag(version, body)
  return hashed ? weakTag(body) : undefined
}
