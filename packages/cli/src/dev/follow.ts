import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ink } from 'plinth/commands'
import type { Blueprint } from '../blueprint/blueprint.ts'
import { settleProject } from '../generator/index.ts'

/** What the frontends ask for now, and how long reading them took. */
export interface Reading {
  readonly blueprint: Blueprint
  readonly seconds: number
}

/** The project, and the blueprint that it was written from. */
export interface Project {
  readonly directory: string
  readonly blueprint: Blueprint
}

/**
 * Reads the frontends again and writes what changed; says so in a line. Undefined where they cannot be read as they
 * are: half a word is typed, a folder is moved. The project then stays as it is: requests of a file that does not parse
 * would be taken for requests that nobody makes any more, and their tables dropped.
 */
export async function readAgain(project: Project, read: () => Promise<Reading>): Promise<Blueprint | undefined> {
  const { directory } = project
  const found = await attempt('not read', read)
  if (found === undefined) return undefined
  const [problem] = newProblems(found.blueprint, project.blueprint)
  if (problem !== undefined) {
    console.error(`${ink.bad('not read')} ${problem.file}:${problem.line} ${problem.message}`)
    return undefined
  }
  await attempt('not written', async () => {
    const { written, kept } = await settleProject(directory, found.blueprint, { vendor: vendorOf(directory) })
    for (const path of kept) console.log(`${ink.faint('kept')} ${path} ${ink.faint('(changed by hand)')}`)
    if (written.length === 0) return
    console.log(`${ink.good('read again')} in ${found.seconds.toFixed(2)} s: ${written.join(', ')}`)
  })
  return found.blueprint
}

/** What could not be read now, and could before. Lines move. */
function newProblems({ problems }: Blueprint, before: Blueprint): Blueprint['problems'] {
  const known = new Set(before.problems.map(({ file, message }) => `${file}: ${message}`))
  return problems.filter(({ file, message }) => !known.has(`${file}: ${message}`))
}

async function attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    console.error(`${ink.bad(what)} ${(error as Error).message}`)
    return undefined
  }
}

/** The packages that the project carries, by name: `plinth new` put them there, and they stay. */
function vendorOf(directory: string): Record<string, string> {
  const file = join(directory, 'package.json')
  if (!existsSync(file)) return {}
  const carried = /"([^"\n]+)": "file:vendor\/([^"\n]+)"/g
  return Object.fromEntries(
    [...readFileSync(file, 'utf8').matchAll(carried)].map(([, name = '', tarball = '']) => [name, tarball]),
  )
}
