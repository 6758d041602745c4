import type { Signals } from '../../blueprint/derive/detection.ts'
import { found, type Written } from './written.ts'

/** `const tenant = location.hostname.split('.')[0]`: a part of the page's own host, called after a tenant. */
const fromHost =
  /\b(?:const|let|var)\s+(?:\[\s*)?(\w*(?:tenant|org(?:ani[sz]ation)?|workspace|subdomain|team|company)\w*)[^=\n]*=\s*[^\n;]*\bhost(?:name)?\s*\.split\(\s*['"`]\.['"`]\s*\)/gi

/** Tenants that the page's host names. */
export function tenantHostsOf(files: readonly Written[]): NonNullable<Signals['tenants']> {
  return found(files, fromHost, match => match[1]).map(({ evidence }) => ({ kind: 'subdomain', header: '', evidence }))
}
