import { expect, test } from 'vitest'
import { native, type Value } from '../index.ts'
import { run } from './program.ts'

/** One answer in the hands of forty functions, each of which says its type. */
const names = Array.from({ length: 40 }, (_, at) => `T${at}`)
const PROGRAM = `
  import { ask } from 'server'
  const state = ask()
  ${names.map(name => `interface ${name} { name: string }\nconst use${name} = (given: ${name}) => given.name`).join('\n')}
  ${names.map(name => `use${name}(state)\nuse${name}(state)`).join('\n')}
`

test('of one part of an answer sixteen types are looked at, and each once', () => {
  const source = { id: 'state', used: new Set<string>(), types: new Map<string, unknown[]>() }
  const answer = { kind: 'answer', source, path: '' } as unknown as Value[number]
  const server = { ask: [native('ask', () => [answer])] }
  run({ main: PROGRAM }, 100_000, { libraries: name => (name === 'server' ? server : undefined) })
  expect(source.types.get('')).toHaveLength(16)
})
