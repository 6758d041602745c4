import type { Blueprint } from '../blueprint/blueprint.ts'
import { modelOf } from './emit/model.ts'
import { type DemoLogin, demoLogins } from './seeds/logins.ts'

export type { DemoLogin }

/** Whom `seeds/demo.ts` of this blueprint puts in to log in as; the one who may do the most comes first. */
export function loginsOf(blueprint: Blueprint): DemoLogin[] {
  return demoLogins(modelOf(blueprint))
}
