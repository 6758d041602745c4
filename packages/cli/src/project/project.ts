import { realpathSync } from 'node:fs'
import { loadComponentParser, type Provided } from '../syntax/index.ts'
import { readAliases } from './alias.ts'
import { findEntries, handedOutTo, type Mates, matesOf, missingScripts, readPageScripts } from './entries.ts'
import { readExamples, readVariables } from './environment.ts'
import { readFolders } from './generated.ts'
import { Sources } from './load.ts'
import { buildOf, frameworkOf, type Manifest, readManifest } from './manifest.ts'
import { namedEntries } from './named.ts'
import { withoutUnlisted } from './plugins.ts'
import { readProvided } from './provided.ts'
import { Resolver } from './resolve.ts'
import { type Rewrite, readRewrites } from './rewrites.ts'
import { type OwnRoute, ownRoutes } from './routes.ts'
import { type Tree, walk } from './walk.ts'

/** A frontend as it stands on the disk. Nothing of it is run. */
export interface Project {
  root: string
  tree: Tree
  manifest: Manifest
  framework: string
  build: string | undefined
  sources: Sources
  resolver: Resolver
  variables: ReadonlyMap<string, string>
  /** The paths that addresses have in the example of its `.env` files, by variable. */
  examples: ReadonlyMap<string, string>
  entries: string[]
  /** The files that run in one page with a file. */
  mates: Mates
  /** Names that the build imports by itself. */
  provided: ReadonlyMap<string, Provided>
  /** Addresses that the frontend's own server answers. */
  routes: readonly OwnRoute[]
  /** Addresses that are passed on under another path. */
  rewrites: readonly Rewrite[]
}

/** Opens a frontend's folder. The parser for components is loaded only where there are any. */
export async function openProject(folder: string): Promise<Project> {
  const root = realpathSync(folder)
  const tree = walk(root)
  const hasComponents = tree.scripts.some(path => path.endsWith('.vue'))
  const parseComponent = hasComponents ? await loadComponentParser() : undefined
  const sources = new Sources(root, parseComponent)
  const manifest = readManifest(root)
  const framework = frameworkOf(manifest, tree.scripts)
  const pages = readPageScripts(root, tree)
  tree.scripts.push(...handedOutTo(tree, pages, manifest))
  const named = namedEntries(root, tree, sources)
  const folders = readFolders(root, tree, sources)
  const found = findEntries(root, tree, { manifest, framework, pages, named, routed: folders.routed })
  const entries = framework === 'nuxt' ? withoutUnlisted(root, found, sources) : found
  tree.passed.push(...missingScripts(root, pages))
  const resolver = new Resolver(root, {
    alias: readAliases(root, sources),
    packages: manifest.dependencies,
    files: tree.scripts,
  })
  const variables = readVariables(root, sources)
  return {
    root,
    tree,
    manifest,
    framework,
    build: buildOf(root),
    sources,
    resolver,
    variables,
    examples: readExamples(root),
    entries,
    mates: matesOf(pages),
    provided: readProvided(root, tree, { manifest, framework, sources, folders }),
    routes: ownRoutes(root, tree, { framework, sources, resolver }),
    rewrites: readRewrites(root, sources),
  }
}
