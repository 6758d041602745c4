import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { scriptsOf } from './html.ts'
import type { Manifest } from './manifest.ts'
import type { Tree } from './walk.ts'

const ENDINGS = ['.tsx', '.ts', '.jsx', '.js', '.mts', '.mjs', '.vue']
const USUAL = ['src/index', 'src/main', 'index', 'main', 'src/app', 'app', 'src/App', 'App']
// Files that a framework loads by where they stand.
const ROUTED = /(?:^|[\\/])(?:pages|app|routes|layouts|middleware|plugins)[\\/]/
const ROUTERS = new Set(['next', 'nuxt', 'sveltekit', 'remix'])

/** Where a frontend starts: the scripts of its pages, the files its framework loads, the package's main, or the usual names. */
export function findEntries(root: string, tree: Tree, about: { manifest: Manifest; framework: string }): string[] {
  const scripts = new Set(tree.scripts)
  const known = (path: string) => scripts.has(path)
  const fromPages = tree.pages.flatMap(page => pageEntries(root, page).filter(known))
  if (fromPages.length > 0) return [...new Set(fromPages)]
  if (ROUTERS.has(about.framework)) {
    const routed = tree.scripts.filter(path => ROUTED.test(path))
    if (routed.length > 0) return routed
  }
  const usual = USUAL.flatMap(name => ENDINGS.map(ending => join(root, name + ending))).filter(known)
  const [first] = usual
  if (first) return [first]
  const main = about.manifest.main && resolve(root, about.manifest.main)
  return main && known(main) ? [main] : []
}

function pageEntries(root: string, page: string): string[] {
  return scriptsOf(readFileSync(page, 'utf8')).flatMap(({ source }) => {
    if (!source || /^(?:[a-z]+:)?\/\//i.test(source)) return []
    const path = source.replace(/[?#].*$/, '')
    const base = path.startsWith('/') ? join(root, path) : resolve(dirname(page), path)
    return existsSync(base) ? [base] : []
  })
}
