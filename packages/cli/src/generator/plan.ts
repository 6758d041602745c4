import type { Blueprint } from '../blueprint/blueprint.ts'
import { checkBlueprint } from './check/check.ts'
import { emitAction } from './emit/actions/write.ts'
import { emitBackend } from './emit/backend.ts'
import { emitComputed } from './emit/computed.ts'
import { emitDialect } from './emit/dialect.ts'
import { type Emitted, modelOf } from './emit/model.ts'
import { emitModule } from './emit/module.ts'
import { emitResource } from './emit/resource/resource.ts'
import { emitSchema } from './emit/schema/schema.ts'
import { emitSeeds } from './emit/seeds/seeds.ts'

export function emitAll(blueprint: Blueprint): Emitted[] {
  checkBlueprint(blueprint)
  const model = modelOf(blueprint)
  return [
    emitBackend(model),
    emitSchema(model),
    ...emitSeeds(model),
    ...emitComputed(model),
    ...emitDialect(model),
    ...model.modules.map(name => emitModule(name, model)),
    ...blueprint.resources.flatMap(resource => emitResource(resource, model)),
    ...blueprint.actions.map(action => emitAction(action, model)),
  ]
}
