import { describe, expect, test } from 'vitest'
import { splitStatements } from '../split.ts'

const texts = (sql: string) => splitStatements(sql).map(statement => statement.text)

describe('a semicolon does not end a statement', () => {
  test.each([
    ['in a string', `select 'a;b''c;', 1`],
    ['in a string with backslashes', `select E'a\\';b'`],
    ['after a backslash that means itself', `select 'a\\'`],
    ['in a quoted name', `select 1 as "a;""b;"`],
    ['in a dollar quote', `do $$ begin perform 1; end $$`],
    ['in a dollar quote with a tag and another inside', `do $a$ begin execute $$select 1;$$; end $a$`],
    ['in a line comment', `select 1 -- no; not here\n + 1`],
    ['in nested block comments', `select 1 /* a; /* b; */ c; */ + 1`],
    ['in the rules of a rule', `create rule r as on insert to t do also (select 1; select 2)`],
    [
      'in a function body of SQL',
      `create or replace function f(a int) returns int begin atomic select case when a > 0 then 1 else 2 end; select 2; end`,
    ],
    ['in a name with a dollar', `select a$$b from t`],
  ])('%s', (_, sql) => {
    expect(texts(`${sql};\nselect 2;`)).toEqual([sql, 'select 2'])
  })
})

test('names the line that a statement begins on, not that of the comment before it', () => {
  const sql = '-- first\n\nselect 1;\n/* two\n lines */ select\n2;\n\n-- the end\n'
  expect(splitStatements(sql)).toEqual([
    { text: 'select 1', line: 3 },
    { text: 'select\n2', line: 5 },
  ])
})

test('leaves out what is empty, and takes a last statement without its semicolon', () => {
  expect(texts(';;\n;select 1')).toEqual(['select 1'])
  expect(texts(' \n-- nothing\n')).toEqual([])
})

test('leaves a quote that never closes to PostgreSQL', () => {
  expect(texts(`select 'a`)).toEqual([`select 'a`])
  expect(texts('do $$ begin;')).toEqual(['do $$ begin;'])
})
