// How long a large frontend takes to be read, and how much memory: copies of the sample shop, each its own application
// behind one entry, 100,000 lines in all. Aim: 10 s on two cores, 1 GB.
//
//   node --conditions=source bench/detect.bench.ts [--lines 100000] [--runs 3] [--json FILE]
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { detect } from '../packages/cli/src/detectors/index.ts'

interface Run {
  readonly endpoints: number
  readonly problems: readonly string[]
  readonly seconds: number
  readonly megabytes: number
}

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '3' },
    json: { type: 'string', default: join(import.meta.dirname, 'results', 'detect.json') },
    read: { type: 'string' },
  },
})
const shop = join(import.meta.dirname, '..', 'examples', 'storefront', 'frontend')

if (values.read === undefined) await compare()
else await readOnce(values.read)

async function compare(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-detect-'))
  try {
    const lines = copies(folder, Number(values.lines))
    const runs: Run[] = []
    for (let run = 0; run < Number(values.runs); run++) {
      const child = fork(import.meta.filename, ['--read', folder], { execArgv: ['--conditions=source'] })
      const [message] = (await once(child, 'message')) as [Run]
      runs.push(message)
      const { endpoints, seconds, megabytes, problems } = message
      console.log(
        `${lines} lines  ${endpoints} endpoints  ${seconds.toFixed(1)} s  ${megabytes} MB  ${problems.join('; ')}`,
      )
    }
    const result = { date: new Date().toISOString(), machine: `${cpus().length} x ${cpus()[0]?.model}`, lines, runs }
    mkdirSync(dirname(values.json), { recursive: true })
    writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Fills a folder with as many copies as the lines need, and says how many lines there are. */
function copies(folder: string, wanted: number): number {
  const files = readdirSync(join(shop, 'src'), { recursive: true, encoding: 'utf8' }).filter(file =>
    /\.tsx?$/.test(file),
  )
  const each = files.reduce((sum, file) => sum + readFileSync(join(shop, 'src', file), 'utf8').split('\n').length, 0)
  const count = Math.ceil(wanted / each)
  for (let at = 0; at < count; at++) cpSync(join(shop, 'src'), join(folder, 'src', `shop${at}`), { recursive: true })
  const entry = Array.from({ length: count }, (_, at) => `import './shop${at}/main.tsx'`).join('\n')
  writeFileSync(join(folder, 'src', 'main.tsx'), `${entry}\n`)
  writeFileSync(join(folder, 'index.html'), '<script type="module" src="/src/main.tsx"></script>')
  cpSync(join(shop, 'package.json'), join(folder, 'package.json'))
  return each * count
}

async function readOnce(folder: string): Promise<void> {
  const begun = performance.now()
  const { endpoints, problems = [] } = await detect(folder)
  process.send?.({
    endpoints: endpoints.length,
    problems: problems.slice(0, 3).map(({ message }) => message),
    seconds: (performance.now() - begun) / 1000,
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  } satisfies Run)
  process.disconnect()
}
