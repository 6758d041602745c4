import type { Signals } from '../../blueprint/derive/detection.ts'
import { found, type Written } from './written.ts'

/** `path="/reset-password"` of a route element, `path: 'verify/:token'` of a table of routes. */
const routePath = /\bpath\s*(?:=\s*\{?|:)\s*(['"`])(\/?[\w-]+(?:\/:?[\w-]+)*)\1/g
/** `params.get('token')`, `route.query.token`, `searchParams.token` */
const addressWord =
  /(?:[pP]arams(?:\(\))?(?:\.value)?|[qQ]uery|location\.search\)|\.search\))\??\.(?:get\(\s*['"`]([\w-]+)['"`]|(\w+)\b(?!\s*\())/g

/** Pages of the frontend that mails may lead to, and the words that it reads from its own address. */
export function routesOf(files: readonly Written[]): Pick<Signals, 'pages' | 'addressWords'> {
  const pages = found(files, routePath, match => mailedOnly(match[2]))
  const words = found(files, addressWord, match => mailedOnly(match[1] ?? match[2]))
  return {
    pages: pages.map(({ name, evidence }) => ({ path: name.replace(/^\/?/, '/'), evidence })),
    addressWords: words.map(({ name, evidence }) => ({ word: name, evidence })),
  }
}

/** Only these are of use: pages for mails, and the secrets in their addresses. */
const mailed = /reset|verif|confirm|activat|invit|new-?password|set-?password|token|ticket|code|key|secret/i

function mailedOnly(name: string | undefined): string | undefined {
  return name !== undefined && mailed.test(name) ? name : undefined
}
