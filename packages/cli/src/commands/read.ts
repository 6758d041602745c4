import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Blueprint } from '../blueprint/blueprint.ts'
import { deriveBlueprint } from '../blueprint/derive/derive.ts'
import { detect } from '../detectors/index.ts'
import { readBlueprint } from '../generator/index.ts'
import { cliErrors } from './errors.ts'
import { projectName } from './name.ts'

/** What was read, and how long it took. */
export interface Reading {
  readonly blueprint: Blueprint
  readonly files: number
  readonly seconds: number
}

/** Reads frontends into one blueprint. FRONTEND_MISSING, FRONTEND_EMPTY, FRONTEND_SILENT. */
export async function readFrontends(folders: readonly string[], name?: string): Promise<Reading> {
  const begun = performance.now()
  const detections = []
  for (const folder of folders) {
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw cliErrors.FRONTEND_MISSING({ folder })
    detections.push(await detect(resolve(folder)))
  }
  const files = detections.reduce((sum, { files }) => sum + files, 0)
  if (files === 0) throw cliErrors.FRONTEND_EMPTY({ folder: folders.join(', ') })
  const blueprint = deriveBlueprint(detections, { name: name ?? projectName(folders[0] ?? '.') })
  if (blueprint.endpoints.length === 0) throw silent(folders, blueprint)
  return { blueprint, files, seconds: (performance.now() - begun) / 1000 }
}

function silent(folders: readonly string[], blueprint: Blueprint) {
  const hosts = blueprint.thirdParty.map(({ host }) => host)
  const found =
    hosts.length === 0 ? 'It makes no requests at all.' : `It only talks to ${hosts.slice(0, 5).join(', ')}.`
  return cliErrors.FRONTEND_SILENT({ folder: folders.join(', '), found })
}

/** A blueprint from a file, checked. BLUEPRINT_MISSING, BLUEPRINT_UNFIT with the place in the file. */
export function blueprintFrom(file: string): Blueprint {
  if (!existsSync(file)) throw cliErrors.BLUEPRINT_MISSING({ file })
  return readBlueprint(jsonOf(file))
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw cliErrors.BLUEPRINT_MALFORMED({ file, problem: (cause as Error).message }, { cause })
  }
}
