import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Template } from '../options.ts'
import { parseTemplate } from '../template/parse.ts'
import { compileRender } from '../template/render.ts'

const names = { name: 'article', plural: 'articles' }
const place = { template: 'item', slots: ['item', 'extra'] }

test.each([
  ['a placeholder that it does not know', { data: '$itme' }, '$itme'],
  ['one inside of an array', [1, '$nothing'], '$nothing'],
  ['one in a key', { $other: 1 }, '$other'],
  ['a spread that is no placeholder', { '...': 'text' }, 'text'],
])('a template is refused for %s', (_, template, placeholder) => {
  expect(() => parseTemplate(template as Template, names, place)).toThrow(
    expect.objectContaining({ code: 'DIALECT_UNKNOWN_PLACEHOLDER', details: expect.objectContaining({ placeholder }) }),
  )
})

test.each([
  [{ $name: '$item' }, '{"article":{"a":1}}'],
  [{ $names: ['$item'], $namesCount: 3 }, '{"articles":[{"a":1}],"articlesCount":3}'],
  [{ kind: '$name', of: '$names' }, '{"kind":"article","of":"articles"}'],
  [{ '...': '$item', b: 2 }, '{"a":1,"b":2}'],
  [{ b: 2, '...': '$item' }, '{"b":2,"a":1}'],
  [{ b: 2, '...': '$item', c: 3 }, '{"b":2,"a":1,"c":3}'],
  [{ '...': '$item' }, '{"a":1}'],
  ['$item', '{"a":1}'],
  [{ none: '$extra' }, '{"none":null}'],
])('%j becomes %s', (template, text) => {
  expect(compileRender(parseTemplate(template as Template, names, place))({ item: '{"a":1}' })).toBe(text)
})

test('an empty spread leaves no comma behind', () => {
  for (const template of [{ '...': '$item', b: 2 }, { b: 2, '...': '$item' }, { '...': '$item' }] as Template[]) {
    const text = compileRender(parseTemplate(template, names, place))({ item: ' { } '.trim() })
    expect(() => JSON.parse(text)).not.toThrow()
  }
})

/** Templates of any shape; keys may be names, and objects may spread. */
const templates = fc.letrec<{ template: Template }>(tie => ({
  template: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Template>('$item', '$extra', '$name', '$names', true, null, 7, 'plain "text"'),
    fc.array(tie('template'), { maxLength: 3 }),
    fc
      .dictionary(fc.constantFrom('$name', '$namesCount', 'data', 'we"ird', '...'), tie('template'), { maxKeys: 4 })
      .map(spreadable),
  ),
})).template

/** A spread takes a placeholder. */
function spreadable(template: Record<string, Template>): Template {
  return '...' in template ? { ...template, '...': '$extra' } : template
}

/** The template filled as a value: what the text must parse to. */
function filled(template: Template, values: Record<string, unknown>): unknown {
  if (template === '$name') return names.name
  if (template === '$names') return names.plural
  if (typeof template === 'string' && template.startsWith('$')) return values[template.slice(1)]
  if (Array.isArray(template)) return template.map(part => filled(part as Template, values))
  if (typeof template !== 'object' || template === null) return template
  const out: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(template)) {
    if (key === '...') Object.assign(out, filled(value as Template, values))
    else out[key.replace('$names', names.plural).replace('$name', names.name)] = filled(value as Template, values)
  }
  return out
}

test('the text of a template always parses to the filled template', () => {
  const values = fc.record({
    item: fc.jsonValue(),
    extra: fc.dictionary(fc.constantFrom('a', 'b', 'data'), fc.jsonValue()),
  })
  fc.assert(
    fc.property(templates, values, fc.constantFrom(0, 2), (template, value, space) => {
      const render = compileRender(parseTemplate(template, names, place))
      const text = render({
        item: JSON.stringify(value.item, null, space),
        extra: JSON.stringify(value.extra, null, space),
      })
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(filled(template, value))))
    }),
    { numRuns: 1000 },
  )
})
