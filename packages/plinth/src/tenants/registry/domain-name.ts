import { registryErrors } from './errors.ts'

/** A label of a host name, RFC 1123 section 2.1. */
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** The name in lower case; DOMAIN_UNFIT for what is no host name, an address, or part of the platform's own domain. */
export function domainName(text: string, platform: string | null): string {
  const name = text.toLowerCase().replace(/\.$/, '')
  const labels = name.split('.')
  const fits = labels.length > 1 && name.length <= 245 && labels.every(each => label.test(each))
  const isAddress = /^\d+$/.test(labels.at(-1) ?? '')
  const isOurs = platform !== null && `.${name}`.endsWith(`.${platform}`)
  if (!fits || isAddress || isOurs) throw registryErrors.DOMAIN_UNFIT({ domain: text.slice(0, 253) })
  return name
}
