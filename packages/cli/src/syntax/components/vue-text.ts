import type { Expression } from 'oxc-parser'
import type { Attribute, Markup } from './component.ts'
import { parseExpression, parseFunction } from './expression.ts'
import { parseMarkup, type Tag, type WrittenAttribute } from './markup.ts'

interface Home {
  text: string
  offset: number
  file: string
}

/**
 * Parses a template of Vue that stands in a text or in a page, without a build:
 * https://vuejs.org/guide/essentials/template-syntax.html
 */
export function parseVueText(text: string, offset: number, file: string): (Markup | Expression)[] {
  const home = { text, offset, file }
  return partsIn(parseMarkup(text), [0, text.length], home)
}

const SHOWN = /\{\{([\s\S]*?)\}\}/g

/** Elements, and what is shown between them. */
function partsIn(tags: readonly Tag[], [from, to]: readonly [number, number], home: Home): (Markup | Expression)[] {
  const shown = [...home.text.slice(from, to).matchAll(SHOWN)].flatMap(({ index, 1: code = '' }) => {
    const at = from + index
    const isInside = tags.some(tag => at >= tag.offset && at < Math.max(tag.content[0], tag.content[1]))
    const value = isInside ? undefined : parseExpression(code, home.offset + at + 2, home.file)
    return value ? [value] : []
  })
  return [...shown, ...tags.filter(isShown).map(tag => elementOf(tag, home))]
}

const isShown = ({ name }: Tag): boolean => !/^(?:script|style)$/i.test(name)

function elementOf(tag: Tag, home: Home): Markup {
  const markup: Markup = {
    name: tag.name,
    offset: home.offset + tag.offset,
    attributes: [],
    children: partsIn(tag.children, tag.content, home),
  }
  for (const attribute of tag.attributes) if (isSaid(attribute, tag)) addAttribute(markup, attribute, home)
  return markup
}

/** Where a form would go whose submit is heard says nothing. */
function isSaid({ name }: WrittenAttribute, tag: Tag): boolean {
  return name.toLowerCase() !== 'action' || !tag.attributes.some(each => /^(?:@|v-on:)submit/.test(each.name))
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', quot: '"', lt: '<', gt: '>', '#39': "'", apos: "'" }

interface Code {
  text: string
  offset: number
}

function codeOf({ value }: WrittenAttribute, home: Home): Code | undefined {
  if (!value || value.text.trim() === '') return undefined
  const text = value.text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
  return { text, offset: home.offset + value.offset }
}

function addAttribute(markup: Markup, attribute: WrittenAttribute, home: Home): void {
  const code = codeOf(attribute, home)
  const [name = '', ...modifiers] = attribute.name.split('.')
  const [, short = '', named = ''] = /^([:@#])(.*)$/.exec(name) ?? []
  const [, directive = '', given] = /^v-([\w-]+)(?::(.*))?$/.exec(name) ?? []
  if (directive === 'for') addEach(markup, code, home)
  else if (directive === 'if' || directive === 'else-if') addTest(markup, code, home)
  else if (directive === 'slot' || short === '#' || name === 'slot-scope') addSlot(markup, code, home)
  else if (directive === 'on' || short === '@') addHandler(markup, { event: given ?? named, code }, home)
  else if (directive === 'bind' || short === ':') add(markup, given ?? (named || 'v-bind'), { code, home })
  else if (directive !== '') add(markup, given ? `v-${directive}:${given}` : `v-${directive}`, { code, home })
  else markup.attributes.push(plain([name, ...modifiers].join('.'), attribute))
}

function plain(name: string, { value }: WrittenAttribute): Attribute {
  return value ? { name, text: value.text } : { name }
}

interface Bound {
  code: Code | undefined
  home: Home
}

function add(markup: Markup, name: string, { code, home }: Bound): void {
  const value = code && parseExpression(code.text, code.offset, home.file)
  if (value) markup.attributes.push({ name, value })
}

function addTest(markup: Markup, code: Code | undefined, { file }: Home): void {
  const test = code && parseExpression(code.text, code.offset, file)
  if (test) markup.test = test
}

/** `row in rows`, `(row, index) of rows`. */
function addEach(markup: Markup, code: Code | undefined, { file }: Home): void {
  const [, names = '', word = '', list = ''] = /^\s*([\s\S]*?)(\s+(?:in|of)\s+)([\s\S]*)$/.exec(code?.text ?? '') ?? []
  if (!code || list === '') return
  const inner = names.trim().replace(/^\(([\s\S]*)\)$/, '$1')
  const params = parseFunction({ text: inner, offset: code.offset }, file, content => `(${content}) => 0`)
  const at = code.offset + code.text.indexOf(word) + word.length
  const value = parseExpression(list, at, file)
  if (params && value) markup.each = { params, list: value }
}

function addSlot(markup: Markup, code: Code | undefined, { file }: Home): void {
  const params = code && parseFunction(code, file, content => `(${content}) => 0`)
  if (params) markup.slot = params
}

const CALLABLE = new Set(['Identifier', 'MemberExpression', 'ArrowFunctionExpression', 'FunctionExpression'])

function addHandler(markup: Markup, { event, code }: { event: string; code: Code | undefined }, { file }: Home): void {
  if (!code) return
  const value = parseExpression(code.text, code.offset, file)
  if (event === '') {
    if (value) markup.attributes.push({ name: 'v-on', value })
    return
  }
  const isCalled = value !== undefined && CALLABLE.has(value.type)
  const handler = isCalled ? value : parseFunction(code, file, content => `$event => {${content}\n}`)
  if (handler) markup.attributes.push({ name: `@${event}`, value: handler })
}
