/** Reads and parses files, each once. */
export { Sources, type Trouble } from './load.ts'
/** Opens a frontend's folder. */
export { openProject, type Project } from './project.ts'
/** Paths as people read them. */
export { relativePath } from './walk.ts'
