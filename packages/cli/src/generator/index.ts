/** Takes JSON that somebody may have edited, and says what cannot be written. */
export { checkBlueprint, readBlueprint } from './check/check.ts'
/** The codes of what can go wrong. */
export { generatorErrors } from './errors.ts'
/** The demo people of a blueprint, to print at start. */
export { type DemoLogin, loginsOf } from './logins.ts'
/** The files of a project for a blueprint, without writing them. */
export { type FileChange, type PlanOptions, plan } from './plan.ts'
/** The migration that the schema of a project needs. */
export { type PrepareOptions, prepare } from './prepare/prepare.ts'
/** Files and migration together: both, or neither. */
export { type Settled, type SettleOptions, settleProject } from './settle.ts'
export { isSettled } from './settled.ts'
export type { ProjectState } from './state.ts'
/** Writes them, and leaves alone what was changed by hand. */
export { readProject, type Written, write, writeProject } from './write.ts'
