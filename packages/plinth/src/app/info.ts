import type { ApiInfo } from '../rest/index.ts'
import type { Backend } from './backend.ts'
import type { Compiled } from './compile.ts'

/** How OpenAPI and the docs call a backend, and how people sign in to it. */
export function infoOf({ name }: Backend, { auth }: Compiled, version: string): ApiInfo {
  return { title: name, version, cookie: auth?.cookies?.access }
}
