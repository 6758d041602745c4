import { existsSync, readFileSync, statSync } from 'node:fs'
import type { Evidence } from '../blueprint/endpoint.ts'
import { inputErrors } from './errors.ts'
import { escapePointer, Scan } from './scan.ts'

/** An object of which nothing is known. */
export type Json = { readonly [key: string]: unknown }

/** A JSON file that was given in place of a frontend, or beside one. */
export class Document {
  /** The file as the user wrote it. */
  readonly file: string
  readonly root: unknown
  readonly #lines: ReadonlyMap<string, number>

  /** Reads the file. `levels` is how deep evidence may point. INPUT_MISSING, INPUT_MALFORMED with line and column. */
  constructor(file: string, levels: number) {
    if (!existsSync(file) || !statSync(file).isFile()) throw inputErrors.INPUT_MISSING({ file })
    this.file = file.replaceAll('\\', '/')
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
    const { lines, fault } = new Scan(text, levels)
    this.#lines = lines
    if (fault !== undefined)
      throw inputErrors.INPUT_MALFORMED({ file, ...placeOf(text, fault.at), problem: fault.problem })
    this.root = JSON.parse(text)
  }

  /** Evidence for a part of the file: `api.json#/paths/~1notes/get`, with its line. */
  at(...way: readonly (string | number)[]): Evidence {
    const steps = way.map(step => `/${escapePointer(String(step))}`)
    for (let count = steps.length; count >= 0; count--) {
      const line = this.#lines.get(steps.slice(0, count).join(''))
      if (line !== undefined) return { file: `${this.file}#${steps.join('')}`, line }
    }
    return { file: `${this.file}#${steps.join('')}`, line: 1 }
  }

  /** The error for a part that is not as it must be. */
  unfit(problem: string, ...way: readonly (string | number)[]) {
    const { line } = this.at(...way)
    const pointer = `${way.map(step => `/${escapePointer(String(step))}`).join('') || 'its root'} (line ${line})`
    return inputErrors.INPUT_UNFIT({ file: this.file, pointer, problem })
  }
}

function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** The value as an object; an empty one for anything else. */
export function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

/** The value as a list; an empty one for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The value as text, or undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
