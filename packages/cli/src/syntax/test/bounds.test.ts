import { describe, expect, test } from 'vitest'
import { makeThing, putFields, use } from '../index.ts'
import { pathBelow, pathOfElement } from '../objects/path.ts'
import type { Frame } from '../values/frame.ts'
import { run } from './program.ts'

function below(path: string, ...names: string[]): string {
  return names.reduce(pathBelow, path)
}

describe('a path of an answer ends', () => {
  test('where one name repeats itself for the third time', () => {
    expect(below('error', 'cause', 'cause', 'cause', 'cause', 'cause')).toBe('error.cause.cause.cause')
  })

  test('where lists of children hold lists of children', () => {
    const deep = Array.from({ length: 9 }).reduce((path: string) => pathOfElement(pathBelow(path, 'children')), 'tree')
    expect(deep).toBe('tree.children[].children[].children[]')
  })

  test('at sixteen names', () => {
    const names = Array.from({ length: 30 }, (_, at) => `n${at}`)
    expect(below('', ...names).split('.')).toHaveLength(16)
  })

  test('at a list of lists of lists', () => {
    expect(pathOfElement(pathOfElement(pathOfElement(pathOfElement('cube'))))).toBe('cube[][][]')
  })

  test('and not before: names that come again further down are names of their own', () => {
    expect(below('user', 'group', 'user', 'group')).toBe('user.group.user.group')
  })
})

function doubled(expression: string, times: number): Record<string, string> {
  return {
    main: `import { note } from 'probe'
    let list = ['first', 'second']
    ${`list = ${expression}\n`.repeat(times)}
    for (const word of list) note(word)
    note('afterwards')`,
  }
}

describe('a list that is joined to itself', () => {
  for (const expression of ['[...list, ...list]', 'list.concat(list)']) {
    test(`is told apart item by item while it is short: ${expression}`, () => {
      expect(run(doubled(expression, 3)).noted).toEqual({ first: 8, second: 8, afterwards: 1 })
    })

    test(`does not double for ever, and what comes after it is still read: ${expression}`, () => {
      const { machine, noted } = run(doubled(expression, 24))
      expect(machine.problems).toEqual([])
      expect(machine.steps).toBeLessThan(5_000)
      expect(noted).toMatchObject({ afterwards: 1, first: expect.any(Number), second: expect.any(Number) })
    })
  }
})

test('of a list of 300, the first 256 are told apart, and the others are each the first of them, or none', () => {
  const words = Array.from({ length: 300 }, (_, at) => `'w${at}'`).join()
  const { noted } = run({
    main: `import { note } from 'probe'\nconst list = [${words}]\nnote(list[255])\nnote(list[299])`,
  })
  const first = Array.from({ length: 32 }, (_, at) => `w${256 + at}`)
  expect(Object.keys(noted).sort()).toEqual(['w255', ...first])
})

test('what is spread behind 64 items is not told apart', () => {
  const words = Array.from({ length: 64 }, (_, at) => `'w${at}'`).join()
  const { noted } = run({
    main: `import { note } from 'probe'\nconst list = [...[${words}], ...['x', 'y']]\nnote(list[63])\nnote(list[64])`,
  })
  expect(Object.keys(noted)).toEqual(['w63', 'x', 'y'])
})

test('a member is looked for once in each prototype, however many chains of them lead there', () => {
  const chain = 'made = given ? Object.create(made) : Object.create(made)\n'.repeat(40)
  const { machine, noted } = run({
    main: `import { note, given } from 'probe'
    let made = { name: 'first' }
    ${chain}
    note(made.name)`,
  })
  expect(machine.problems).toEqual([])
  expect(noted).toEqual({ first: 1 })
})

function looked(rows: number, within: string): Record<string, string> {
  const words = Array.from({ length: rows }, (_, at) => `'w${at}'`).join()
  return {
    main: `import { note } from 'probe'\nconst list = [${words}]\nlist.map(one => list.${within})\nnote('afterwards')`,
  }
}

describe('rows that are looked up within rows', () => {
  for (const method of ['find', 'filter', 'some', 'map']) {
    test(`are told apart while they are few: ${method}`, () => {
      const { noted } = run(looked(20, `${method}(other => note(one + other))`))
      expect(Object.keys(noted)).toHaveLength(401)
    })

    test(`are gone through together where they are many: ${method}`, () => {
      const { machine, noted } = run(looked(50, `${method}(other => note(other))`))
      expect(machine.problems).toEqual([])
      expect(machine.steps).toBeLessThan(2_000)
      expect(noted).toMatchObject({ afterwards: 1, w0: expect.any(Number) })
    })
  }
})

test('behind the end of a list that is known there is nothing', () => {
  const { noted } = run({
    main: `import { note } from 'probe'
    const [path, query] = '/things'.split('?')
    note(path)
    note(query || 'none')`,
  })
  expect(noted).toEqual({ '/things': 1, none: 1 })
})

describe('a table of 80 rows', () => {
  const rows = Array.from({ length: 80 }, (_, at) => `k${at}: 'w${at}'`).join()

  test('is copied row by row, by its keys', () => {
    const copied = `const to = {}
      Object.keys(from).forEach(key => { to[key] = from[key] })`
    const { noted } = run({
      main: `import { note } from 'probe'\nconst from = { ${rows} }\n${copied}\nnote(to.k2)\nnote(to.k79)`,
    })
    expect(noted).toEqual({ w2: 1, w79: 1 })
  })

  test('is gone through to its end', () => {
    const { noted } = run({
      main: `import { note } from 'probe'\nconst from = { ${rows} }\nfor (const key of Object.keys(from)) note(from[key])`,
    })
    expect(Object.keys(noted)).toHaveLength(80)
  })
})

test('a state that is handed about everywhere is gone through once, and what is put into it later is called', () => {
  const rows = Array.from({ length: 300 }, (_, at) => `r${at}: { a: { b: { c: ${at} } } }`).join()
  const { machine, noted } = run({
    main: `import { note } from 'probe'
    import { log } from 'elsewhere'
    const state = { ${rows} }
    ${Array.from({ length: 40 }, (_, at) => `const show${at} = () => log(state)\nlog(show${at})`).join('\n')}
    const late = () => { state.r7.late = () => note('late') }
    log(late)`,
  })
  expect(noted).toEqual({ late: 1 })
  expect(machine.problems).toEqual([])
  expect(machine.steps).toBeLessThan(12_000)
})

test('looking into an object that is used is work, once in a round', () => {
  const { machine } = run({ main: 'export const name = 1' })
  const [module] = machine.modules.values()
  const frame = module?.scope.frame as Frame
  const inner = makeThing(frame, 1)
  const outer = makeThing(frame, 2)
  putFields(frame, outer, { inner: [inner] })
  const { steps } = machine
  use([outer])
  use([outer])
  expect(machine.steps - steps).toBe(2)
})

test('looking for members of many objects is work that the budget ends, in however few steps', () => {
  const rows = Array.from({ length: 100 }, (_, at) => `r${at}: ${at}`).join()
  const { machine } = run(
    {
      main: `const states = [${Array.from({ length: 20 }, () => `{ ${rows} }`).join()}]
      const show = state => {
        ${'Object.values(state)\n'.repeat(60)}
      }
      states.forEach(() => show(states[Math.random()]))`,
    },
    12_000,
  )
  expect(machine.problems).toMatchObject([{ message: expect.stringContaining('budget ran out') }])
  expect(machine.steps).toBeLessThan(8_000)
})

test('a text that is kept again with more in front does not grow for ever: a word of the source stands in it once', () => {
  const { machine, noted } = run({
    main: `import { note, read, keep } from 'probe'
    keep('address', '/lake')
    keep('address', 'https:' + '//' + read('address'))
    note(read('address'))`,
  })
  expect(machine.problems).toEqual([])
  expect(Object.keys(noted)).toEqual(['/lake', 'https:///lake'])
})

test('a function that escapes again from itself, does much and comes to nothing new ends, and all that it does is seen', () => {
  const names = Array.from({ length: 40 }, (_, at) => `l${at}`)
  const main = `import { note } from 'probe'
    import { later } from 'elsewhere'
    const wrapped = (app, load) => later(() => { all(app); load(app) })
    const all = app => {
      ${'app.busy = app.busy + 1\n'.repeat(200)}
      ${names.map(name => `wrapped(app, () => note('${name}'))`).join('\n')}
      return { app }
    }
    all({})`
  const { machine, noted } = run({ main }, 300_000)
  expect(Object.keys(noted)).toEqual(names)
  expect(machine.problems).toEqual([])
})

test('settings that are merged into one another to any depth, over and over, end, and what is in them is seen', () => {
  const leaves = Array.from(
    { length: 12 },
    (_, at) => `k${at}: { a: 'x${at}', b: { c: 'y${at}', d: { e: 'z${at}' } } }`,
  ).join(', ')
  const { machine, noted } = run({
    main: `import { note, choose } from 'probe'
    const isObject = value => value !== null && typeof value === 'object'
    const merge = (target, source) => {
      Object.entries(source || {}).forEach(([key, value]) => {
        if (isObject(value) && isObject(target[key])) {
          merge(target[key], value)
          return
        }
        target[key] = value
      })
    }
    const presets = [{ ${leaves} }, { ${leaves} }, { ${leaves} }]
    const settings = { ${leaves} }
    for (const preset of presets) merge(settings, preset)
    for (const preset of presets) merge(settings, merge(preset, settings) || preset)
    merge(settings, choose())
    for (const preset of presets) merge(settings, preset[choose()])
    for (const preset of presets) { merge(preset[choose()], settings); merge(settings[choose()], preset) }
    note(settings.k0.b.c)
    note('afterwards')`,
  })
  expect(noted).toMatchObject({ y0: 1, afterwards: 1 })
  expect(machine.steps).toBeLessThan(70_000)
})
