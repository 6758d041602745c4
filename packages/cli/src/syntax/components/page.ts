import type { Expression, Program, Statement } from 'oxc-parser'
import { type Flaw, lineCounter, type Parsed, parseSource } from '../source.ts'
import type { Attribute, Markup } from './component.ts'
import { blankOutside, parseExpression, parseFunction } from './expression.ts'
import { parseMarkup, type Tag, type WrittenAttribute } from './markup.ts'
import { partsOf, withoutBranches, withoutPlaceholders } from './placeholder.ts'

/** Parses a page: its inline scripts as one program in place, its elements as a template. */
export function parsePage(file: string, text: string): Parsed {
  const tags = parseMarkup(text)
  const lineAt = lineCounter(text)
  const flaws: Flaw[] = []
  const programs = scriptTags(tags).flatMap(({ content }) => {
    const parsed = parseScript(file, blankOutside(text, [content]))
    flaws.push(...parsed.flaws)
    return parsed.source ? [parsed.source.program] : []
  })
  const template = tags.flatMap(tag => markupOf(tag, file))
  const program = joined(programs, text.length)
  const component = { setup: undefined, template }
  return { source: { file, text, program, comments: [], lineAt, component, page: true }, flaws }
}

/** A script as it is written, or without what its server puts in, as far as that is needed for it to be one. */
function parseScript(file: string, script: string): Parsed {
  const plain = parseSource(file, script)
  if (plain.source) return plain
  const filled = parseSource(file, withoutPlaceholders(script))
  if (filled.source) return filled
  const short = parseSource(file, withoutBranches(script))
  return short.source ? short : filled
}

/** The scripts that are written in the page, data blocks left out. */
function scriptTags(tags: readonly Tag[]): Tag[] {
  return tags.flatMap(tag => {
    if (tag.name.toLowerCase() !== 'script') return scriptTags(tag.children)
    const type = attribute(tag, 'type')
    const isScript = !type || type === 'module' || /(?:java|ecma)script|babel|jsx/.test(type)
    return isScript && attribute(tag, 'src') === undefined ? [tag] : []
  })
}

function attribute(tag: Tag, name: string): string | undefined {
  return tag.attributes.find(attribute => attribute.name.toLowerCase() === name)?.value?.text
}

/** Scripts of one page share their names. */
function joined(programs: readonly Program[], end: number): Program {
  const body = programs.flatMap(({ body }) => body as Statement[])
  const isModule = programs.length > 0 && programs.every(({ sourceType }) => sourceType === 'module')
  const rest = { hashbang: null, parent: null, range: [0, end] as [number, number] }
  return { type: 'Program', body, sourceType: isModule ? 'module' : 'script', start: 0, end, ...rest } as Program
}

function markupOf(tag: Tag, file: string): (Markup | Expression)[] {
  const name = tag.name.toLowerCase()
  if (name === 'script' || name === 'style') return []
  const attributes = attributesOf(tag).flatMap(attribute => attributeOf(attribute, file))
  // A template's element is read for its content, so a page's own `template` and `slot` go by another name.
  const known = name === 'template' || name === 'slot' || name === 'component' ? 'div' : name
  return [
    { name: known, offset: tag.offset, attributes, children: tag.children.flatMap(child => markupOf(child, file)) },
  ]
}

/** A form whose submit a framework hears is sent by a script: where it would go without one says nothing. */
function attributesOf({ name, attributes }: Tag): readonly WrittenAttribute[] {
  const isHeard =
    name.toLowerCase() === 'form' && attributes.some(each => BOUND.exec(each.name)?.[1]?.startsWith('submit'))
  return isHeard ? attributes.filter(each => each.name.toLowerCase() !== 'action') : attributes
}

/** `onclick="save(this)"` is a handler that gets the event. */
function attributeOf({ name, value }: WrittenAttribute, file: string): Attribute[] {
  const lower = name.toLowerCase().replace(LATE, '')
  if (!value) return [{ name: lower }]
  const bound = BOUND.exec(lower)?.[1]
  const isHandler = /^on[a-z]+$/.test(lower)
  const code = bound !== undefined || isHandler ? { ...value, text: withoutPlaceholders(value.text) } : value
  if (bound !== undefined) return boundTo(bound, code, file)
  if (isHandler) {
    const handler = parseFunction(code, file, content => `event => {${content}\n}`)
    return handler ? [{ name: `@${lower.slice(2)}`, value: handler }] : []
  }
  const parts = partsOf(value.text)
  if (parts.every(part => typeof part === 'string')) return [{ name: lower, text: value.text }]
  const sum = parts.map(part => (typeof part === 'string' ? JSON.stringify(part) : part.name)).join(' + ')
  const built = parseExpression(`"" + ${sum}`, value.offset, file)
  return built ? [{ name: lower, value: built }] : []
}

/** `ng-src`: an address that AngularJS puts in its place when all of it is known. */
const LATE = /^(?:data-|x-)?ng-(?=(?:href|src)$)/

// Alpine's, petite-vue's and Vue's own words in a page: https://alpinejs.dev/directives/on
const BOUND = /^(?:@|x-on:|v-on:|(?=(?:x-(?:data|init|effect)|v-scope|v-effect)$))([\w:-]+)/

/** A handler of a page that a framework reads: names that the framework gives it are not known. */
function boundTo(name: string, value: { text: string; offset: number }, file: string): Attribute[] {
  const isData = name === 'x-data' || name === 'v-scope'
  const wrap = (content: string) => (isData ? `() => (${content}\n)` : `async event => {${content}\n}`)
  const handler = value.text.trim() === '' ? undefined : parseFunction(value, file, wrap)
  return handler ? [{ name: `@${name.replace(/[^a-z]/g, '')}`, value: handler }] : []
}
