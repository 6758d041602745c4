import { type Browser, type ConsoleMessage, chromium, type Page } from 'playwright-core'
import { services } from '../../../scripts/services.ts'

/** The screens to look at the shop on. */
export const screens = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
} as const

/** A name of a screen. */
export type Screen = keyof typeof screens

/** Somebody who looks at the shop. */
export interface Visitor {
  readonly page: Page
  readonly screen: Screen
  /** What went wrong since the visit began: exceptions, policy violations, console errors, refused requests as `404 /path`. */
  readonly problems: Set<string>
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Debian's Chromium, without a window, with a profile that is thrown away. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: services.chromium.binary, args })
}

/** A visitor with a screen of their own. Waits of theirs fail after 5 s. */
export async function newVisitor(browser: Browser, screen: Screen): Promise<Visitor> {
  const context = await browser.newContext({ viewport: screens[screen], reducedMotion: 'reduce' })
  context.setDefaultTimeout(5_000)
  const page = await context.newPage()
  const problems = new Set<string>()
  page.on('pageerror', error => problems.add(String(error)))
  page.on('console', message => message.type() === 'error' && problems.add(problemOf(message)))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`${violatedDirective} refuses ${blockedURI}`),
    )
  })
  return { page, screen, problems }
}

/**
 * Begins at an address of the shop as somebody who was never there. The page stays the same one: a context for each
 * visit would take 0.45 s of CPU more.
 */
export async function visit({ page, problems }: Visitor, shop: string, path: string): Promise<void> {
  if (page.url().startsWith(shop)) await page.evaluate(() => localStorage.clear())
  await page.context().clearCookies()
  await page.goto('about:blank')
  problems.clear()
  await page.goto(`${shop}${path}`)
}

/** Chromium logs every refused request; the same one counts once, whatever its query. */
function problemOf(message: ConsoleMessage): string {
  const status = /^Failed to load resource: .* status of (\d{3})/.exec(message.text())?.[1]
  return status === undefined ? message.text() : `${status} ${new URL(message.location().url).pathname}`
}
