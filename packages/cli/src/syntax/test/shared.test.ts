import { describe, expect, test } from 'vitest'
import { run } from './program.ts'

/** Eight pages that call functions of another file, each from a place of its own. */
function pages(page: (at: number) => string, tools: string): Record<string, string> {
  const all = Array.from(
    { length: 8 },
    (_, at) => `const Page${at} = () => { ${page(at)}; return null }\n;<Page${at} />`,
  )
  return {
    main: `import { note } from 'probe'\nimport { hand } from 'elsewhere'\nimport { A, B, ask, given, make } from './tools'\n${all.join('\n')}`,
    tools: `import { keep, note, read } from 'probe'\nimport { hand } from 'elsewhere'\nexport const A = '/a', B = '/b'\n${tools}`,
  }
}

const WORK = Array.from({ length: 20 }, (_, at) => `one + ${at} > 2`).join('\n')

describe('a function that does much', () => {
  const ask = `export const ask = one => { note('asked'); ${WORK}; return one + '/end' }`

  test('runs once for all who give it the same plain values, from its fifth call on', () => {
    expect(run(pages(() => 'note(ask(A))', ask)).noted).toEqual({ asked: 5, '/a/end': 8 })
  })

  test('runs for each value', () => {
    const { noted } = run(pages(() => 'note(ask(A)); note(ask(B))', ask))
    expect(noted).toEqual({ asked: 4 + 2, '/a/end': 8, '/b/end': 8 })
  })

  test('runs once for all who give it the same complete object', () => {
    const tools = `export const given = { path: '/a' }\n${ask.replace('one =>', '({ path: one }) =>')}`
    expect(run(pages(() => 'note(ask(given))', tools)).noted).toEqual({ asked: 5, '/a/end': 8 })
  })

  test('runs for each place that gives it a function', () => {
    expect(run(pages(() => 'ask(given)', `export const given = () => 1\n${ask}`)).noted.asked).toBe(8)
  })

  test('runs for each of its callers where it makes something for them', () => {
    const make = `export const make = one => { ${WORK}; return { path: one } }`
    const { noted } = run(pages(at => `const made = make(A); made.own = 'page ${at}'; note(made.own)`, make))
    const once = run(pages(at => `const made = { path: A }; made.own = 'page ${at}'; note(made.own)`, make)).noted
    expect(Object.keys(noted)).toEqual(Object.keys(once))
    for (const times of Object.values(noted)) expect(times).toBeLessThanOrEqual(2)
  })

  test('is never shared at first and no longer afterwards: who was given what it made is told of what is written to it', () => {
    const make = `export const make = one => { ${WORK}; return { path: one } }`
    const page = (at: number) => `const made = make(A); note(made.path); hand(() => { made.path = 'late ${at}' })`
    const late = Array.from({ length: 8 }, (_, at) => `late ${at}`)
    expect(Object.keys(run(pages(page, make)).noted).sort()).toEqual(['/a', ...late])
  })

  test('runs again for all of them when what it reads has changed', () => {
    const tools = `export const ask = one => { note('asked'); ${WORK}; return one + read('end') }
      export const make = () => keep('end', '!')`
    const { noted } = run(pages(() => 'note(ask(A)); make()', tools))
    expect(noted['/a!']).toBe(8)
    expect(noted.asked).toBeLessThan(12)
  })
})

test('a function that does little runs for each of its callers: to look it up costs more', () => {
  const ask = "export const ask = one => { note('asked'); return one }"
  expect(run(pages(() => 'note(ask(A))', ask)).noted.asked).toBe(8)
})

test('what is cut off because a caller is in the midst of it is whole for the others', () => {
  // Who is given a function is run each time; `two` begins within the second turn of `one`, and ends where `one` is cut off.
  const tools = `export const ask = word => { ${WORK.replaceAll('one', 'word')}; return hand() ? three(word) : 'two' }
    const three = word => (hand() ? make(word, () => 1) : 'three')
    export const make = (word, act) => {
      if (hand()) make(word, act)
      return hand() ? ask(word) : 'one'
    }`
  const { noted } = run(
    pages(at => (at < 4 ? `ask('before ${at}')` : at === 4 ? 'make(A, () => 1)' : 'note(ask(A))'), tools),
  )
  expect(noted).toEqual({ one: 3, two: 3, three: 3 })
})

describe('a function that is given answers, and does very much', () => {
  const much = Array.from({ length: 400 }, () => WORK).join('\n')
  const handlers = (inside: string) => {
    const pages = Array.from(
      { length: 30 },
      (_, at) => `const Page${at} = () => { ask('/${at}', () => note('${at} is done')); return null }\n;<Page${at} />`,
    )
    const ask = `import { news, note } from 'probe'\nimport { given } from 'elsewhere'
      export const ask = (path, done) => { const finish = () => done(); const handle = one => { note('handled'); ${inside}; ${much} }; note(path); handle(given) }`
    return run(
      { main: `import { note } from 'probe'\nimport { ask } from './ask'\n${pages.join('\n')}`, ask },
      2_000_000,
    ).noted
  }

  test('is not run for further callers when sixteen in a row came to no request that was not known', () => {
    const noted = handlers('')
    expect(noted.handled).toBeLessThan(20)
    expect(noted).toMatchObject({ '/0': 1, '/29': 1 })
  })

  test('is run for each of them that a function beside it leads elsewhere', () => {
    expect(handlers('finish()')).toMatchObject({ handled: 30, '0 is done': 1, '29 is done': 1 })
  })

  test('is run for each of them as long as there are such requests', () => {
    expect(handlers('news()').handled).toBe(30)
  })
})

describe('a call that is made again and again in the same words', () => {
  // What a generator yields belongs to its caller: no run of it is one for all.
  const ended = (gives: string, words = ['LEFT']) => {
    const session = `import { note, news } from 'probe'
      export const LEFT = 'left', LATE = 'late'
      export const session = { *end(one) { note('ended'); ${WORK}; ${gives} } }`
    const pages = Array.from(
      { length: 30 },
      (_, at) => `const page${at} = () => session.end(${words[at % words.length]}); hand(page${at})`,
    )
    const imports = "import { hand } from 'elsewhere'; import { LATE, LEFT, session } from './session'"
    return run({ main: `${imports}\n${pages.join('\n')}`, session }).noted.ended ?? 0
  }

  test('is made four times in a round where it comes to nothing new and gives nothing', () => {
    expect(ended('')).toBeLessThan(12)
  })

  test('is made for all of them where it gives something', () => {
    expect(ended('return { one }')).toBe(30)
  })

  test('is made for all of them as long as something new comes of it', () => {
    expect(ended('news()')).toBe(30)
  })

  test('is made for each of the words', () => {
    expect(ended('', ['LEFT', 'LATE'])).toBeGreaterThan(ended('') + 3)
  })
})

test('who was told what a call gave the last time is told again when it gives something else', () => {
  // Each page makes a function of its own, which holds nothing of it; what it reads comes late.
  const token = `import { note, read } from 'probe'
    export const token = () => (ask, other) => { note('read'); ${`${WORK}\n`.repeat(20).replaceAll('one', 'ask')}; return read('token') }`
  const pages = Array.from(
    { length: 90 },
    (_, at) => `const Page${at} = () => { note('page ${at} ' + token()(note, note)) }\n;<Page${at} />`,
  )
  const late = "hand(() => { keep('token', 'late') })"
  const main = `import { hand } from 'elsewhere'; import { keep, note } from 'probe'; import { token } from './token'
    keep('token', 'early')\n${pages.join('\n')}\n${late}`
  const { noted } = run({ main, token }, 1_000_000)
  expect(noted.read).toBeLessThan(60)
  expect(Object.keys(noted).filter(word => word.endsWith('late'))).toHaveLength(90)
})
