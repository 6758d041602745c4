import type { Signals } from '../../blueprint/derive/detection.ts'
import { found, type Written } from './written.ts'

const credentials = /\b(?:(credentials)\s*:\s*['"`]include['"`]|(withCredentials)\s*[:=]\s*true\b)/g
const cookieName =
  /(?:xsrfCookieName\s*[:=]|[cC]ookies?(?:\.get)?\s*\(|\b[cC]ookies?\[)\s*['"`]([\w-]*[cx]srf[\w-]*)['"`]|\b((?:__Host-)?[\w-]*[cx]srf[\w-]*)=(?=[([`'"])/gi
const headerName = /xsrfHeaderName\s*[:=]\s*['"`]([\w-]+)['"`]/g

/** Cookies that go along with requests, and what the CSRF token is called that stands in one. */
export function cookiesOf(files: readonly Written[]): Pick<Signals, 'cookies'> {
  const sends = found(files, credentials, match => match[1] ?? match[2])
  const names = found(files, cookieName, match => match[1] ?? match[2])
  const headers = found(files, headerName, match => match[1])
  return {
    cookies: [
      ...sends.map(({ name, evidence }) => ({
        kind: name === 'credentials' ? ('fetch' as const) : ('axios' as const),
        name,
        evidence,
      })),
      ...names.map(one => ({ kind: 'csrfCookie' as const, ...one })),
      ...headers.map(one => ({ kind: 'csrfHeader' as const, ...one })),
    ],
  }
}
