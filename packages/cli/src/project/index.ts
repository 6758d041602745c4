/** Reads and parses files, each once. */
export { Sources, type Trouble } from './load.ts'
/** Opens a frontend's folder. */
export { openProject, type Project } from './project.ts'
/** Names of files that Nuxt finds by where they stand. */
export { COMPONENT, NUXT_CONFIG, NUXT_STORE } from './provided.ts'
/** What the frontend's own server passes on, and what it answers itself. */
export type { Rewrite } from './rewrites.ts'
export type { OwnRoute } from './routes.ts'
/** Files that the build copies as they are. */
export { servedFiles } from './served.ts'
/** Paths as people read them. */
export { relativePath } from './walk.ts'
