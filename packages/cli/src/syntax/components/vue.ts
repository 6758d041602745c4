import { parse } from '@vue/compiler-sfc'
import type { ArrowFunctionExpression, Expression } from 'oxc-parser'
import { type Flaw, lineCounter, type Parsed, parseSource, tooDeep } from '../source.ts'
import { BOTH_WAYS } from './assigned.ts'
import type { Attribute, Component, Markup } from './component.ts'
import { blankOutside, parseExpression, parseFunction } from './expression.ts'

type Descriptor = ReturnType<typeof parse>['descriptor']
type Template = NonNullable<NonNullable<Descriptor['template']>['ast']>
type Child = Template['children'][number]
type Element = Extract<Child, { tag: string }>
type Directive = Extract<Element['props'][number], { exp?: unknown }>

// compiler-core numbers its kinds of nodes: 1 element, 5 interpolation, 6 attribute, 7 directive.
const ELEMENT = 1
const INTERPOLATION = 5
const DIRECTIVE = 7

/** Parses a single-file component: its scripts as one program in place, its template as elements with parsed expressions. */
export function parseComponent(file: string, text: string): Parsed {
  const lineAt = lineCounter(text)
  const deep = tooDeep(text)
  if (deep !== undefined) return { flaws: [{ line: lineAt(deep), message: 'nested too deeply to be read' }] }
  // The compiler of the third version throws on `v-bind.sync="…"`, without a name, of the second one.
  const readable = text.replaceAll(/(?<=\s)v-bind\.sync(?=\s*=)/g, BOTH_WAYS)
  const { descriptor, errors } = parse(readable, { filename: file, sourceMap: false, ignoreEmpty: false })
  const flaws = errors.slice(0, 1).map(flawOf)
  const blocks = [descriptor.script, descriptor.scriptSetup].filter(block => block !== null)
  const ranges = blocks.map(block => [block.loc.start.offset, block.loc.end.offset] as const)
  const parsed = parseSource(file, blankOutside(text, ranges), languageOf(blocks))
  if (!parsed.source) return { flaws: [...parsed.flaws, ...flaws] }
  const setup = descriptor.scriptSetup?.loc
  const component: Component = {
    setup: setup ? [setup.start.offset, setup.end.offset] : undefined,
    scripts: ranges,
    template: childrenOf(descriptor.template?.ast?.children ?? [], file),
  }
  return { source: { ...parsed.source, text, lineAt, component }, flaws: [...parsed.flaws, ...flaws] }
}

/** Elements stand in scripts where the language says so: `<T>value` is a type elsewhere. */
function languageOf(blocks: readonly { lang?: string | undefined }[]): 'ts' | 'tsx' | 'jsx' {
  const languages = blocks.map(({ lang }) => lang)
  if (languages.includes('tsx')) return 'tsx'
  return languages.includes('ts') ? 'ts' : 'jsx'
}

function flawOf(error: Error): Flaw {
  const line = 'loc' in error ? (error.loc as { start?: { line?: number } } | undefined)?.start?.line : undefined
  return { line: line ?? 1, message: error.message }
}

function childrenOf(children: readonly Child[], file: string): (Markup | Expression)[] {
  return children.flatMap((child): (Markup | Expression)[] => {
    if (isElement(child)) return [elementOf(child, file)]
    if (child.type !== INTERPOLATION || !('content' in child) || typeof child.content !== 'object') return []
    const value = expressionOf(child.content, file)
    return value ? [value] : []
  })
}

function isElement(child: Child): child is Element {
  return child.type === ELEMENT
}

function isDirective(prop: Element['props'][number]): prop is Directive {
  return prop.type === DIRECTIVE
}

function elementOf(element: Element, file: string): Markup {
  const markup: Markup = {
    name: element.tag,
    offset: element.loc.start.offset,
    attributes: [],
    children: childrenOf(element.children as readonly Child[], file),
  }
  for (const prop of element.props) {
    if (isDirective(prop)) addDirective(markup, prop, file)
    else {
      const attribute: Attribute = { name: prop.name }
      if (prop.value) attribute.text = prop.value.content
      markup.attributes.push(attribute)
    }
  }
  return markup
}

function addDirective(markup: Markup, directive: Directive, file: string): void {
  switch (directive.name) {
    case 'for':
      addEach(markup, directive, file)
      return
    case 'slot': {
      const params = functionOf(directive.exp, file, content => `(${content}) => 0`)
      if (params) markup.slot = params
      return
    }
    case 'if':
    case 'else-if': {
      const test = expressionOf(directive.exp, file)
      if (test) markup.test = test
      return
    }
    case 'on':
      addHandler(markup, directive, file)
      return
    default: {
      const value = expressionOf(directive.exp, file)
      if (!value) return
      // `:open.sync="isOpen"` of the second version is `v-model:open="isOpen"`.
      const isBoth = directive.name === 'bind' && directive.modifiers.some(one => modifierName(one) === 'sync')
      markup.attributes.push({ name: `${isBoth ? 'v-model:' : ''}${directiveName(directive)}`, value })
    }
  }
}

function argumentName(directive: Directive): string | undefined {
  const { arg } = directive
  return arg && 'content' in arg && typeof arg.content === 'string' ? arg.content : undefined
}

function modifierName(modifier: string | { content: string }): string {
  return typeof modifier === 'string' ? modifier : modifier.content
}

function directiveName(directive: Directive): string {
  const arg = argumentName(directive)
  if (directive.name === 'bind' && arg) return arg
  return arg ? `v-${directive.name}:${arg}` : `v-${directive.name}`
}

function addEach(markup: Markup, directive: Directive, file: string): void {
  const parsed = directive.forParseResult
  const list = parsed && expressionOf(parsed.source, file)
  if (!parsed || !list) return
  const names = [parsed.value, parsed.key, parsed.index].map(one =>
    one && 'content' in one ? String(one.content) : '',
  )
  while (names.at(-1) === '') names.pop()
  const code = `(${names.map((name, index) => name || `_${index}`).join(', ')}) => 0`
  const params = parseExpression(code, directive.loc.start.offset, file)
  if (params?.type === 'ArrowFunctionExpression') markup.each = { params, list }
}

const CALLABLE = new Set(['Identifier', 'MemberExpression', 'ArrowFunctionExpression', 'FunctionExpression'])

function addHandler(markup: Markup, directive: Directive, file: string): void {
  const event = argumentName(directive)
  const plain = expressionOf(directive.exp, file)
  if (!event) {
    if (plain) markup.attributes.push({ name: 'v-on', value: plain })
    return
  }
  const value =
    plain && CALLABLE.has(plain.type) ? plain : functionOf(directive.exp, file, content => `$event => {${content}\n}`)
  if (value) markup.attributes.push({ name: `@${event}`, value })
}

interface Written {
  content: string
  start: number
}

function writtenOf(expression: unknown): Written | undefined {
  if (typeof expression !== 'object' || expression === null || !('content' in expression) || !('loc' in expression))
    return undefined
  const { content, loc } = expression as { content: unknown; loc: { start: { offset: number } } }
  return typeof content === 'string' && content.trim() !== '' ? { content, start: loc.start.offset } : undefined
}

function expressionOf(expression: unknown, file: string): Expression | undefined {
  const written = writtenOf(expression)
  return written && parseExpression(written.content, written.start, file)
}

function functionOf(
  expression: unknown,
  file: string,
  wrap: (content: string) => string,
): ArrowFunctionExpression | undefined {
  const written = writtenOf(expression)
  return written && parseFunction({ text: written.content, offset: written.start }, file, wrap)
}
