// How late the event loop is while people sign in: hashing is on threads of its own, so everybody else is answered in
// between. 20 logins a second must leave it under 20 ms. Shows what more would do, up to what two cores can hash.
//
//   node --conditions=source bench/logins.bench.ts [--rounds 3] [--seconds 8] [--json FILE]
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Lag, startLogins } from './logins/measure.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '8' },
    json: { type: 'string', default: join(import.meta.dirname, 'results', 'logins.json') },
  },
})
const seconds = Number(values.seconds)

const place = await startLogins()
try {
  const rounds = []
  for (let round = 0; round < Number(values.rounds); round++) rounds.push(await oneRound())
  mkdirSync(dirname(values.json), { recursive: true })
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`
  writeFileSync(values.json, `${JSON.stringify({ machine, seconds, rounds }, undefined, 2)}\n`)
} finally {
  await place.stop()
}

/** Nobody, then more and more people. What lag there is without anybody is the machine's. */
async function oneRound() {
  const idle = await place.idle(Math.min(seconds, 3))
  console.log(`idle                 lag ${shown(idle)}`)
  const rates = []
  for (const perSecond of [5, 20, 40]) {
    const result = await place.logins(perSecond, seconds)
    rates.push(result)
    const { milliseconds, lag, refused } = result
    const answers = `${milliseconds.median.toFixed(0)} ms (99 %: ${milliseconds.most.toFixed(0)})`
    console.log(
      `${String(perSecond).padStart(3)} logins a second  lag ${shown(lag)}  answers ${answers}  refused ${refused}`,
    )
  }
  return { idle, rates }
}

function shown({ median, most, max }: Lag): string {
  return `${median.toFixed(2)} ms (99 %: ${most.toFixed(2)}, worst ${max.toFixed(2)})`
}
