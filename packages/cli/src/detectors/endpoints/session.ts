import type { Written } from '../signals/written.ts'

/** `/logout`, `admin/sign-out`: what ends a session where a person goes there. */
const SIGN_OUT = /^(?:\.?\/)?(?:[\w-]+\/)*(?:log|sign)[-_]?(?:out|off)\/?(?:[?#].*)?$/i

/** Whether an address ends the session of who follows it. */
export function endsSession(address: string): boolean {
  return SIGN_OUT.test(address)
}

/** Folders whose files are pages, by their names. */
const PAGES = /(?:^|\/)(?:pages|routes|app|views|screens)\/(?:.+\/)?\(?(?:log|sign)[-_]?(?:out|off)\b/i

/**
 * Tells whether the frontend has a page of its own at an address that would end a session: a route, what it goes to by its
 * router, or a file that is a page by its name.
 */
export function pagesAt(scripts: readonly string[], files: () => readonly Written[]): (path: string) => boolean {
  const isFile = scripts.some(path => PAGES.test(path))
  return path => {
    const written = path.replace(/^\//, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    const route = new RegExp(
      `(?:\\b(?:path|to|route)\\s*(?:=\\s*\\{?|:)|\\b(?:push|navigate|redirect)\\()\\s*['"\`]/?${written}['"\`]`,
    )
    return isFile || files().some(({ text }) => route.test(text))
  }
}
