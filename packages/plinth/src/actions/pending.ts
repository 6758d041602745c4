import { anyone, type Policy } from '../access/index.ts'
import { notImplemented } from '../errors/index.ts'
import { asClient, demand } from '../resources/index.ts'
import { nothing } from './answers.ts'
import { type Route, readRoute } from './route.ts'
import type { Action } from './site.ts'

/** The evidence for an operation that is still to be written. */
export interface PendingOptions {
  /** Who asks for it: the place in the frontend, `src/api/imports.ts:12`. */
  readonly asked: string
  /** Default: anyone. */
  readonly allow?: Policy
}

/** An operation that a frontend asks for and nobody has written yet: it answers 501 with its evidence, and is listed. */
export function pending(route: Route, options: PendingOptions): Action {
  const { asked, allow = anyone } = options
  return Object.freeze({
    kind: 'action',
    route,
    compile: ({ module }) => {
      const read = readRoute(route)
      return {
        method: read.method,
        path: read.path,
        summary: `Not implemented yet; asked for by ${asked}`,
        module,
        answer: nothing(read),
        status: 501,
        allow,
        limit: 'api',
        async run(_call, ctx) {
          demand(allow.node, asClient(ctx.actor))
          throw notImplemented(route, `Asked for by ${asked}.`)
        },
      }
    },
  } satisfies Action)
}
