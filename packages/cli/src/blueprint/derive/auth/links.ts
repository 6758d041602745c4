import type { Signals } from '../detection.ts'
import type { AuthAsks, AuthName } from './operations.ts'
import { fieldWords } from './words.ts'

type Link = 'reset' | 'verify' | 'email' | 'invite'

const pages: Readonly<Record<Link, { readonly operation: AuthName; readonly path: RegExp }>> = {
  reset: { operation: 'auth.reset', path: /reset|new-?password|set-?password/i },
  verify: { operation: 'auth.verify', path: /verif|activat|confirm-?(email|account|mail)/i },
  email: { operation: 'auth.confirmEmail', path: /email-?(change|confirm)|(confirm|change)-?(new-?)?email/i },
  invite: { operation: 'auth.verify', path: /invit/i },
}

/**
 * Where mails lead to: the frontend's own page, with the ticket where that page looks for it. Left out where no page is
 * known, or nothing tells how it gets at the ticket.
 */
export function linksOf(auth: AuthAsks, signals: Signals): Partial<Record<Link, string>> {
  const links = Object.entries(pages).flatMap(([name, { operation, path }]): [string, string][] => {
    const ask = auth.get(operation)
    if (ask === undefined || name === 'invite') return []
    const page = (signals.pages ?? []).find(each => path.test(each.path) && !/forgot|request/i.test(each.path))
    if (page === undefined) return []
    if (/\/:\w+$/.test(page.path)) return [[name, page.path.replace(/:\w+$/, '{ticket}')]]
    const files = new Set([...ask.endpoint.evidence, ...page.evidence].map(({ file }) => file))
    const words = (signals.addressWords ?? []).filter(({ word }) => fieldWords.ticket.test(word.replaceAll('_', '')))
    const near = words.find(({ evidence }) => evidence.some(({ file }) => files.has(file))) ?? words[0]
    return near === undefined ? [] : [[name, `${page.path}?${near.word}={ticket}`]]
  })
  return Object.fromEntries(links)
}
