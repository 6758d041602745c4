import { expect, test } from 'vitest'
import { type Mutant, mutateWalls } from './mutate.ts'
import { scopeKinds, scopesIn, withoutScope } from './scopes.ts'

test('8.4.1 the attack notices each tenant predicate and each policy that is taken away, and nothing else', async () => {
  const mutants = await mutateWalls()
  const isNothing = ({ taken }: Mutant): boolean => taken === 'nothing'
  expect(mutants.filter(isNothing).map(({ seen }) => seen)).toEqual([undefined, undefined])
  expect(mutants.filter(mutant => !isNothing(mutant) && mutant.seen === undefined)).toEqual([])
  const kinds = mutants.filter(mutant => mutant.wall === 'scopes' && !isNothing(mutant)).map(({ taken }) => taken)
  expect(kinds.toSorted()).toEqual([...scopeKinds].sort())
}, 300_000)

test('a kind of predicate is taken from a statement, and the others stay', () => {
  const text = `select * from "papers" t where (t."tenant_id" = $1::uuid and exists (select 1 from "sheets" r1 where (r1."tenant_id" = $1::uuid and true)))`
  expect(scopesIn(text)).toEqual(['one row', 'related row exists'])
  expect(withoutScope(text, 'related row exists')).toContain('t."tenant_id"')
  expect(withoutScope(text, 'all')).not.toContain('tenant_id')
})
