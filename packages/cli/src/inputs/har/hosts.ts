import { listOf, objectOf, textOf } from '../document.ts'
import type { Call } from './call.ts'

const local = /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\])$/

/**
 * The hosts of this backend: that of the page, and the one that most calls go to where they carry a token or the page's
 * has none.
 */
export function ownHosts(root: unknown, calls: readonly Call[]): ReadonlySet<string> {
  const pages = pageHosts(root)
  const counts = new Map<string, number>()
  for (const { url } of calls) counts.set(url.host, (counts.get(url.host) ?? 0) + 1)
  const [leader] = [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
  const own = new Set([...counts.keys()].filter(host => pages.has(host) || local.test(host.replace(/:\d+$/, ''))))
  if (leader === undefined) return own
  const carries = calls.some(({ url, scheme }) => url.host === leader[0] && scheme !== undefined)
  if (own.size === 0 || carries) own.add(leader[0])
  return own
}

/** Browsers write the address of a page as its title; others leave it to the request of the document. */
function pageHosts(root: unknown): ReadonlySet<string> {
  const log = objectOf(objectOf(root).log)
  const titles = listOf(log.pages).map(page => textOf(objectOf(page).title))
  const documents = listOf(log.entries)
    .map(objectOf)
    .filter(entry => entry._resourceType === 'document' || isPage(entry))
    .map(entry => textOf(objectOf(entry.request).url))
  const named = titles.some(title => isAddress(title)) ? titles : documents.slice(0, 1)
  return new Set(named.filter(isAddress).map(address => new URL(address).host))
}

function isPage(entry: Readonly<Record<string, unknown>>): boolean {
  const mime = textOf(objectOf(objectOf(entry.response).content).mimeType) ?? ''
  return objectOf(entry.request).method === 'GET' && mime.startsWith('text/html')
}

function isAddress(text: string | undefined): text is string {
  return text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text)
}
