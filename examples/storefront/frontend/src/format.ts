const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' })
const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** Cents as a price: 1250 is "$12.50". */
export const formatMoney = (cents: number) => money.format(cents / 100)

/** A timestamp as a day. */
export const formatDate = (timestamp: string) => date.format(new Date(timestamp))

/** A timestamp as a day and a time. */
export const formatDateTime = (timestamp: string) => dateTime.format(new Date(timestamp))

/** The short number under which people talk about an order. */
export const orderNumber = (id: string) => `#${id.replaceAll('-', '').slice(-6).toUpperCase()}`

/** "1 item", "2 items". */
export const countOf = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`

/** Bytes in the largest fitting unit: 1536 is "1.5 kB". */
export function formatSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

const browsers = [
  ['Edge', /Edg\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrome\//],
  ['Safari', /Safari\//],
] as const

const systems = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['Mac', /Mac OS/],
  ['Linux', /Linux/],
] as const

/** "Firefox on Windows": what a browser says of itself, as people would say it. */
export function deviceName(agent: string | null): string {
  const browser = browsers.find(([, sign]) => sign.test(agent ?? ''))?.[0]
  const system = systems.find(([, sign]) => sign.test(agent ?? ''))?.[0]
  return browser === undefined ? 'Another program' : system === undefined ? browser : `${browser} on ${system}`
}
