// Reads fixtures with flipped bytes: none may crash the reader or hold it up.
//
//   node --conditions=source scripts/mutate-sources.ts [count, default 10000] [seed, default 1] [limit in ms, default 1000]
import { readMutated } from '../packages/cli/test/mutate.ts'

const [count = '10000', seed = '1', limit = '1000'] = process.argv.slice(2)
const { slowest, casualties } = await readMutated(Number(count), Number(seed), Number(limit))
for (const { file, seed: at, message } of casualties) console.log(`${at} ${file}: ${message}`)
console.log(
  `${count} mutated sources, ${casualties.length} not read in time; the slowest took ${Math.round(slowest)} ms.`,
)
if (casualties.length > 0) process.exitCode = 1
