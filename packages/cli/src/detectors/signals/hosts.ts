import type { Signals } from '../../blueprint/derive/detection.ts'
import { found, type Written } from './written.ts'

/** `const tenant = location.hostname.split('.')[0]`: a part of the page's own host, called after a tenant. */
const fromHost =
  /\b(?:const|let|var)\s+(?:\[\s*)?(\w*(?:tenant|org(?:ani[sz]ation)?|workspace|sub_?domain|team|company)\w*|sub|slug)\b[^=\n]*=\s*[^\n;]*\bhost(?:name)?\s*\.split\(\s*['"`]\.['"`]\s*\)/gi

/**
 * `//${subdomain}.${domain}`, `//${team.slug}.example.com`: where a tenant's own pages stand. A company's website is no
 * such place.
 */
const toHost =
  /\/\/\$\{[^{}\n]*?\b(sub_?domain|tenant|workspace|(?:org(?:ani[sz]ation)?|team|company)[?!]?\.(?:slug|sub_?domain|handle))\b[^{}\n]*\}(?:\.|\$\{)/gi

/** Tenants that the page's host names, and hosts that are made of a tenant's name. */
export function tenantHostsOf(files: readonly Written[]): NonNullable<Signals['tenants']> {
  const all = [...found(files, fromHost, match => match[1]), ...found(files, toHost, match => match[1])]
  return all.map(({ evidence }) => ({ kind: 'subdomain', header: '', evidence }))
}
