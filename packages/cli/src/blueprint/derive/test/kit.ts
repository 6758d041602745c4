import { readFileSync } from 'node:fs'
import { blueprintSchema } from '../../blueprint.ts'
import type { Endpoint, Evidence } from '../../endpoint.ts'
import { deriveBlueprint } from '../derive.ts'
import type { Detection, Signals } from '../detection.ts'

/** A call by method and path; the rest is empty unless it is given. */
export function call(key: string, facts: Partial<Endpoint> = {}): Endpoint {
  const [method, path] = key.split(' ') as [Endpoint['method'], string]
  const file = `src/api/${path.split('/')[2] ?? 'root'}.ts`
  return {
    method,
    path,
    query: [],
    body: [],
    reads: [],
    kind: 'api',
    live: true,
    certainty: 'sure',
    evidence: [{ file, line: key.length }],
    ...facts,
  }
}

/** Login that answers with a token, and registration: what makes an app one with users. */
export const signIn: readonly Endpoint[] = [
  call('POST /api/auth/login', {
    body: ['email', 'password'],
    reads: ['data.accessToken', 'data.refreshToken', 'data.user.email', 'data.user.id', 'data.user.name'],
  }),
  call('POST /api/auth/register', { body: ['email', 'name', 'password'], reads: ['data.accessToken'] }),
]

/** The blueprint of some calls. It must fit the published schema. */
export function derive(endpoints: readonly Endpoint[], signals: Signals = {}, more: Partial<Detection> = {}) {
  const blueprint = deriveBlueprint([{ ...more, endpoints, signals }], { name: 'sample' })
  blueprintSchema.parse(blueprint)
  return blueprint
}

interface Labels {
  readonly endpoints: readonly (Pick<Endpoint, 'method' | 'path' | 'query' | 'body' | 'reads' | 'live'> & {
    evidence: string[]
  })[]
  readonly features: Record<string, { needed: boolean }>
}

/** Facts about a real frontend, read by a person, as a detector would tell them. */
export function fromLabels(name: string): { labels: Labels; endpoints: Endpoint[] } {
  const file = new URL(`../../../../test/labels/${name}.json`, import.meta.url)
  const labels = JSON.parse(readFileSync(file, 'utf8')) as Labels
  const endpoints = labels.endpoints.map(label => ({
    ...label,
    kind: 'api' as const,
    certainty: 'sure' as const,
    evidence: label.evidence.map(place),
  }))
  return { labels, endpoints }
}

function place(text: string): Evidence {
  const [file = '', line = '1'] = text.split(/:(?=\d+$)/)
  return { file, line: Number(line) }
}
