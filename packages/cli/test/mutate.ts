import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { detect } from '../src/detectors/index.ts'

const FIXTURES = new URL('../src/detectors/test/fixtures/', import.meta.url).pathname
const SOURCE = /\.(?:[cm]?[jt]sx?|vue|svelte|html)$/

/** A mutated source that was not read in time, or not at all. */
export interface Casualty {
  readonly file: string
  readonly seed: number
  readonly message: string
}

/** What a run of mutations came to. */
export interface Mutations {
  readonly count: number
  /** The longest time that one took, in milliseconds. */
  readonly slowest: number
  readonly casualties: readonly Casualty[]
}

/** Reads fixtures with flipped bytes in one of their files, one after the other; the same seed gives the same mutations. */
export async function readMutated(count: number, seed: number, limit: number): Promise<Mutations> {
  const root = mkdtempSync(join(tmpdir(), 'plinth-mutated-'))
  cpSync(FIXTURES, root, { recursive: true })
  const files = sourcesIn(root)
  const random = randomFrom(seed)
  const casualties: Casualty[] = []
  let slowest = 0
  try {
    for (let at = 0; at < count; at += 1) {
      const file = files[Math.floor(random() * files.length)] as string
      const whole = readFileSync(join(root, file))
      writeFileSync(join(root, file), flipped(whole, random))
      const began = performance.now()
      const message = await messageOf(join(root, file.split('/')[0] ?? ''))
      const took = performance.now() - began
      slowest = Math.max(slowest, took)
      if (message !== undefined) casualties.push({ file, seed: at, message })
      else if (took > limit) casualties.push({ file, seed: at, message: `took ${Math.round(took)} ms` })
      writeFileSync(join(root, file), whole)
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
  return { count, slowest, casualties }
}

async function messageOf(project: string): Promise<string | undefined> {
  try {
    await detect(project)
    return undefined
  } catch (cause) {
    return String(cause)
  }
}

function sourcesIn(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(path => SOURCE.test(path))
    .sort()
}

/** One to eight bytes are changed, taken out, or doubled with what follows. */
function flipped(whole: Buffer, random: () => number): Buffer {
  let text = Buffer.from(whole)
  for (let times = 1 + Math.floor(random() * 8); times > 0 && text.length > 1; times -= 1) {
    const at = Math.floor(random() * text.length)
    const kind = random()
    if (kind < 0.5) text[at] = Math.floor(random() * 256)
    else if (kind < 0.75) text = Buffer.concat([text.subarray(0, at), text.subarray(at + 1)])
    else text = Buffer.concat([text.subarray(0, at), text.subarray(at, at + 40), text.subarray(at)])
  }
  return text
}

/** Numbers from 0 to 1 that follow from the seed: https://en.wikipedia.org/wiki/Linear_congruential_generator */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
