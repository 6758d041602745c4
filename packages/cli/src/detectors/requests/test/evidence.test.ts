import { expect, test } from 'vitest'
import type { Frame, Text } from '../../../syntax/index.ts'
import { evidenceOf, pathLiteral } from '../evidence.ts'

const at = (line: number) => ({ file: 'api.js', line })

test('a word that a client put behind its base says what is asked for, and a word behind that does not', () => {
  const joined: Text = {
    kind: 'text',
    parts: [{ text: '/api', at: at(1) }, { text: '/' }, { text: 'carts', at: at(2) }],
  }
  expect(pathLiteral(joined)?.at).toEqual(at(2))
  const filled: Text = {
    kind: 'text',
    parts: [
      { text: '/carts/', at: at(3) },
      { text: 'mine', at: at(4) },
    ],
  }
  expect(pathLiteral(filled)?.at).toEqual(at(3))
})

test('a path that no line hands on stands where it is written', () => {
  const path: Text = { kind: 'text', parts: [{ text: '/carts', at: at(7) }] }
  const page = {} as Frame
  const frame = { caller: page, node: { start: 0, end: 0 }, args: [[path]] } as unknown as Frame
  expect(evidenceOf(path, { frame, node: { start: 5 }, args: [] })).toEqual(at(7))
})
