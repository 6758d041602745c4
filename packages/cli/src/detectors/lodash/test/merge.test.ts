import { expect, test } from 'vitest'
import { answer, type Frame, getMember, makeThing, putFields, type Thing, text } from '../../../syntax/index.ts'
import { run } from '../../../syntax/test/program.ts'
import { mergeDeep } from '../objects.ts'

test('what objects were spread from is not gone through when they are merged, and is found in the whole all the same', () => {
  const { machine } = run({ main: 'export const name = 1' })
  const [module] = machine.modules.values()
  const frame = module?.scope.frame as Frame
  const source = { id: 'GET /api/settings', used: new Set<string>(), types: new Map() }
  const known = Array.from({ length: 12 }, (_, at) => answer(source, `part${at}`))
  const section = (depth: number, word: string): Thing => {
    const thing = makeThing(frame, depth)
    for (const name of ['a', 'b', 'c'])
      putFields(frame, thing, { [name]: depth === 0 ? text(word) : [section(depth - 1, word)] })
    thing.bases = [{ value: known, order: 100 }]
    return thing
  }
  const layers = [[section(3, 'first')], [section(3, 'second')]]
  machine.looks = 0
  const call = { args: [], self: [], frame, node: { start: 0, end: 0 }, types: [] }
  const merged = mergeDeep(layers, call)
  expect(machine.looks).toBe(0)
  const inner = getMember(getMember(merged, 'a', { frame }), 'b', { frame })
  const paths = getMember(inner, 'c', { frame }).flatMap(atom => (atom.kind === 'answer' ? [atom.path] : []))
  expect(paths).toEqual(expect.arrayContaining(['part0.c', 'part3.b.c']))
  expect(inner.filter(atom => atom.kind === 'object')).toHaveLength(1)
})
