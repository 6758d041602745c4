import { expect, test } from 'vitest'
import { run } from './program.ts'

/** Rows that all know one another, and what is read of them under the names of the wire. */
function web(rows: number): Record<string, string> {
  const names = Array.from({ length: rows }, (_, at) => `row${at}`)
  return {
    main: `import { note } from 'probe'
      const toSnakeCaseKeys = object => object
      ${names.map(name => `const ${name} = { firstName: '${name}', itself: null }`).join('\n')}
      ${names.map(name => `${name}.theOthers = { ${names.join()} }`).join('\n')}
      const sent = toSnakeCaseKeys({ topRow: row0, list: [row1, row0] })
      note(sent.top_row.first_name)
      note(sent.top_row.the_others.row1.the_others.row2.first_name)
      note(sent.list[1].first_name)`,
  }
}

test('a converter of names goes through an object once, not once for each way that leads to it', () => {
  const { machine, noted } = run(web(12))
  expect(noted).toEqual({ row0: 2, row2: 1 })
  const made = [...machine.births.values()].reduce((sum, count) => sum + count, 0)
  expect(made).toBeLessThan(500)
})

test('the fields of a model are sent under the names of the wire, those of its class and of what it holds', () => {
  const { noted } = run({
    main: `import { note } from 'probe'
      const objectToSnakeCase = object => object
      class Owner { fullName = 'ada' }
      class Task { dueDate = 'friday'; madeBy = new Owner(); isLate() { return true } }
      const sent = objectToSnakeCase(new Task())
      note(sent.due_date)
      note(sent.made_by.full_name)`,
  })
  expect(noted).toEqual({ friday: 1, ada: 1 })
})
