import type { Expression, Node, Program, Statement } from 'oxc-parser'
import { lineCounter, type Parsed, parseSource, tooDeep } from '../source.ts'
import type { Attribute, Component, Markup } from './component.ts'
import { blankOutside, parseExpression, parseFunction } from './expression.ts'

// Attributes may hold brackets: `generics="T extends Record<string, unknown>"`.
const SCRIPT = /<script((?:\s(?:"[^"]*"|'[^']*'|[^>"'])*)?)>([\s\S]*?)<\/script\s*>/gi

/** Parses a Svelte component: its scripts as one program in place, its markup as elements with parsed expressions. */
export function parseSvelte(file: string, text: string): Parsed {
  const lineAt = lineCounter(text)
  const deep = tooDeep(text)
  if (deep !== undefined) return { flaws: [{ line: lineAt(deep), message: 'nested too deeply to be read' }] }
  const scripts = [...text.matchAll(SCRIPT)].map(found => ({
    attributes: found[1] ?? '',
    start: found.index + '<script>'.length + (found[1] ?? '').length,
    text: found[2] ?? '',
    whole: [found.index, found.index + found[0].length] as const,
  }))
  const ranges = scripts.map(({ start, text: code }) => [start, start + code.length] as const)
  const parsed = parseSource(file, blankOutside(text, ranges), 'ts')
  if (!parsed.source) return parsed
  const instance = scripts.find(({ attributes }) => !/\bmodule\b/.test(attributes))
  const setup = instance && ([instance.start, instance.start + instance.text.length] as const)
  const styles = [...text.matchAll(/<style[\s\S]*?<\/style\s*>/gi)].map(
    found => [found.index, found.index + found[0].length] as const,
  )
  const markup = withoutRanges(text, [...scripts.map(({ whole }) => whole), ...styles])
  const component: Component = { setup, template: new Reader(file, markup).read(), runes: true }
  const program = setup ? withProps(parsed.source.program, setup) : parsed.source.program
  return { source: { ...parsed.source, text, lineAt, program, component }, flaws: parsed.flaws }
}

function withoutRanges(text: string, ranges: readonly (readonly [number, number])[]): string {
  let result = text
  for (const [start, end] of ranges) {
    result = result.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + result.slice(end)
  }
  return result
}

/** `export let item = first` is a property; `$: total = …` declares what nothing else does. */
function withProps(program: Program, [start, end]: readonly [number, number]): Program {
  const declared = new Set(program.body.flatMap(namesOf))
  const body = program.body.map(statement => {
    if (statement.start < start || statement.end > end) return statement
    if (statement.type === 'ExportNamedDeclaration') return propsOf(statement)
    return statement.type === 'LabeledStatement' && statement.label.name === '$'
      ? reactive(statement, declared)
      : statement
  })
  return { ...program, body: body as Program['body'] }
}

function namesOf(statement: Node): string[] {
  if (statement.type === 'ExportNamedDeclaration' && statement.declaration) return namesOf(statement.declaration)
  if (statement.type !== 'VariableDeclaration') return []
  return statement.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
}

function propsOf(statement: Extract<Node, { type: 'ExportNamedDeclaration' }>): Statement {
  const { declaration } = statement
  if (declaration?.type !== 'VariableDeclaration' || declaration.kind === 'const') return statement
  const declarations = declaration.declarations.map(one => {
    if (one.id.type !== 'Identifier') return one
    const { start, end } = one
    const given = {
      type: 'MemberExpression',
      object: { type: 'Identifier', name: '$$props', start, end },
      property: { type: 'Identifier', name: one.id.name, start, end },
      computed: false,
      optional: false,
      start,
      end,
    }
    const init = one.init
      ? { type: 'LogicalExpression', operator: '??', left: given, right: one.init, start, end }
      : given
    return { ...one, init }
  })
  return { ...declaration, declarations } as unknown as Statement
}

function reactive(statement: Extract<Node, { type: 'LabeledStatement' }>, declared: ReadonlySet<string>): Statement {
  const { body } = statement
  const assignment = body.type === 'ExpressionStatement' ? body.expression : undefined
  if (assignment?.type !== 'AssignmentExpression' || assignment.operator !== '=') return body as Statement
  const { left, right, start, end } = assignment
  if (left.type !== 'Identifier' || declared.has(left.name)) return body as Statement
  const declarator = { type: 'VariableDeclarator', id: left, init: right, start, end }
  return { type: 'VariableDeclaration', kind: 'let', declarations: [declarator], start, end } as unknown as Statement
}

const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))
const DEEPEST = 200
const TAG = /^<(?:!--[\s\S]*?(?:-->|$)|![^>]*>?|\/?[A-Za-z][\w:.-]*)?/

type Part = Markup | Expression

/** An element or a block that is not closed yet. */
interface Open {
  name: string
  children: Part[]
}

/** Reads markup from its start to its end. What is not closed ends with what stands around it. */
class Reader {
  readonly #file: string
  readonly #text: string
  #at = 0
  readonly #open: Open[] = [{ name: '', children: [] }]

  constructor(file: string, text: string) {
    this.#file = file
    this.#text = text
  }

  read(): Part[] {
    while (this.#at < this.#text.length) {
      const next = this.#text.slice(this.#at).search(/[<{]/)
      if (next < 0) break
      this.#at += next
      if (this.#text[this.#at] === '{') this.#readBraces()
      else this.#readTag()
    }
    return this.#open[0]?.children ?? []
  }

  #add(part: Part | undefined): void {
    if (part) this.#open.at(-1)?.children.push(part)
  }

  #push(name: string, markup: Markup): void {
    this.#add(markup)
    if (this.#open.length < DEEPEST) this.#open.push({ name, children: markup.children })
  }

  #close(name: string): void {
    const depth = this.#open.findLastIndex(one => one.name === name)
    if (depth > 0) this.#open.splice(depth)
  }

  #markup(offset: number, more: Partial<Markup> = {}): Markup {
    return { name: 'template', offset, attributes: [], children: [], ...more }
  }

  #expression(text: string, offset: number): Expression | undefined {
    return text.trim() === '' ? undefined : parseExpression(text, offset, this.#file)
  }

  #readBraces(): void {
    const start = this.#at
    const end = endOfBraces(this.#text, start)
    this.#at = end
    const inner = this.#text.slice(start + 1, end - 1)
    const block = /^\s*([#:/@])(\w+)\s*/.exec(inner)
    if (!block) {
      this.#add(this.#expression(inner, start + 1))
      return
    }
    const [head, sign = '', name = ''] = block
    const rest = { text: inner.slice(head.length), offset: start + 1 + head.length }
    if (sign === '/') this.#close(`#${name}`)
    else if (sign === '#') this.#openBlock(name, rest, start)
    else if (sign === '@') this.#add(name === 'const' ? this.#constant(rest) : this.#expression(rest.text, rest.offset))
    else this.#nextBranch(name, rest, start)
  }

  #openBlock(name: string, { text, offset }: Rest, start: number): void {
    if (name === 'each') {
      const found = /^([\s\S]*?)\s+as\s+([\s\S]+?)(?:\s*,\s*(\w+))?\s*(?:\(([\s\S]*)\))?\s*$/.exec(text)
      const list = this.#expression(found?.[1] ?? text, offset)
      const made = this.#each(start, { list, item: found?.[2] ?? '_', index: found?.[3] })
      const key = found?.[4] === undefined ? undefined : this.#expression(found[4], offset)
      this.#push('#each', key && made.each ? { ...made, test: key } : made)
    } else if (name === 'await') {
      const [, promise = text, item] = /^([\s\S]*?)(?:\s+then\s+([\s\S]+))?$/.exec(text) ?? []
      this.#add(this.#expression(promise, offset))
      const list = item === undefined ? undefined : this.#lastAwaited()
      this.#push(
        '#await',
        list ? this.#each(start, { list, item: item ?? '_', index: undefined }) : this.#markup(start),
      )
    } else if (name === 'snippet') {
      const params = /\(([\s\S]*)\)\s*$/.exec(text)?.[1] ?? ''
      const slot = parseFunction({ text: params, offset }, this.#file, content => `(${content}) => 0`)
      this.#push('#snippet', this.#markup(start, slot ? { slot } : {}))
    } else {
      const test = this.#expression(text, offset)
      this.#push(`#${name}`, this.#markup(start, test ? { test } : {}))
    }
  }

  #each(
    start: number,
    { list, item, index }: { list: Expression | undefined; item: string; index: string | undefined },
  ): Markup {
    const code = `(${item}${index ? `, ${index}` : ''}) => 0`
    const params = parseExpression(code, start, this.#file)
    return params?.type === 'ArrowFunctionExpression' && list
      ? this.#markup(start, { each: { params, list } })
      : this.#markup(start)
  }

  #nextBranch(name: string, { text, offset }: Rest, start: number): void {
    const open = this.#open.findLast(one => one.name.startsWith('#'))
    if (!open) return
    this.#close(open.name)
    const test = name === 'else' ? this.#expression(text.replace(/^if\b/, '  '), offset) : undefined
    const item = name === 'then' ? text.trim() : ''
    const list = item === '' ? undefined : this.#lastAwaited()
    this.#push(
      open.name,
      list ? this.#each(start, { list, item, index: undefined }) : this.#markup(start, test ? { test } : {}),
    )
  }

  /** What the promise of the block that is going on gives, as the one element of a list: it was shown just before. */
  #lastAwaited(): Expression | undefined {
    const promise = this.#open.at(-1)?.children.findLast(part => 'type' in part)
    if (!promise || !('type' in promise)) return undefined
    const { start, end } = promise
    const argument = { type: 'AwaitExpression', argument: promise, start, end }
    return { type: 'ArrayExpression', elements: [argument], start, end } as unknown as Expression
  }

  #constant({ text, offset }: Rest): Expression | undefined {
    return this.#expression(
      text.replace(/^[^=]*=(?!=)/, head => ' '.repeat(head.length)),
      offset,
    )
  }

  #readTag(): void {
    const head = TAG.exec(this.#text.slice(this.#at))?.[0] ?? '<'
    const start = this.#at
    this.#at += head.length
    if (head.startsWith('</')) {
      this.#close(head.slice(2))
      const end = this.#text.indexOf('>', this.#at)
      this.#at = end < 0 ? this.#text.length : end + 1
    } else if (/^<[A-Za-z]/.test(head)) this.#readElement(head.slice(1), start)
  }

  #readElement(name: string, offset: number): void {
    const markup: Markup = { name: nameOfTag(name), offset, attributes: [], children: [] }
    const isShut = this.#readAttributes(markup)
    if (isShut || VOID.has(name)) this.#add(markup)
    else this.#push(name, markup)
  }

  /** True where the tag shuts itself. */
  #readAttributes(markup: Markup): boolean {
    for (;;) {
      const space = /^\s*/.exec(this.#text.slice(this.#at))?.[0].length ?? 0
      this.#at += space
      const sign = this.#text[this.#at]
      if (sign === undefined) return true
      if (sign === '>') {
        this.#at += 1
        return false
      }
      if (sign === '/' && this.#text[this.#at + 1] === '>') {
        this.#at += 2
        return true
      }
      if (sign === '{') this.#readShort(markup)
      else this.#readAttribute(markup)
    }
  }

  /** `{name}` and `{...props}`. */
  #readShort(markup: Markup): void {
    const start = this.#at
    this.#at = endOfBraces(this.#text, start)
    const inner = this.#text.slice(start + 1, this.#at - 1)
    const isSpread = inner.trim().startsWith('...')
    const value = this.#expression(inner.replace('...', '   '), start + 1)
    if (value && isSpread) markup.attributes.push({ name: 'v-bind', value })
    else if (value) give(markup, inner.trim(), { value })
  }

  #readAttribute(markup: Markup): void {
    const name = /^[^\s=>{}/"']+/.exec(this.#text.slice(this.#at))?.[0]
    if (name === undefined) {
      this.#at += 1
      return
    }
    this.#at += name.length
    const known = nameOfAttribute(name)
    if (this.#text[this.#at] !== '=') {
      const [bound = ''] = /(?<=^bind:)[\w$]+$/.exec(name) ?? []
      const value = bound === '' ? undefined : this.#expression(bound, this.#at - bound.length)
      markup.attributes.push(value ? { name: known, value } : { name: known })
      return
    }
    this.#at += 1
    give(markup, name, this.#readValue())
  }

  #readValue(): Omit<Attribute, 'name'> {
    const start = this.#at
    const quote = this.#text[start]
    if (quote === '{') {
      this.#at = endOfBraces(this.#text, start)
      const value = this.#expression(this.#text.slice(start + 1, this.#at - 1), start + 1)
      return value ? { value } : {}
    }
    const isQuoted = quote === '"' || quote === "'"
    const from = isQuoted ? start + 1 : start
    const to = endOfText(this.#text, from, isQuoted ? quote : undefined)
    this.#at = isQuoted ? to + 1 : to
    const text = this.#text.slice(from, to)
    if (!text.includes('{')) return { text }
    const code = `\`${text.replace(/[`\\]/g, ' ').replace(/\{/g, '${')}\``
    const value = parseExpression(code, from - 1, this.#file)
    return value ? { value } : { text }
  }
}

interface Rest {
  text: string
  offset: number
}

/** The place after the brace that closes the one at `start`; strings and templates may hold others. */
function endOfBraces(text: string, start: number): number {
  let depth = 0
  let quote = ''
  for (let at = start; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (quote !== '') {
      if (char === '\\') at += 1
      else if (char === quote) quote = ''
    } else if (char === '"' || char === "'" || char === '`') quote = char
    else if (char === '{') depth += 1
    else if (char === '}') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return text.length
}

function endOfText(text: string, from: number, quote: string | undefined): number {
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === '{') at = endOfBraces(text, at) - 1
    else if (quote === undefined ? /[\s>]/.test(char) : char === quote) return at
  }
  return text.length
}

/** `svelte:component` shows what `this` names. */
function nameOfTag(name: string): string {
  if (name === 'svelte:component' || name === 'svelte:element') return 'component'
  return name.startsWith('svelte:') ? 'template' : name
}

/** A component takes the handler `onsave` by that name, or hands it on to an element: https://svelte.dev/docs/svelte/v5-migration-guide */
function give(markup: Markup, name: string, given: Omit<Attribute, 'name'>): void {
  markup.attributes.push({ name: nameOfAttribute(name), ...given })
  if (LISTENER.test(name) && /^[A-Z]|\./.test(markup.name)) markup.attributes.push({ name, ...given })
}

const LISTENER = /^on[a-z]+$/

/** `on:click` and `onclick` are handlers, `bind:value` reads and writes, the other directives are only seen. */
function nameOfAttribute(name: string): string {
  const [kind = '', rest = ''] = name.split(':')
  if (kind === 'on') return `@${(rest.split('|')[0] ?? '').toLowerCase()}`
  if (kind === 'bind') return rest === 'value' ? 'v-model' : `v-model:${rest}`
  if (LISTENER.test(name)) return `@${name.slice(2)}`
  if (name === 'this') return 'is'
  return ['use', 'class', 'style', 'transition', 'in', 'out', 'animate', 'let'].includes(kind) && rest !== ''
    ? `v-${kind}`
    : name
}
