// What 200 resources with hooks and 200 actions cost the type checker, against 1: `node bench/types/bench.ts`.
// The pinned number is the difference, so that it moves with the generics of Plinth and not with the size of its source.
import { measureTypes } from './measure.ts'

const [one, many] = [measureTypes(1), measureTypes(200)]
for (const [label, cost] of [['1 resource', one] as const, ['200 resources', many] as const]) {
  const { seconds, instantiations, megabytes } = cost
  console.log(`${label.padEnd(14)} ${seconds.toFixed(2)} s  ${instantiations} instantiations  ${megabytes} MB`)
}
console.log(`difference     ${many.instantiations - one.instantiations} instantiations (pinned.json)`)
const errors = one.errors + many.errors
if (errors !== '') {
  console.error(errors)
  process.exitCode = 1
}
