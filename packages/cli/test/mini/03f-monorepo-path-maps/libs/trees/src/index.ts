export * from './queries'
export { prune } from './commands'
