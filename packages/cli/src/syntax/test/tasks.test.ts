import { describe, expect, test } from 'vitest'
import { isSettled, taskOf, wakeTask } from '../machine/task.ts'
import { run } from './program.ts'

describe('runs again only what reads what has changed', () => {
  test('a program that keeps nothing runs once', () => {
    const { machine, noted } = run({
      main: "import { note } from 'probe'\nimport './other'\nnote('main')",
      other: 'export {}',
    })
    expect(noted).toEqual({ main: 1 })
    expect(machine.round).toBe(1)
  })

  test('a component runs again when another keeps what it reads, and its neighbour does not', () => {
    const { noted } = run({
      main: `import { keep, note, read } from 'probe'
        const Reader = () => { note('reader'); note(read('name')); return null }
        const Neighbour = () => { note('neighbour'); return null }
        const Writer = () => { keep('name', 'ada'); return null }
        const App = () => { note('app'); return <main><Reader /><Neighbour /><Writer /></main> }
        ;<App />`,
    })
    expect(noted).toMatchObject({ reader: 2, neighbour: 1, app: 2, ada: 1 })
  })

  test('a component is passed over while it is given what it was given before', () => {
    const { noted } = run({
      main: `import { keep, note, read } from 'probe'
        const Shown = ({ text, onPick }) => { note(text); onPick(); return null }
        const App = () => {
          const name = read('name')
          note('app')
          return <><Shown text="same" onPick={() => note('picked')} /><Shown text={name} onPick={() => note(name)} /></>
        }
        const Writer = () => { keep('name', 'ada'); return null }
        ;<><App /><Writer /></>`,
    })
    expect(noted).toMatchObject({ app: 2, same: 1, picked: 1, ada: 2 })
  })

  test('who reads a module runs again when the module gives something else', () => {
    const { noted } = run({
      main: `import { note, keep } from 'probe'
        import { name } from './names'
        const Shown = () => { note('shown'); note(name.text); return null }
        const Writer = () => { keep('text', 'new'); return null }
        ;<><Shown /><Writer /></>`,
      names: `import { read } from 'probe'\nexport const name = { text: read('text') }`,
    })
    expect(noted).toMatchObject({ shown: 2, new: 1 })
  })

  test('a call without arguments serves all who make it', () => {
    const { noted } = run({
      main: `import { ask } from './ask'
        const Page = () => { ask('/a'); ask('/b'); return null }
        ;<Page />`,
      ask: `import { note } from 'probe'
        const tokens = { current: () => { note('token'); return localStorage.getItem('token') } }
        export const ask = path => { note(path); return tokens.current() }`,
    })
    expect(noted).toMatchObject({ token: 1, '/a': 1, '/b': 1 })
  })
})

describe('says where it stopped', () => {
  test('values that grow for ever are named with their place', () => {
    const { machine } = run({
      main: `import { keep, read } from 'probe'
        const Grows = () => {
          keep('path', '/' + read('path'))
          return null
        }
        keep('path', 'a')
        ;<Grows />`,
    })
    expect(machine.problems.map(({ place, message }) => `${place.line}: ${message}`)).toEqual([
      '7: Values still changed here after 12 rounds: what depends on them may be missing.',
    ])
  })

  test('no further round begins after half of the budget: what still changed is named', () => {
    const growing = {
      main: `import { keep, read } from 'probe'
        const Grows = () => {
          ${'1 + 1\n'.repeat(1_000)}
          keep('path', '/' + read('path'))
          return null
        }
        keep('path', 'a')
        ;<Grows />`,
    }
    const { machine } = run(growing)
    const cost = machine.steps / 12
    for (const rounds of [1, 2, 3]) {
      const { machine: stopped } = run(growing, (rounds - 0.25) * cost * 2)
      expect(stopped.round).toBe(rounds)
      expect(stopped.problems.map(({ message }) => message)).toEqual([
        `Values still changed here after ${rounds} rounds: what depends on them may be missing.`,
      ])
    }
  })

  test('the end of the budget is named with its place', () => {
    const { machine } = run(
      { main: 'const go = n => go2(n) + go2(n)\nconst go2 = n => n + 1 + 2 + 3\ngo(1)\n\ngo(2)' },
      12,
    )
    expect(machine.problems.map(({ place, message }) => `${place.line}: ${message}`)).toEqual([
      '2: The work budget ran out here: what was not followed by then may be missing.',
    ])
  })
})

describe('a component that is given plain values', () => {
  const places = (props: string) => ({
    main: `import { note } from 'probe'
const Icon = ({ name, act }) => { note('icon'); return name }
const App = () => <p>{[<Icon ${props} />, <Icon ${props} />, <Icon ${props} />]}</p>
export default <App />`,
  })

  test('runs once for all places', () => {
    expect(run(places('name="bin"')).noted).toEqual({ icon: 1 })
  })

  test('runs for each place where it is given a function', () => {
    expect(run(places('name="bin" act={() => note("act")}')).noted.icon).toBe(3)
  })
})

test('tasks in which a package called a function are forgotten when they are gone', () => {
  const { machine } = run({
    main: `import { keep, note, read } from 'probe'
      import { hand } from 'elsewhere'
      const confirm = onYes => hand(() => onYes())
      const Gone = () => { confirm(() => note('gone')); return null }
      const Stays = () => { note(read('flag')); confirm(() => note('stays')); return null }
      const Writer = () => { keep('flag', 'on'); return null }
      export default () => <>{read('flag') ? null : <Gone />}<Stays /><Writer /></>`,
  })
  const known = [...machine.free.values()].flatMap(tasks => [...tasks])
  expect(known.length).toBeGreaterThan(0)
  expect(known.every(task => machine.tasks.get(task.name) === task)).toBe(true)
})

test('who is woken when its turn is over waits for the next round, and is gone when nobody runs it there', () => {
  const { machine } = run({ main: '' })
  machine.live = true
  const task = taskOf(machine, 'late')
  wakeTask(machine, task)
  expect(isSettled(machine)).toBe(false)
  expect(machine.tasks.get('late')).toBe(task)
  machine.round += 1
  expect(isSettled(machine)).toBe(true)
  expect(machine.tasks.has('late')).toBe(false)
})
