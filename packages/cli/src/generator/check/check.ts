import { type Blueprint, blueprintSchema } from '../../blueprint/blueprint.ts'
import { generatorErrors } from '../errors.ts'
import { checkNames } from './names.ts'
import { checkReferences } from './references.ts'

/**
 * Takes JSON that somebody may have edited, and returns the blueprint. Throws BLUEPRINT_UNFIT, BLUEPRINT_NAME,
 * BLUEPRINT_CLASH or BLUEPRINT_REFERENCE for the first thing that cannot be written as a project.
 */
export function readBlueprint(value: unknown): Blueprint {
  refuseProto(value, [])
  const read = blueprintSchema.safeParse(value)
  if (!read.success) {
    const issue = read.error.issues[0]
    throw generatorErrors.BLUEPRINT_UNFIT({
      at: issue?.path.join('.') || 'it',
      problem: issue?.message ?? 'not readable',
    })
  }
  const blueprint = read.data as unknown as Blueprint
  checkBlueprint(blueprint)
  return blueprint
}

/** The same for a blueprint whose shape is known. */
export function checkBlueprint(blueprint: Blueprint): void {
  checkNames(blueprint)
  checkReferences(blueprint)
}

function refuseProto(value: unknown, path: readonly string[]): void {
  if (typeof value !== 'object' || value === null || path.length > 100) return
  for (const [key, part] of Object.entries(value)) {
    if (key === '__proto__') {
      throw generatorErrors.BLUEPRINT_UNFIT({ at: [...path, key].join('.'), problem: 'this key is not allowed' })
    }
    refuseProto(part, [...path, key])
  }
}
