/** Joins everything: a backend as data, and an app that runs it. */
export { type App, type AppOptions, createApp } from './app.ts'
export { type Backend, type BackendOptions, defineBackend, type Provider } from './backend.ts'
export { neededIndexes, openapiOf, resourcesOf } from './inspect.ts'
export { type DatabaseServer, databaseServer } from './logins.ts'
export { placeOf } from './place.ts'
export { type Login, type Seed, type SeedOptions, seed } from './seed.ts'
export { tenantRules, usageRules } from './tenants.ts'
