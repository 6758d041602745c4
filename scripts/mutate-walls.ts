// Takes one wall between tenants away, and then the other one piece by piece: the attack suite must notice each time.
//
//   node --conditions=source scripts/mutate-walls.ts
import { type Mutant, mutateWalls } from '../packages/plinth/src/app/test/attack/mutate.ts'

const mutants = await mutateWalls(({ wall, taken, seen }) => {
  console.log(`${wall.padEnd(9)} without ${taken.padEnd(20)} ${seen ?? 'nothing got through'}`)
})
for (const wall of ['scopes', 'policies'] as const)
  console.log(`${wall}: ${scoreOf(mutants.filter(one => one.wall === wall))}`)

function scoreOf(all: readonly Mutant[]): string {
  if (all.some(({ taken, seen }) => taken === 'nothing' && seen !== undefined)) return 'red although nothing was taken'
  const taken = all.filter(mutant => mutant.taken !== 'nothing')
  const seen = taken.filter(mutant => mutant.seen !== undefined).length
  return `${seen} of ${taken.length} noticed, ${Math.round((100 * seen) / taken.length)} %`
}
