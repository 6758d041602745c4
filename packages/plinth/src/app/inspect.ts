import { openDatabase } from '../data/index.ts'
import type { NeededIndex } from '../data/migrations/index.ts'
import { silentLog } from '../observability/index.ts'
import type { ResourceModel } from '../resources/index.ts'
import { type OpenApi, openapi } from '../rest/index.ts'
import type { Backend } from './backend.ts'
import { type Compiled, compileBackend } from './compile.ts'
import { infoOf } from './info.ts'

/** Indexes that the backend's declared filters, sorts and searches rely on. */
export function neededIndexes(backend: Backend): readonly NeededIndex[] {
  return compiledAlone(backend).engine.neededIndexes()
}

/** The resources of a backend, compiled: their paths, rules and fields. */
export function resourcesOf(backend: Backend): readonly ResourceModel[] {
  return compiledAlone(backend).engine.parts.models
}

/** OpenAPI 3.1 of a backend that does not run: no database is asked, no port opened. */
export function openapiOf(backend: Backend): OpenApi {
  const compiled = compiledAlone(backend)
  return openapi(compiled.operations, compiled.dialect, infoOf(backend, compiled, '0'))
}

/** Compiled on a database that is never connected to. */
function compiledAlone(backend: Backend): Compiled {
  const nowhere = { config: {}, variable: 'DATABASE_URL', shown: 'none' }
  const database = openDatabase({ app: nowhere, owner: nowhere })
  return compileBackend(backend, { database, log: silentLog, secret: 'never used to sign anything at all' })
}
