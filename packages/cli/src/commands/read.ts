import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Blueprint } from '../blueprint/blueprint.ts'
import { deriveBlueprint } from '../blueprint/derive/derive.ts'
import type { Detection } from '../blueprint/derive/detection.ts'
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

/** What is read beside frontends, or in place of one. */
export interface OtherInputs {
  /** OpenAPI documents, as JSON. */
  readonly openapi?: readonly string[] | undefined
  /** Recordings of a browser's traffic. */
  readonly har?: readonly string[] | undefined
}

/** How a reading may end. */
export interface ReadingOptions extends OtherInputs {
  /** No endpoint is an answer, too. Default false: FRONTEND_SILENT. */
  readonly evenSilent?: boolean
}

/** The flags of commands that take them. */
export const inputFlags = {
  openapi: { type: 'string', multiple: true, doc: 'An OpenAPI 3 document, as JSON: what it offers is asked for.' },
  har: {
    type: 'string',
    multiple: true,
    doc: 'A recording of a browser’s traffic (HAR 1.2). Values in it are not kept.',
  },
} as const

/**
 * Reads frontends, documents and recordings into one blueprint. FRONTEND_MISSING, FRONTEND_EMPTY, FRONTEND_SILENT, and the
 * errors of inputs.
 */
export async function readFrontends(
  folders: readonly string[],
  name?: string,
  others: ReadingOptions = {},
): Promise<Reading> {
  const begun = performance.now()
  const detections = []
  for (const folder of folders) {
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw cliErrors.FRONTEND_MISSING({ folder })
    const root = folders.length > 1 ? folder.replaceAll('\\', '/') : '.'
    detections.push({ ...(await detect(resolve(folder))), root })
  }
  const files = detections.reduce((sum, { files }) => sum + files, 0)
  if (files === 0 && folders.length > 0) throw cliErrors.FRONTEND_EMPTY({ folder: folders.join(', ') })
  const given = [...(others.openapi ?? []), ...(others.har ?? [])]
  const all = given.length === 0 ? detections : await withInputs(detections, others)
  const blueprint = deriveBlueprint(all, {
    name: name ?? projectName(folders[0] ?? given[0]?.replace(/\.\w+$/, '') ?? '.'),
  })
  if (blueprint.endpoints.length === 0 && others.evenSilent !== true) throw silent([...folders, ...given], blueprint)
  return { blueprint, files: files + given.length, seconds: (performance.now() - begun) / 1000 }
}

/** Paths of a recording are made up as the frontends and documents say. */
async function withInputs(
  detections: readonly Detection[],
  { openapi = [], har = [] }: OtherInputs,
): Promise<Detection[]> {
  const { readHar, readOpenapi } = await import('../inputs/index.ts')
  const said = [...detections, ...openapi.map(readOpenapi)]
  const known = said.flatMap(({ endpoints }) => endpoints)
  return [...said, ...har.map(file => readHar(file, known))]
}

/** What is said of a frontend that asks for no endpoint. */
export function silent(folders: readonly string[], blueprint: Blueprint) {
  const hosts = blueprint.thirdParty.map(({ host }) => host)
  const [problem] = blueprint.problems
  const unread = problem === undefined ? '' : ` Not all of it was read: ${problem.file}: ${problem.message}`
  const talks =
    hosts.length === 0 ? 'It makes no requests at all.' : `It only talks to ${hosts.slice(0, 5).join(', ')}.`
  const found = `${talks}${unread}`
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
