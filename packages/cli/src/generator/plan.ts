import type { Blueprint } from '../blueprint/blueprint.ts'
import { checkBlueprint } from './check/check.ts'
import { emitAction } from './emit/actions/write.ts'
import { emitBackend } from './emit/backend.ts'
import { emitComputed } from './emit/computed.ts'
import { emitDialect } from './emit/dialect.ts'
import { type Emitted, modelOf } from './emit/model.ts'
import { emitModule } from './emit/module.ts'
import { emitAgents } from './emit/project/agents.ts'
import { emitContract } from './emit/project/contract.ts'
import { emitFiles } from './emit/project/files.ts'
import { emitPackage, type PackageOptions } from './emit/project/package.ts'
import { emitReadme } from './emit/project/readme.ts'
import { emitResource } from './emit/resource/resource.ts'
import { emitSchema } from './emit/schema/schema.ts'
import { emitSeeds } from './emit/seeds/seeds.ts'
import { jsonText } from './json.ts'
import { hashOf, type ProjectState, standing } from './state.ts'

/** One file of the project, and what is to be done with it. */
export interface FileChange {
  /** Inside of the project, with '/' separators. */
  readonly path: string
  readonly text: string
  /** `keep` leaves the file alone: it is the same, or was changed by hand. */
  readonly kind: 'create' | 'update' | 'keep'
  /** True for a file that is kept because somebody changed it since it was written. */
  readonly changedByHand?: true
}

export interface PlanOptions extends PackageOptions {
  /** What is there now. Default: nothing. */
  readonly existing?: ProjectState
}

/**
 * The files of the project for a blueprint, sorted by path: the same at every call. Writes nothing. Throws
 * BLUEPRINT_NAME, BLUEPRINT_CLASH, BLUEPRINT_REFERENCE or BLUEPRINT_UNFIT for what cannot be written.
 */
export function plan(blueprint: Blueprint, options: PlanOptions = {}): FileChange[] {
  checkBlueprint(blueprint)
  const files = emit(blueprint, options).toSorted((a, b) => (a.path < b.path ? -1 : 1))
  return files.map(file => changeOf(file, options.existing))
}

/** What is to be done with a file that shall have this text. */
export function changeOf({ path, text }: Emitted, existing: ProjectState | undefined): FileChange {
  switch (standing(path, hashOf(text), existing)) {
    case 'absent':
      return { path, text, kind: 'create' }
    case 'same':
      return { path, text, kind: 'keep' }
    case 'ours':
      return { path, text, kind: 'update' }
    case 'foreign':
      return { path, text, kind: 'keep', changedByHand: true }
  }
}

function emit(blueprint: Blueprint, options: PackageOptions): Emitted[] {
  const model = modelOf(blueprint)
  const seeds = emitSeeds(model)
  return [
    emitBackend(model),
    emitSchema(model),
    ...emitComputed(model),
    ...emitDialect(model),
    ...model.modules.map(name => emitModule(name, model)),
    ...blueprint.resources.flatMap(resource => emitResource(resource, model)),
    ...blueprint.actions.map(action => emitAction(action, model)),
    ...seeds,
    ...emitContract(model, seeds.length > 0),
    ...emitPackage(model, options),
    ...emitFiles(),
    emitReadme(model),
    emitAgents(),
    { path: 'blueprint.json', text: jsonText(blueprint) },
  ]
}
