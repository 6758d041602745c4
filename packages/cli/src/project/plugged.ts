/** Plug-ins by what they look for, and the folders that they look in where they are not told. */
export interface Plugin {
  names: RegExp
  options: readonly string[]
  usual: readonly string[]
}

/** Names that are seen without an import. */
export const NAMES: Plugin = { names: /^unplugin-auto-import/, options: ['dirs'], usual: [] }
/** Components that every template sees. */
export const COMPONENTS: Plugin = { names: /^unplugin-vue-components/, options: ['dirs'], usual: ['src/components'] }
/** Pages, and what stands around them. */
export const ROUTES: readonly Plugin[] = [
  {
    names: /^(?:unplugin-vue-router|vue-router|vite-plugin-pages)(?:\/|$)/,
    options: ['routesFolder', 'dirs', 'pagesDir'],
    usual: ['src/pages'],
  },
  { names: /^vite-plugin-vue-layouts/, options: ['layoutsDirs'], usual: ['src/layouts'] },
]

/** The packages whose calls in a configuration are looked for. */
export const PLUGINS = [NAMES, COMPONENTS, ...ROUTES].map(({ names }) => names)
