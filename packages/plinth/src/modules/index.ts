/** What a module is. */
export { type Module, type ModuleOptions, module } from './module.ts'
