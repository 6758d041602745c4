import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a package.json says that matters here. */
export interface Manifest {
  dependencies: ReadonlySet<string>
  main: string | undefined
}

/** Reads the package.json of a folder; an empty one where there is none, or where it is broken. */
export function readManifest(root: string): Manifest {
  const parsed = readJson(join(root, 'package.json'))
  const names = ['dependencies', 'devDependencies', 'peerDependencies'].flatMap(key =>
    Object.keys(recordOf(parsed[key])),
  )
  const main = parsed.module ?? parsed.main
  return { dependencies: new Set(names), main: typeof main === 'string' ? main : undefined }
}

/** A file of JSON; an empty object where it is missing, broken or none. */
export function readJson(path: string): Record<string, unknown> {
  try {
    return recordOf(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}

export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

const FRAMEWORKS: readonly (readonly [string, string])[] = [
  ['next', 'next'],
  ['nuxt', 'nuxt'],
  ['@sveltejs/kit', 'sveltekit'],
  ['@remix-run/react', 'remix'],
  ['@react-router/dev', 'remix'],
  ['astro', 'astro'],
  ['@angular/core', 'angular'],
  ['umi', 'umi'],
  ['@umijs/max', 'umi'],
  ['vue', 'vue'],
  ['svelte', 'svelte'],
  ['solid-js', 'solid'],
  ['preact', 'preact'],
  ['react', 'react'],
]

/** The framework by its package, else by the endings of the files: `react`, `vue`, … or `none`. */
export function frameworkOf({ dependencies }: Manifest, scripts: readonly string[]): string {
  const known = FRAMEWORKS.find(([dependency]) => dependencies.has(dependency))
  if (known) return known[1]
  // The folder of the sources alone, without what says what they are made with.
  if (dependencies.size === 0 && NEXT.every(file => scripts.some(path => file.test(path)))) return 'next'
  if (scripts.some(path => path.endsWith('.vue'))) return 'vue'
  if (scripts.some(path => /[\\/]\+(?:page|layout)\./.test(path))) return 'sveltekit'
  if (scripts.some(path => path.endsWith('.svelte'))) return 'svelte'
  return scripts.some(path => /\.[jt]sx$/.test(path)) ? 'react' : 'none'
}

/** The files that Next's router asks for. */
const NEXT = [/[\\/]app[\\/](?:[^.]*[\\/])?layout\.[jt]sx$/, /[\\/]app[\\/](?:[^.]*[\\/])?page\.[jt]sx$/]

const BUILDS = ['dist', 'build', 'out', 'www', '.output/public']

/** The folder of an existing build, relative to the root. */
export function buildOf(root: string): string | undefined {
  return BUILDS.find(folder => existsSync(join(root, folder, 'index.html')))
}
