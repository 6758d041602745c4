// How right detection is: recall and precision on the mini-projects, and on frontends that somebody labelled before the tool
// ran. Only the labels are in this repository; each file names the repository, the commit and the folder to check out.
//
//   node --conditions=source bench/accuracy.bench.ts [FOLDER] [--only NAME] [--differences] [--json FILE]
//
// FOLDER holds the checkouts, each under the name of its labels: FOLDER/gotify for gotify.json. Without it, and for what is
// not there, only the mini-projects are read.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  differences,
  judge,
  judgeMini,
  type Labels,
  listMinis,
  PARTS,
  type Verdicts,
} from '../packages/cli/test/judge.ts'

/** Facts that were right, wanted and found. */
type Count = readonly [right: number, wanted: number, found: number]
type Counts = Readonly<Record<string, Count>>

interface Row {
  readonly name: string
  readonly counts: Counts
  readonly differences: readonly string[]
  readonly seconds: number
  readonly megabytes: number
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    differences: { type: 'boolean', default: false },
    json: { type: 'string', default: join(import.meta.dirname, 'results', 'accuracy.json') },
    read: { type: 'string' },
  },
})
const folder = positionals[0] ?? ''
const LABELS = new URL('../packages/cli/test/labels/', import.meta.url)
const MINIS = 'mini-projects'
/** A frontend that is not read by then is one that is not read. */
const LIMIT = 600_000

if (values.read === undefined) await compare()
else process.send?.(values.read === MINIS ? await readMinis() : await readOne(values.read))

async function compare(): Promise<void> {
  const labelled = readdirSync(LABELS).map(file => file.replace(/\.json$/, ''))
  const there = labelled.filter(name => folder !== '' && existsSync(join(folder, name)))
  const chosen = [MINIS, ...there].filter(name => values.only === undefined || name === values.only)
  const rows: Row[] = []
  console.log(
    `| frontend | endpoints | live | query | body | reads | flags | seconds |\n| ${'--- | '.repeat(8)}`.trim(),
  )
  for (const name of chosen) {
    const child = fork(import.meta.filename, [folder, '--read', name], { execArgv: process.execArgv, timeout: LIMIT })
    const [row] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [])])) as [Row?]
    if (row === undefined) console.log(`| ${name} | not read within ${LIMIT / 1000} s |`)
    else {
      rows.push(row)
      console.log(lineOf(row))
      if (values.differences) for (const difference of row.differences) console.log(`  ${difference}`)
    }
  }
  if (values.only !== undefined) return
  const plain = rows.map(({ differences: _, ...row }) => row)
  mkdirSync(dirname(values.json), { recursive: true })
  writeFileSync(values.json, `${JSON.stringify({ date: new Date().toISOString(), rows: plain }, null, 2)}\n`)
}

function lineOf({ name, counts, seconds }: Row): string {
  const cells = ['endpoints', 'live', 'query', 'body', 'reads', 'features'].map(part => shareOf(counts[part]))
  return `| ${[`${name} (${counts.endpoints?.[1]})`, ...cells, seconds.toFixed(1)].join(' | ')} |`
}

/** Recall and precision in per cent. */
function shareOf([right, wanted, found]: Count = [0, 0, 0]): string {
  const share = (of: number) => (of === 0 ? '100' : String(Math.floor((right / of) * 100)))
  return wanted + found === 0 ? '' : `${share(wanted)} / ${share(found)}`
}

async function readOne(name: string): Promise<Row> {
  const labels = JSON.parse(readFileSync(new URL(`${name}.json`, LABELS), 'utf8'))
  const features = Object.fromEntries(
    Object.entries(labels.features as Record<string, { needed: boolean }>).map(([flag, { needed }]) => [flag, needed]),
  )
  // Hosts and kinds were not labelled in all of them.
  const { thirdParty: _, ...judged } = { ...labels, features } as Labels
  const began = performance.now()
  const verdicts = await judge(judged, join(folder, name))
  return rowOf(name, [verdicts], performance.now() - began)
}

async function readMinis(): Promise<Row> {
  const began = performance.now()
  const verdicts: Verdicts[] = []
  for (const mini of listMinis()) verdicts.push(await judgeMini(mini))
  return rowOf(MINIS, verdicts, performance.now() - began)
}

function rowOf(name: string, verdicts: readonly Verdicts[], milliseconds: number): Row {
  const counts = PARTS.map((part): [string, Count] => {
    const sum = (of: (verdict: Verdicts[typeof part]) => number) =>
      verdicts.reduce((total, one) => total + of(one[part]), 0)
    const right = sum(({ wanted, found }) => [...found].filter(fact => wanted.has(fact)).length)
    return [part, [right, sum(({ wanted }) => wanted.size), sum(({ found }) => found.size)]]
  })
  return {
    name,
    counts: Object.fromEntries(counts),
    differences: verdicts.flatMap(differences),
    seconds: milliseconds / 1000,
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}
