import { getMember } from '../objects/member.ts'
import type { Frame } from '../values/frame.ts'
import type { Value } from '../values/value.ts'

// What frameworks make of the variables of a build: a module with one export for each, or one with all of them as `env`.
const EACH = /^(?:\$env\/static\/(?:public|private)|astro:env\/(?:client|server)|@env)$/
const ALL = /^\$env\/dynamic\/(?:public|private)$/

interface Imported {
  library: string
  name: string
}

/** A variable of the build that is imported by its name, or all of them; undefined for any other import. */
export function variableOf({ library, name }: Imported, frame: Frame): Value | undefined {
  const all = frame.machine.world.globals['import.meta.env'] ?? []
  if (ALL.test(library)) return name === 'env' ? all : undefined
  return EACH.test(library) ? getMember(all, name, { frame }) : undefined
}
