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
 * A file that a framework shows at an address: `app/(shop)/basket/page.tsx`, `pages/basket/index.vue`,
 * `routes/basket/+page.svelte`.
 */
const FILED = /^.*\/(?:app|pages|routes)(\/.*?)(?:\/(?:page|index|\+page))?\.(?:[jt]sx?|vue|svelte)$/

/**
 * Tells whether the frontend has a page of its own at an address that would be a server's otherwise, as one that ends a session
 * is: a route, what it goes to by its router, or a file that is a page by its name or by where it stands.
 */
export function pagesAt(scripts: readonly string[], files: () => readonly Written[]): (path: string) => boolean {
  const endsIn = scripts.some(path => PAGES.test(path))
  const filed = new Set(scripts.flatMap(path => FILED.exec(path)?.[1]?.replace(/\/\([^/]*\)/g, '') ?? []))
  return path => {
    const written = path.replace(/^\//, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    const route = new RegExp(
      `(?:\\b(?:path|to|route)\\s*(?:=\\s*\\{?|:)|\\b(?:push|navigate|redirect)\\()\\s*['"\`]/?${written}['"\`]`,
    )
    return (endsIn && endsSession(path)) || filed.has(path) || files().some(({ text }) => route.test(text))
  }
}
