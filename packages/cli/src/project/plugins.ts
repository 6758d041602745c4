import { elementsOf, getMember, literalTexts } from '../syntax/index.ts'
import { memberAt, readConfig } from './config.ts'
import type { Sources } from './load.ts'
import { relativePath } from './walk.ts'

const PLUGIN = /(?:^|\/)plugins\//

/**
 * Entries without the plugins that Nuxt's second version is not told of: it loads those that its configuration lists,
 * the third all.
 */
export function withoutUnlisted(root: string, entries: readonly string[], sources: Sources): string[] {
  const config = readConfig(root, ['nuxt.config'], sources)
  if (!config || /\bdefineNuxtConfig\b/.test(config.call.frame.module.source.text)) return [...entries]
  const { frame } = config.call
  const listed = config.values
    .flatMap(value => elementsOf(memberAt(value, ['plugins'], frame), frame))
    .flatMap(one => {
      const described = one.filter(atom => atom.kind === 'object')
      return literalTexts(described.length > 0 ? getMember(described, 'src', { frame }) : one)
    })
    .map(stemOf)
  const isListed = (file: string) => listed.some(name => stemOf(file).endsWith(name))
  return listed.length === 0 ? [...entries] : entries.filter(path => isEntry(relativePath(root, path), isListed))
}

function isEntry(file: string, isListed: (file: string) => boolean): boolean {
  return !PLUGIN.test(file) || isListed(file)
}

/** `~/plugins/api.client.js` and `@/plugins/api` are the end of one path. */
function stemOf(file: string): string {
  return file
    .replace(/^(?:[~@]{1,2}|\.)?\//, '')
    .replace(/(?:\.(?:client|server))?(?:\.[cm]?[jt]s)?$/, '')
    .replace(/\/index$/, '')
}
