import type { TestAnswer } from '../../../testing/index.ts'
import { type Archive, type Asked, secret } from '../archive.ts'

/** A request that must do no harm, and what its answer must be. */
export interface Probe extends Asked {
  /** `POST /api/papers`. */
  readonly request: string
  /** The one field that a refusal may name; `''` is the body. */
  readonly field?: string
  /** Must be refused, with this status, and by that field. Default: any answer under 500 will do. */
  readonly refused?: number
  /** Must be at least that: 400 where a row would be wrong. */
  readonly least?: number
}

const atOnce = 8

/** Sends every probe, and says what is wrong with the answers. */
export async function faults(archive: Archive, probes: readonly Probe[]): Promise<string[]> {
  if (probes.length === 0) return ['Nothing was asked.']
  const found: string[] = []
  const waiting = probes.values()
  const work = async (): Promise<void> => {
    for (const probe of waiting) {
      const answer = await archive.ask(probe.request, probe)
      const fault = faultOf(answer, probe)
      if (fault !== undefined) found.push(`${fault}: ${short(probe.request)} ${short(sentBy(probe))} → ${said(answer)}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return found
}

/** No error of ours, no row of the other tenant, nothing of the inside; what is refused names its field. */
export function faultOf(answer: TestAnswer, { field, refused, least = 0 }: Partial<Probe>): string | undefined {
  const text = JSON.stringify(answer.body)
  if (answer.status >= 500) return 'An error of ours'
  if (text.includes(secret)) return 'A row of another tenant'
  if (/\bselect |insert into|node_modules|\.ts:\d|plinth\./.test(text)) return 'The inside shows'
  if (answer.status < least) return `Not refused`
  const { code, details } = answer.body as Failure
  const isRefusal = code === 'VALIDATION_FAILED'
  if (refused !== undefined && (answer.status !== refused || !isRefusal)) return `Not refused with ${refused}`
  if (!isRefusal || field === undefined) return undefined
  const named = details ?? []
  return named.length > 0 && named.every(each => isAbout(each.field, field)) ? undefined : `Does not name "${field}"`
}

interface Failure {
  readonly code?: string
  readonly details?: readonly { readonly field: string }[]
}

function isAbout(given: string, field: string): boolean {
  return given === field || given.startsWith(`${field}.`) || given.startsWith(`${field}[`)
}

function sentBy({ body, raw }: Probe): string {
  return raw === undefined ? (JSON.stringify(body) ?? '') : String(raw)
}

function said({ status, body }: TestAnswer): string {
  return `${status} ${short(JSON.stringify(body))}`
}

function short(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
