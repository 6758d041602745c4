/** Configuration: every variable read once, checked together, frozen. */
export { describeConfig, type VariableDescription } from './describe.ts'
export { type Config, loadConfig, mask } from './load.ts'
export { nearest } from './nearest.ts'
export { knownKeys } from './options.ts'
