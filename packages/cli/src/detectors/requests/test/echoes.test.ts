import { expect, test } from 'vitest'
import { makeGlobal, type Thing, type Value } from '../../../syntax/index.ts'
import { echoesIn } from '../echoes.ts'

const row: Value[number] = { kind: 'answer', source: { id: 'row', used: new Set(), types: new Map() }, path: '' }

/** Models that hold one another, one of them with an answer in it. */
function web(size: number): Value {
  const models: Thing[] = Array.from({ length: size }, (_, at) => makeGlobal(`model ${at}`))
  for (const model of models) for (const [at, other] of models.entries()) model.slots.set(`m${at}`, held([other], at))
  models[size - 1]?.slots.set('row', held([row], size))
  return models
}

function held(value: Value, order: number) {
  return { value, order }
}

test('an answer in models that hold one another is found once, at the first place where it stands', () => {
  const [first] = web(60)
  expect(echoesIn(first ? [first] : []).map(({ at }) => at)).toEqual(['m59.row'])
})
