/** The page to review a blueprint with. */
export { pageOf } from './page.ts'
/** The text of a file that evidence names. */
export type { SourceOf } from './places.ts'
/** Reads the files that evidence names, inside of the frontend only. */
export { sourcesIn } from './sources.ts'
