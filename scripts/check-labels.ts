// Judges detection against labels that somebody made by reading a frontend: recall and precision of endpoints, query
// words, body fields, fields read from answers, and the nine flags.
//
//   node --conditions=source scripts/check-labels.ts packages/cli/test/labels/<name>.json path/to/checkout
import { readFileSync } from 'node:fs'
import { deriveBlueprint } from '../packages/cli/src/blueprint/derive/derive.ts'
import { detect } from '../packages/cli/src/detectors/index.ts'

interface Labelled {
  readonly method: string
  readonly path: string
  readonly query: readonly string[]
  /** Null where the labeller did not write them down: neither missed nor extra there. */
  readonly body: readonly string[] | null
  readonly reads: readonly string[] | null
  readonly live: boolean
}

const [file, folder] = process.argv.slice(2)
if (file === undefined || folder === undefined) {
  console.error('Say which labels, and where the frontend is checked out.')
  process.exit(2)
}

const labels = JSON.parse(readFileSync(file, 'utf8')) as {
  endpoints: Labelled[]
  features: Record<string, { needed: boolean }>
}
const blueprint = deriveBlueprint([await detect(folder)], { name: 'labelled' })

/** Parameter names are not judged: `/articles/{slug}` is `/articles/{id}`. */
const keyOf = ({ method, path }: Pick<Labelled, 'method' | 'path'>): string =>
  `${method} ${path.replace(/\{\w+\}/g, '{}')}`
type Part = (endpoint: Labelled) => readonly string[] | null

const facts = (endpoints: readonly Labelled[], part: Part): Set<string> =>
  new Set(endpoints.flatMap(endpoint => (part(endpoint) ?? []).map(name => `${keyOf(endpoint)} ${name}`)))

/** What was found, without the endpoints whose part was not labelled. */
const labelledOf = (found: readonly Labelled[], part: Part): Labelled[] => {
  const skipped = new Set(labels.endpoints.filter(endpoint => part(endpoint) === null).map(keyOf))
  return found.filter(endpoint => !skipped.has(keyOf(endpoint)))
}

const parts: Readonly<Record<string, Part>> = {
  endpoints: () => [''],
  live: ({ live }) => [live ? 'live' : 'dead'],
  query: ({ query }) => query,
  body: ({ body }) => body,
  reads: ({ reads }) => reads,
}

for (const [name, part] of Object.entries(parts)) {
  const found = labelledOf(blueprint.endpoints as unknown as Labelled[], part)
  judge(name, facts(labels.endpoints, part), facts(found, part))
}
const flags = (features: Record<string, { needed: boolean }>): Set<string> =>
  new Set(Object.entries(features).map(([name, { needed }]) => `${name} ${needed}`))
judge('flags', flags(labels.features), flags(blueprint.features))

function judge(name: string, wanted: ReadonlySet<string>, found: ReadonlySet<string>): void {
  const right = [...found].filter(fact => wanted.has(fact)).length
  const share = (of: number): string => (of === 0 ? '100.0 %' : `${((right / of) * 100).toFixed(1)} %`)
  console.log(
    `${name.padEnd(10)} recall ${share(wanted.size).padStart(8)}  precision ${share(found.size).padStart(8)}  (${wanted.size} labelled)`,
  )
  for (const fact of wanted) if (!found.has(fact)) console.log(`  missed  ${fact}`)
  for (const fact of found) if (!wanted.has(fact)) console.log(`  extra   ${fact}`)
  if (right < wanted.size || right < found.size) process.exitCode = 1
}
