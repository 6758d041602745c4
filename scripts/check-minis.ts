// Judges detection against the mini-projects that somebody labelled: recall and precision, by the numbered lines of what
// real frontends do.
//
//   node --conditions=source scripts/check-minis.ts [NAME...] [--json] [--differences] [--recall 98] [--precision 98]
//
// NAME is the beginning of mini-projects' names. The thresholds are per cent of all endpoints; below one it exits with 1.
import { parseArgs } from 'node:util'
import {
  differences,
  judgeMini,
  labelsOf,
  listMinis,
  PARTS,
  type PartName,
  type Verdict,
  type Verdicts,
} from '../packages/cli/test/judge.ts'

interface Share {
  right: number
  wanted: number
  found: number
}
type Shares = Record<PartName, Share>

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    differences: { type: 'boolean', default: false },
    recall: { type: 'string', default: '0' },
    precision: { type: 'string', default: '0' },
  },
})

const chosen = listMinis().filter(mini => positionals.length === 0 || positionals.some(name => mini.startsWith(name)))
const minis: Record<string, string[]> = {}
const lines = new Map<number, Shares>()
const all = noShares()
for (const mini of chosen) {
  const verdicts = await judgeMini(mini)
  minis[mini] = differences(verdicts)
  const { line } = labelsOf(mini)
  const shares = lines.get(line) ?? noShares()
  lines.set(line, shares)
  for (const into of [shares, all]) addTo(into, verdicts)
  if (values.differences && minis[mini].length > 0) console.log([mini, ...minis[mini]].join('\n  '))
}

const right = chosen.filter(mini => minis[mini]?.length === 0).length
if (values.json) console.log(JSON.stringify({ right, of: chosen.length, all, lines: Object.fromEntries(lines), minis }))
else {
  console.log(
    `line  ${PARTS.map(part => part.padEnd(11)).join(' ')}   recall/precision in per cent, - where nothing is`,
  )
  for (const [line, shares] of [...lines].sort(([one], [other]) => one - other)) print(String(line), shares)
  print('all', all)
  console.log(`${right} of ${chosen.length} mini-projects are right.`)
}
if (recall(all.endpoints) < Number(values.recall) || precision(all.endpoints) < Number(values.precision)) {
  process.exitCode = 1
}

function noShares(): Shares {
  return Object.fromEntries(PARTS.map(part => [part, { right: 0, wanted: 0, found: 0 }])) as Shares
}

function addTo(shares: Shares, verdicts: Verdicts): void {
  for (const part of PARTS) {
    const { wanted, found }: Verdict = verdicts[part]
    shares[part].right += [...found].filter(fact => wanted.has(fact)).length
    shares[part].wanted += wanted.size
    shares[part].found += found.size
  }
}

function print(name: string, shares: Shares): void {
  const cells = PARTS.map(part => {
    const share = shares[part]
    const text = share.wanted + share.found === 0 ? '-' : `${recall(share).toFixed(0)}/${precision(share).toFixed(0)}`
    return text.padEnd(11)
  })
  console.log(`${name.padEnd(5)} ${cells.join(' ')}`.trimEnd())
}

function recall({ right, wanted }: Share): number {
  return wanted === 0 ? 100 : (right / wanted) * 100
}

function precision({ right, found }: Share): number {
  return found === 0 ? 100 : (right / found) * 100
}
