import type { DialectOptions } from '../../../dialect/index.ts'
import { type Archive, openArchive } from '../archive.ts'
import { type Asking, surfaceOf } from './surface.ts'

/** Dialects that differ in all that bad input can meet. */
export const dialects: Readonly<Record<string, DialectOptions>> = {
  'the default dialect': {},
  'a dialect that drops what it does not know': {
    casing: 'snake',
    extra: 'drop',
    put: 'merge',
    validation: { status: 422 },
    bigNumbers: 'number',
  },
}

/** An archive to ask for harm. */
export interface Target {
  readonly archive: Archive
  /** Everything that it offers. */
  readonly operations: readonly Asking[]
  /** Status of a refused field. */
  readonly refused: number
  /** Fields that are not known are dropped, and not refused. */
  readonly drops: boolean
  /** A row of Ann's that nobody asks to change. */
  readonly calm: string
  /** `GET /api/papers/…`, of rows that are there; `params` are values to put in their place, escaped already. */
  route(operation: Asking, params?: Readonly<Record<string, string>>): string
  /** A body that is taken. */
  body(operation: Asking): Record<string, unknown>
  /** The calm row, and all that the other tenant has, as texts: what must read the same whatever was asked. */
  state(): Promise<string[]>
  stop(): Promise<void>
}

/** Boots an archive in a dialect, with a row for every path. */
export async function openTarget(dialect: DialectOptions): Promise<Target> {
  const archive = await openArchive(dialect)
  const { body } = await archive.ask('POST /api/papers', { body: { title: 'calm' } })
  const calm = (body as { data: { id: string } }).data.id
  await archive.ask('POST /api/labels', { body: { word: 'x' } })
  await archive.ask('POST /api/shelves', { body: { name: 'x' } })
  return {
    archive,
    operations: surfaceOf(archive.app.app),
    refused: dialect.validation?.status ?? 400,
    drops: dialect.extra === 'drop',
    calm,
    route: ({ method, path }, params = {}) =>
      `${method} ${path.replace(/\{(\w+)\}/g, (_hole, name: string) => params[name] ?? idFor(archive, path, name))}`,
    body: ({ required, fields }) =>
      Object.fromEntries(required.map(name => [name, valueFor(name, String(fields.get(name)?.type))])),
    state: () => stateOf(archive, calm),
    stop: archive.stop,
  }
}

function idFor({ ids: { acme } }: Archive, path: string, param: string): string {
  if (param === 'word') return 'x'
  if (param !== 'id') return acme.sheet
  if (path.includes('shelves')) return '1'
  return path.includes('bundles') ? acme.bundle : acme.paper
}

let count = 0

function valueFor(name: string, type: string): unknown {
  count += 1
  if (name === 'parts') return [{ label: 'part', amount: 1 }]
  if (name === 'scopes') return ['papers:read']
  if (name === 'permissions') return []
  if (name === 'email') return `person${count}@example.com`
  // Names of roles hold no blanks.
  return type === 'integer' ? 1 : `text-${count}`
}

async function stateOf(archive: Archive, calm: string): Promise<string[]> {
  const theirs = ['papers?include=owner,sheets', 'bundles', 'papers/tags']
  const answers = await Promise.all([
    archive.ask(`GET /api/papers/${calm}`),
    ...theirs.map(path => archive.ask(`GET /api/${path}`, { as: 'zoe' })),
  ])
  return answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)
}
