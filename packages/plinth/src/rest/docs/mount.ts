import { apiHeaders, type HttpAnswer, type Mount, pageHeaders, weakTag } from '../../http/index.ts'
import { openapi } from '../openapi/openapi.ts'
import type { RestParts } from '../parts.ts'
import { docsPage } from './page.ts'
import { script } from './script.ts'
import { style } from './style.ts'

/** Everything comes from this server, nothing is inline, and nobody may frame it. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const page = pageHeaders(policy)

/** `/openapi.json`, and `/docs` with its two files. Made when somebody asks first: they cost the start nothing. */
export function docsMounts(parts: RestParts): Mount[] {
  const { operations, dialect, info } = parts
  const document = once(() => openapi(operations, dialect, info))
  return [
    mountText(
      '/openapi.json',
      [...apiHeaders, 'content-type', 'application/json; charset=utf-8'],
      once(() => JSON.stringify(document())),
    ),
    mountText(
      '/docs',
      [...page, 'content-type', 'text/html; charset=utf-8'],
      once(() => docsPage(document(), tokenText(parts))),
    ),
    mountText('/docs/style.css', [...page, 'content-type', 'text/css; charset=utf-8'], () => style),
    mountText('/docs/script.js', [...page, 'content-type', 'text/javascript; charset=utf-8'], () => script),
  ]
}

function mountText(path: string, headers: readonly string[], text: () => string): Mount {
  const all = Object.freeze([...headers, 'cache-control', 'no-cache', 'vary', 'Accept-Encoding'])
  const answer = once((): HttpAnswer => ({ status: 200, headers: all, body: text(), tag: weakTag(text()) }))
  return { method: 'GET', path, answer }
}

function tokenText({ dialect }: RestParts): string {
  const { header, scheme } = dialect.settings.token
  return `${header}: ${scheme === '' ? '' : `${scheme} `}$TOKEN`
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
