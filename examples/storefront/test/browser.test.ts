import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { has } from '../../../scripts/services.ts'
import { builtFrontend } from './frontend.ts'
import { type DemoLogin, type Shop, startShop } from './shop.ts'
import { newVisitor, openBrowser, type Screen, screens, type Visitor, visit } from './visitor.ts'

/** Refused to everybody who signs in: what the page asks for by itself and this backend does not serve yet. */
const later = ['404 /socket.io/']

const everyScreen = Object.keys(screens) as Screen[]

let shop: Shop
let browser: Browser
let visitors: ReadonlyMap<Screen, Visitor>

describe.skipIf(!has('chromium'))(
  'needs chromium: the shop in a browser, on the backend that is written for it',
  () => {
    beforeAll(async () => {
      shop = await startShop(await builtFrontend())
      browser = await openBrowser()
      visitors = new Map(
        await Promise.all(everyScreen.map(async screen => [screen, await newVisitor(browser, screen)] as const)),
      )
    })

    afterAll(async () => {
      await browser?.close()
      expect(await shop?.stop()).toBe(0)
    })

    scenario('refuses a wrong password and a taken address', {
      from: '/login',
      refused: ['401 /api/auth/login', '409 /api/auth/register'],
      async steps({ page }) {
        const { email } = shop.login('customer')
        await signIn(page, { email, password: 'not-the-password' })
        await page.getByRole('alert').waitFor()
        await page.getByRole('link', { name: 'Create an account' }).click()
        await register(page, { email, password: 'long-enough-1' })
        await page.getByRole('alert').waitFor()
        expect(new URL(page.url()).pathname).toBe('/register')
      },
    })

    scenario('keeps guests and customers out of the back office', {
      from: '/admin/products',
      refused: later,
      async steps({ page }) {
        await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
        await signIn(page, shop.login('customer'))
        await page.getByRole('heading', { name: 'This part is for the people who run the shop' }).waitFor()
        expect(await page.getByRole('link', { name: 'Admin' }).count()).toBe(0)
      },
    })

    scenario('searches, filters, sorts and pages', {
      refused: [],
      async steps(visitor) {
        const cards = visitor.page.locator('.grid:not(.grid-stale) .card')
        await cards.first().waitFor()
        const all = await countOf(visitor.page)
        await searchFor(visitor.page, cards)
        await filterBy(visitor, cards, all)
        await sortByPrice(visitor.page, cards)
        await turnPages(visitor.page, cards, all)
      },
    })

    scenario('opens an account, signs out, and signs in again', {
      from: '/register',
      refused: later,
      async steps({ page, screen }) {
        const person = { email: `nora-${screen}@example.com`, password: 'long-enough-1' }
        await register(page, person)
        await accountMenu(page).click()
        await page.getByText(person.email).waitFor()
        await page.getByRole('button', { name: 'Sign out' }).click()
        await page.getByRole('link', { name: 'Sign in' }).click()
        await signIn(page, person)
        await accountMenu(page).waitFor()
      },
    })

    scenario('stays signed in when the access token has run out', {
      from: '/login',
      refused: [...later, '401 /api/auth/me', '401 /api/orders', '401 /api/organisations'],
      async steps({ page }) {
        await signIn(page, shop.login('customer'))
        await accountMenu(page).waitFor()
        await page.evaluate(() => localStorage.setItem('storefront.accessToken', 'has-run-out'))
        await page.goto(`${shop.url}/orders`)
        await page.getByRole('list', { name: 'My orders' }).waitFor()
      },
    })

    scenario('buys, is told that cards are not taken yet, and cancels', {
      refused: [...later, '501 /api/payments/checkout'],
      async steps(visitor) {
        const { page } = visitor
        const title = await order(page)
        await page.getByRole('button', { name: 'Pay by card' }).click()
        await page.getByText('Card payment is not available yet.').waitFor()
        await openOrder(visitor, title)
        await page.getByRole('button', { name: 'Cancel order' }).click()
        await page.locator('.badge', { hasText: 'Cancelled' }).waitFor()
        await page.reload()
        await page.locator('.badge', { hasText: 'Cancelled' }).waitFor()
        expect(await page.getByRole('button', { name: 'Pay by card' }).count()).toBe(0)
      },
    })

    scenario('creates, changes and deletes a product as admin', {
      from: '/admin/products',
      refused: [...later, '501 /api/uploads'],
      async steps({ page, screen }) {
        const name = `Birch tray for the ${screen}`
        await signIn(page, shop.login('admin'))
        await page.getByRole('link', { name: 'New product' }).click()
        await page.getByRole('button', { name: 'Create product' }).click()
        await page.getByText('Please give it a name.').waitFor()
        await createProduct(page, name)
        await changePrice(page, name)
        await page.getByRole('button', { name: `Delete ${name}` }).click()
        await page.getByRole('button', { name: 'Delete', exact: true }).click()
        await page.getByRole('link', { name, exact: true }).waitFor({ state: 'detached' })
      },
    })

    scenario('moves an order on as admin', {
      from: '/admin/orders',
      refused: later,
      async steps({ page, screen }) {
        await signIn(page, shop.login('admin'))
        // An order for each screen: both work at the same time.
        const row = page.getByRole('row').nth(1 + everyScreen.indexOf(screen))
        const next = (await row.getByRole('combobox').inputValue()) === 'paid' ? 'shipped' : 'paid'
        await row.getByRole('combobox').selectOption(next)
        await row.locator(`.badge-${next}`).waitFor()
        await page.reload()
        expect(await row.getByRole('combobox').inputValue()).toBe(next)
      },
    })

    scenario('shows where somebody is signed in, and ends that elsewhere', {
      from: '/register',
      refused: later,
      async steps({ page, screen }) {
        const person = { email: `dora-${screen}@example.com`, password: 'long-enough-1' }
        await register(page, person)
        await accountMenu(page).waitFor()
        const elsewhere = [await signInElsewhere(person, 'Firefox'), await signInElsewhere(person, 'Safari')]
        await accountMenu(page).click()
        await page.getByRole('link', { name: 'Account' }).click()
        const devices = page.getByRole('list', { name: 'Devices' }).getByRole('listitem')
        await devices.filter({ hasText: 'This device' }).waitFor()
        expect(await devices.count()).toBe(3)
        await devices.filter({ hasText: 'Firefox on Windows' }).getByRole('button', { name: 'Sign out' }).click()
        await devices.filter({ hasText: 'Firefox on Windows' }).waitFor({ state: 'detached' })
        expect(await statusesOf(elsewhere)).toEqual([401, 200])
        await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
        await devices.nth(1).waitFor({ state: 'detached' })
        expect(await statusesOf(elsewhere)).toEqual([401, 401])
        await page.reload()
        await devices.filter({ hasText: 'This device' }).waitFor()
      },
    })

    scenario('goes over to another organisation, and finds only what is its own', {
      from: '/account',
      refused: later,
      async steps({ page, screen }) {
        const label = `Warehouse for the ${screen}`
        await signIn(page, shop.login('admin'))
        await page.getByRole('heading', { name: 'Addresses of Harbour & Sons' }).waitFor()
        await page.getByLabel('Called').fill(label)
        await page.getByLabel('Address', { exact: true }).fill('Quay 7\nGhent')
        await page.getByRole('button', { name: 'Keep address' }).click()
        await page.getByRole('listitem').filter({ hasText: label }).waitFor()
        await page.getByLabel('Organisation').selectOption({ label: 'Northwind Studio' })
        await page.getByRole('heading', { name: 'Addresses of Northwind Studio' }).waitFor()
        await page.getByText('No address has been kept yet.').waitFor()
        await page.reload()
        await page.getByRole('heading', { name: 'Addresses of Northwind Studio' }).waitFor()
        expect(await page.getByText(label).count()).toBe(0)
        await page.getByLabel('Organisation').selectOption({ label: 'Harbour & Sons' })
        await page.getByRole('listitem').filter({ hasText: label }).waitFor()
      },
    })

    scenario('lets customers use the addresses of their organisation, and keep none', {
      from: '/login',
      refused: later,
      async steps({ page, screen }) {
        const label = `Back door for the ${screen}`
        await keepAddress(shop.login('admin'), { label, lines: `Lane 3, ${screen}` })
        await signIn(page, shop.login('customer'))
        await accountMenu(page).click()
        await page.getByRole('link', { name: 'Account' }).click()
        await page.getByRole('listitem').filter({ hasText: label }).waitFor()
        expect(await page.getByRole('button', { name: /^(Keep address|Remove )/ }).count()).toBe(0)
        await page.goto(`${shop.url}/`)
        await page.locator('.card-link').first().click()
        await page.getByRole('button', { name: 'Add to cart' }).click()
        await page.getByRole('link', { name: 'Cart, 1 item' }).click()
        await page.getByRole('link', { name: 'Go to checkout' }).click()
        await page.getByLabel('Deliver to').selectOption({ label })
        expect(await page.getByLabel('Shipping address').inputValue()).toBe(`Lane 3, ${screen}`)
      },
    })

    scenario('names what is not served yet', {
      from: '/admin/documents',
      refused: [...later, '501 /api/imports', '501 /api/uploads'],
      async steps({ page }) {
        await signIn(page, shop.login('admin'))
        await page.getByLabel('Upload documents').setInputFiles([file('a.pdf'), file('b.pdf')])
        await page.getByText('Document upload is not available yet.').waitFor()
        await page.getByRole('link', { name: 'Import' }).click()
        await page.getByLabel('Choose a CSV file').setInputFiles([file('products.csv')])
        await page.getByText('CSV import is not available yet.').waitFor()
        await page.getByRole('button', { name: /^Notifications/ }).click()
        await page.getByText('Live notifications are not available yet.').waitFor()
      },
    })
  },
)

interface Scenario {
  /** The address to begin at. Default: the shop. */
  readonly from?: string
  /** The requests that may be refused. Nothing else may go wrong in the page. */
  readonly refused: readonly string[]
  steps(visitor: Visitor): Promise<void>
}

/** The same on every screen, at the same time. At the end nothing has gone wrong, and nothing sticks out sideways. */
function scenario(name: string, { from = '/', refused, steps }: Scenario): void {
  describe(name, () => {
    it.concurrent.for(everyScreen)('on a %s', async (screen, { onTestFailed }) => {
      const visitor = visitors.get(screen) as Visitor
      onTestFailed(() => console.error(`On a ${screen} at ${visitor.page.url()}:`, ...visitor.problems))
      await visit(visitor, shop.url, from)
      await steps(visitor)
      const tooWide = await visitor.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(tooWide).toBeLessThanOrEqual(0)
      expect([...visitor.problems].filter(problem => !refused.includes(problem))).toEqual([])
    })
  })
}

const accountMenu = (page: Page): Locator => page.getByRole('button', { name: 'Account menu' })

const file = (name: string) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from('name\nTray') })

async function signIn(page: Page, { email, password }: DemoLogin): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
}

async function register(page: Page, { email, password }: DemoLogin): Promise<void> {
  await page.getByLabel('Name').fill('Nora Newcomer')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
}

interface SignedIn {
  readonly accessToken: string
}

/** The same person, in another browser. */
async function signInElsewhere(person: DemoLogin, browser: string): Promise<SignedIn> {
  const agent = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${browser}/140.0`
  const response = await fetch(`${shop.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': agent },
    body: JSON.stringify(person),
  })
  expect(response.status).toBe(200)
  return ((await response.json()) as { data: SignedIn }).data
}

/** What the other browsers are answered. */
function statusesOf(signedIn: readonly SignedIn[]): Promise<number[]> {
  return Promise.all(
    signedIn.map(async ({ accessToken }) => {
      const headers = { authorization: `Bearer ${accessToken}` }
      return (await fetch(`${shop.url}/api/auth/me`, { headers })).status
    }),
  )
}

/** Somebody else keeps an address in the first of their organisations. */
async function keepAddress(login: DemoLogin, address: object): Promise<void> {
  const { accessToken } = await signInElsewhere(login, 'Firefox')
  const response = await fetch(`${shop.url}/api/addresses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
    body: JSON.stringify(address),
  })
  expect(response.status).toBe(201)
}

/** How many products the shop says that it has found. */
async function countOf(page: Page): Promise<number> {
  return Number.parseInt((await page.locator('.result-count').textContent()) ?? '', 10)
}

/** Types the last product's name: it is found, alone. */
async function searchFor(page: Page, cards: Locator): Promise<void> {
  const name = (await cards.last().getByRole('heading').textContent()) ?? ''
  await page.getByLabel('Search products').fill(name)
  await page.getByText('1 product', { exact: false }).waitFor()
  expect(await cards.getByRole('heading').allTextContents()).toEqual([name])
  await page.getByLabel('Search products').fill('nothing is called so')
  await page.getByRole('button', { name: 'Clear search and filters' }).click()
  await cards.nth(1).waitFor()
}

/** By category and price; on a phone the filters have to be opened. */
async function filterBy({ page, screen }: Visitor, cards: Locator, all: number): Promise<void> {
  if (screen === 'phone') await page.getByRole('button', { name: 'Filters' }).click()
  const choice = page.getByRole('group', { name: 'Category' }).getByRole('radio').nth(1)
  const name = (await page.getByRole('group', { name: 'Category' }).locator('label').nth(1).textContent()) ?? ''
  await choice.check({ force: true })
  await page.getByRole('button', { name: 'Clear all' }).waitFor()
  await cards.first().waitFor()
  expect(new Set(await cards.locator('.card-category').allTextContents())).toEqual(new Set([name]))
  expect(await countOf(page)).toBeLessThan(all)
  const cheapest = Math.min(...(await pricesOf(cards)))
  await page.getByLabel('Maximum').fill(String(cheapest))
  await page.getByRole('button', { name: 'Apply price' }).click()
  await page.getByText('1 product', { exact: false }).waitFor()
  expect(await pricesOf(cards)).toEqual([cheapest])
  if (screen === 'phone') await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByRole('button', { name: 'Clear all' }).click()
  await cards.nth(1).waitFor()
}

async function pricesOf(cards: Locator): Promise<number[]> {
  return (await cards.locator('.price').allTextContents()).map(text => Number(text.replace(/[$,]/g, '')))
}

async function sortByPrice(page: Page, cards: Locator): Promise<void> {
  await page.getByLabel('Sort by').selectOption('-priceCents')
  await page.waitForURL(/sort=-priceCents/)
  await cards.first().waitFor()
  const prices = await pricesOf(cards)
  expect(prices).toEqual(prices.toSorted((a, b) => b - a))
  expect(prices[0]).toBeGreaterThan(prices.at(-1) as number)
}

/** The second page has the rest, and the first one's address leads back. */
async function turnPages(page: Page, cards: Locator, all: number): Promise<void> {
  const before = await cards.getByRole('heading').allTextContents()
  await page.getByRole('button', { name: 'Page 2' }).click()
  await page.waitForURL(/page=2/)
  await cards.nth(all - before.length - 1).waitFor()
  const names = new Set([...before, ...(await cards.getByRole('heading').allTextContents())])
  expect(names.size).toBe(all)
  await page.goBack()
  await page.getByRole('heading', { name: before[0] as string, exact: true }).waitFor()
}

/** Two of the first product, by way of its page; signs in on the way. Gives the title of the order's page. */
async function order(page: Page): Promise<string> {
  const link = page.locator('.card-link').first()
  const name = (await link.getByRole('heading').textContent()) ?? ''
  await link.click()
  await page.getByRole('button', { name: 'One more' }).click()
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('link', { name: 'Cart, 2 items' }).click()
  await page.getByRole('link', { name: 'Go to checkout' }).click()
  await signIn(page, shop.login('customer'))
  await page.getByRole('button', { name: 'Place order' }).click()
  await page.getByText('Please say where to send it.').waitFor()
  await page.getByLabel('Shipping address').fill('Nora Newcomer\n3 Harbour Lane\nHamburg')
  await page.getByRole('button', { name: 'Place order' }).click()
  await page.getByText('Your order has been placed').waitFor()
  await page.getByRole('link', { name, exact: true }).waitFor()
  await page.getByRole('link', { name: 'Cart, 0 items' }).waitFor()
  return (await page.getByRole('heading', { name: /^Order #/ }).textContent()) ?? ''
}

/** From the list of the customer's orders. */
async function openOrder({ page, screen }: Visitor, title: string): Promise<void> {
  if (screen === 'phone') await accountMenu(page).click()
  await page.getByRole('link', { name: 'My orders' }).filter({ visible: true }).click()
  await page.getByRole('list', { name: 'My orders' }).getByRole('link', { name: title }).click()
  await page.getByRole('heading', { name: title }).waitFor()
}

async function createProduct(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Description').fill('Bent by steam.')
  await page.getByLabel('Category').selectOption({ index: 1 })
  await page.getByLabel('Price').fill('24.90')
  await page.getByLabel('Stock').fill('12')
  await page.getByLabel('Status').selectOption('active')
  await page.getByLabel('Upload a picture').setInputFiles([file('tray.png')])
  await page.getByText('Picture upload is not available yet.').waitFor()
  await page.getByRole('button', { name: 'Create product' }).click()
  await page.getByRole('link', { name, exact: true }).waitFor()
}

/** The form shows what was saved, and the list what was changed. */
async function changePrice(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: `Edit ${name}` }).click()
  await page.getByRole('button', { name: 'Save changes' }).waitFor()
  expect(await page.getByLabel('Price').inputValue()).toBe('24.90')
  expect(await page.getByLabel('Description').inputValue()).toBe('Bent by steam.')
  await page.getByLabel('Price').fill('31.50')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByRole('row', { name }).getByText('$31.50').waitFor()
}
