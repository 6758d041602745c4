import { expect, it } from 'vitest'
import type { Difference } from '../../blueprint/compare/compare.ts'
import { annotationsOf } from '../annotate.ts'
import { sentenceOf } from '../difference.ts'

const difference: Difference = {
  endpoint: 'POST /notes',
  kind: 'type',
  name: 'title',
  detail: 'number, not string',
  evidence: [{ file: 'src/api.ts', line: 7 }],
}

it('an annotation stands at the line, seen from where the command runs', () => {
  expect(annotationsOf([difference], './web')).toEqual([
    '::error file=web/src/api.ts,line=7,title=plinth check::POST /notes takes another kind of value for title: number, not string',
  ])
})

it('what fails no build is a warning, and without a place there is none', () => {
  expect(annotationsOf([{ ...difference, kind: 'unused', name: '', evidence: [] }], '.')[0]).toMatch(
    /^::warning title=plinth check::POST \/notes is not asked for/,
  )
})

it('names of a hostile frontend end no command and begin none', () => {
  const name = 'a\r\n::set-output name=x::100%'
  const evil = { ...difference, name, endpoint: `GET /${name}`, evidence: [{ file: `a,line=1:${name}.ts`, line: 1 }] }
  const [line = '', ...others] = annotationsOf([evil], '.')
  expect(others).toEqual([])
  expect(line).not.toMatch(/[\r\n]/)
  expect(line).toMatch(/^::error file=a%2Cline=1%3Aa%0D%0A%3A%3Aset-output name=x%3A%3A100%25\.ts,line=1,/)
  expect(sentenceOf(evil)).not.toMatch(/\p{Cc}/u)
})
