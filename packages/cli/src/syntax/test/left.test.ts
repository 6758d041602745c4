import { expect, test } from 'vitest'
import { run } from './program.ts'

test.each([
  ['a field of what is handed in', 'const boat = { port: "none" }; fill(boat); note(boat.port)', 'boat.port'],
  ['a variable around the function', 'fill(); note(port)', 'port'],
])('what is written before a function leaves early stays, beside what is written at its end: %s', (_, use, port) => {
  const { noted } = run({
    main: `import { note } from 'probe'
      let port = 'none'
      function fill(boat) {
        if (Math.random()) { ${port} = 'north'; return }
        ${port} = 'south'
      }
      ${use}`,
  })
  expect(noted).toEqual({ north: 1, south: 1 })
})

test('what is returned early holds what was written to it until then', () => {
  const { noted } = run({
    main: `import { note } from 'probe'
      function made() {
        const boat = {}
        if (Math.random()) { boat.port = 'north'; return boat }
        boat.port = 'south'
        return boat
      }
      note(made().port)`,
  })
  expect(noted).toEqual({ north: 1, south: 1 })
})
