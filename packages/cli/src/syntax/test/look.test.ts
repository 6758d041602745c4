import { describe, expect, test } from 'vitest'
import { makeMachine } from '../engine.ts'
import { makeGlobal } from '../machine/slots.ts'
import { lookFor, lookOnce } from '../objects/look.ts'
import { text } from '../values/make.ts'

const world = { globals: {}, libraries: () => undefined, observers: [], mounters: [] }
const host = {
  resolve: (library: string) => ({ library }),
  load: () => undefined,
  variable: () => undefined,
  shares: () => false,
}

function looker() {
  const machine = makeMachine(host, world, 100)
  const thing = makeGlobal('bed')
  let times = 0
  const look = (name = 'row') =>
    lookOnce(machine, { name, called: undefined, thing }, () => {
      times += 1
      return text(`${name} ${times}`)
    })
  return { machine, look, count: () => times }
}

describe('a look for a member', () => {
  test('goes into an object again once it is over', () => {
    const { look, count } = looker()
    look()
    look()
    expect(count()).toBe(2)
  })

  test('goes into an object once, however many ways lead there', () => {
    const { machine, look, count } = looker()
    lookFor(machine, { name: 'row', called: undefined }, () => [...look(), ...look(), ...look()])
    expect(count()).toBe(1)
  })

  test('does not take one name for another', () => {
    const { machine, look } = looker()
    const found = lookFor(machine, { name: 'row', called: undefined }, () => [...look(), ...look('bed')])
    expect(found).toEqual([...text('row 1'), ...text('bed 2')])
  })

  test('sees what the program does in the midst of it', () => {
    const { machine, look, count } = looker()
    lookFor(machine, { name: 'row', called: undefined }, () => {
      look()
      machine.steps += 1
      return look()
    })
    expect(count()).toBe(2)
  })

  test('looks apart inside of what was written over answers', () => {
    const { machine, look, count } = looker()
    lookFor(machine, { name: 'row', called: undefined }, () => {
      look()
      machine.over = 1
      return look()
    })
    expect(count()).toBe(2)
  })
})
