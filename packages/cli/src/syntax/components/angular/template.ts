import type { ArrowFunctionExpression, Expression, Node } from 'oxc-parser'
import { parseExpression, parseFunction } from '../expression.ts'
import { parseMarkup, type Tag, type WrittenAttribute } from '../markup.ts'
import { MARK, type Mark, markBlocks } from './blocks.ts'
import { PIPE, withoutPipes } from './pipes.ts'

/** An attribute: written text, an expression that is bound, a handler, or both of a pair. */
export interface Bound {
  name: string
  kind: 'text' | 'in' | 'out' | 'both'
  text?: string
  value?: Expression
}

/** An element with its expressions parsed. */
export interface Shown {
  tag: string
  offset: number
  attributes: Bound[]
  children: Part[]
  /** Its names: `#field` and `#form="ngForm"`. */
  names: string[]
}

/** Something around elements: a list that is gone through, or a value that is tested and may have a name. */
export interface Block {
  each?: string
  as?: string
  /** The name is for what an observable gives: `*rxLet="items$; let items"`. */
  waits?: boolean
  value?: Expression
  more?: string[]
  offset: number
  children: Part[]
}

/** A name for a value: `@let x = …`. */
export interface Named {
  let: string
  value: Expression
}

/** One part of a template. */
export type Part = Shown | Block | Named | { shown: Expression }

interface Reading {
  file: string
  marks: readonly Mark[]
  base: number
  offsetOf: (at: number) => number
  /** Names that stand for something of the template here, not for a member of the component. */
  names: ReadonlySet<string>
}

/** Parses a template whose text begins at `base` in its file. */
export function parseTemplate(file: string, text: string, base: number): Part[] {
  const { text: marked, marks, offsetOf } = markBlocks(text)
  const tags = parseMarkup(marked)
  const names = new Set(['$event', '$index', '$first', '$last', '$even', '$odd', '$count', '$any', 'undefined', PIPE])
  collectNames(tags, names)
  return partsOf(tags, { file, marks, base, offsetOf, names })
}

/** Names of elements are seen in the whole template, all others below what gives them. */
function collectNames(tags: readonly Tag[], names: Set<string>): void {
  for (const tag of tags) {
    for (const { name } of tag.attributes) if (name.startsWith('#')) names.add(name.slice(1))
    collectNames(tag.children, names)
  }
}

function within(reading: Reading, more: readonly string[]): Reading {
  return more.length === 0 ? reading : { ...reading, names: new Set([...reading.names, ...more]) }
}

/** `let-row`, `*ngFor="let row of rows"`, `*ngIf="row$ | async as row"`. */
function namesOfElement({ attributes }: Tag): string[] {
  return attributes.flatMap(({ name, value }) => {
    if (name.startsWith('let-')) return [name.slice(4)]
    return name.startsWith('*') ? [...lettered(value?.text ?? '')].map(([, one = '']) => one) : []
  })
}

function lettered(text: string): IterableIterator<RegExpExecArray> {
  return text.matchAll(/(?:\blet\s+|\bas\s+)([\w$]+)/g) as IterableIterator<RegExpExecArray>
}

function namesOfMark({ kind, text }: Mark): string[] {
  if (kind === 'let') return [/^[\w$]+/.exec(text)?.[0] ?? '']
  const each = kind === 'for' ? [/^\s*([\w$]+)\s+of\b/.exec(text)?.[1] ?? ''] : []
  const aliases = [...text.matchAll(/;\s*let\s+([^;]*)/g)].flatMap(([, list = '']) =>
    list.split(',').map(one => one.split('=')[0]?.trim() ?? ''),
  )
  return [...each, ...aliases, ...[...text.matchAll(/;\s*as\s+([\w$]+)/g)].map(([, one = '']) => one)].filter(Boolean)
}

function markOf(tag: Tag, marks: readonly Mark[]): Mark | undefined {
  if (tag.name !== MARK) return undefined
  return marks[Number(tag.attributes[0]?.value?.text)]
}

function partsOf(tags: readonly Tag[], around: Reading): Part[] {
  const marks = tags.flatMap(tag => markOf(tag, around.marks) ?? [])
  const reading = within(around, marks.filter(({ kind }) => kind === 'let').flatMap(namesOfMark))
  return tags.flatMap(tag => {
    const mark = markOf(tag, reading.marks)
    return mark ? partsOfMark(mark, tag, reading) : elementOf(tag, within(reading, namesOfElement(tag)))
  })
}

function partsOfMark(mark: Mark, tag: Tag, reading: Reading): Part[] {
  const { kind, text } = mark
  const offset = reading.base + mark.offset
  if (kind === 'shown') {
    const shown = expression(text, mark.offset, reading)
    return shown ? [{ shown }] : []
  }
  if (kind === 'let') {
    const at = text.indexOf('=')
    const value = expression(text.slice(at + 1), mark.offset + at + 1, reading)
    return value ? [{ let: text.slice(0, at).trim(), value }] : []
  }
  const inner = within(reading, namesOfMark(mark))
  const block: Block = { offset, children: partsOf(tag.children, inner) }
  const [head = ''] = text.split(';')
  if (kind === 'for') {
    const found = /^\s*([\w$]+)\s+of\s+/.exec(head)
    const list = found && expression(head.slice(found[0].length), mark.offset + found[0].length, reading)
    if (found?.[1] && list) Object.assign(block, { each: found[1], value: list, more: namesOfMark(mark).slice(1) })
    const [, key = ''] = /;\s*track\s+([^;]+)/.exec(text) ?? []
    const shown = expression(key, mark.offset, inner)
    if (shown) block.children = [{ shown }, ...block.children]
  } else if (head.trim() && !/^(?:on|when|prefetch|minimum|after)\b/.test(head.trim())) {
    const value = expression(head, mark.offset, reading)
    if (value) block.value = value
    const [as] = namesOfMark(mark)
    if (as) block.as = as
  }
  return [block]
}

function elementOf(tag: Tag, reading: Reading): Part[] {
  const name = tag.name.toLowerCase()
  if (name === 'script' || name === 'style') return []
  const offset = reading.base + reading.offsetOf(tag.offset)
  const shown: Shown = { tag: name, offset, attributes: [], children: partsOf(tag.children, reading), names: [] }
  const around: Block[] = []
  for (const attribute of tag.attributes) {
    if (attribute.name.startsWith('*')) around.push(...structural(attribute, reading))
    else if (attribute.name.startsWith('#')) shown.names.push(attribute.name.slice(1))
    else shown.attributes.push(...boundOf(attribute, reading))
  }
  return around.reduce<Part[]>(
    (inner, block) => [{ ...block, offset, children: block.children.concat(inner) }],
    [shown],
  )
}

/** `*ngFor="let x of list; index as i"`, `*ngIf="value as name; else other"`, and directives of the program. */
function structural({ name, value }: WrittenAttribute, reading: Reading): Block[] {
  const text = value?.text ?? ''
  const offset = reading.offsetOf(value?.offset ?? 0)
  const used: Shown = { tag: 'ng-template', offset: reading.base + offset, attributes: [], children: [], names: [] }
  const each = /^\s*let\s+([\w$]+)\s+of\s+([^;]+)/.exec(text)
  if (each?.[1] && each[2]) {
    const [source = '', as] = each[2].split(/\bas\s+([\w$]+)\s*$/)
    const list = expression(source, offset + each[0].length - each[2].length, reading)
    const more = [...lettered(text.slice(each[0].length))].map(([, one = '']) => one)
    if (as) more.push(as)
    return list ? [{ each: each[1], value: list, more, offset, children: [] }] : []
  }
  const [head = ''] = text.split(';')
  const [source = '', as] = head.split(/\s+as\s+([\w$]+)\s*$/)
  const test = source.trim() && !source.trim().startsWith('let ') ? expression(source, offset, reading) : undefined
  const block: Block = { offset, children: [used] }
  if (test) block.value = test
  const [late] = [...lettered(text.slice(source.length))].map(([, one = '']) => one)
  if (as ?? late) block.as = as ?? late ?? ''
  if (!as && late && name !== '*ngIf') block.waits = true
  const custom: Bound = { name: name.slice(1), kind: 'in' }
  if (test) custom.value = test
  used.attributes.push(custom, ...besideDirective(name.slice(1), { text, offset }, reading))
  return [block]
}

interface Code {
  text: string
  offset: number
}

/** `*directive="value; key: other"` gives `directiveKey`, too. */
function besideDirective(directive: string, { text, offset }: Code, reading: Reading): Bound[] {
  return [...text.matchAll(/;\s*([a-z]\w*)\s*:\s*([^;]+)/g)].flatMap(found => {
    const [whole, key = '', source = ''] = found
    const at = offset + found.index + whole.length - source.length
    const name = directive + key.charAt(0).toUpperCase() + key.slice(1)
    return bound(name, 'in', expression(source, at, reading))
  })
}

function boundOf({ name, value }: WrittenAttribute, reading: Reading): Bound[] {
  const text = value?.text ?? ''
  const offset = reading.offsetOf(value?.offset ?? 0)
  const twoWay = /^(?:\[\((.+)\)\]|bindon-(.+))$/.exec(name)
  if (twoWay) return bound(twoWay[1] ?? twoWay[2] ?? '', 'both', expression(text, offset, reading))
  const input = /^(?:\[(.+)\]|bind-(.+))$/.exec(name)
  if (input) return bound(plain(input[1] ?? input[2] ?? ''), 'in', expression(text, offset, reading))
  const output = /^(?:\((.+)\)|on-(.+))$/.exec(name)
  if (output) return bound(output[1] ?? output[2] ?? '', 'out', handlerOf(text, offset, reading))
  if (text.includes('{{')) return bound(plain(name), 'in', interpolated(text, offset, reading))
  return [{ name, kind: 'text', ...(value ? { text } : {}) }]
}

/** `attr.href` and `src` are one. */
function plain(name: string): string {
  return name.replace(/^attr\./, '')
}

function bound(name: string, kind: Bound['kind'], value: Expression | undefined): Bound[] {
  return value ? [{ name, kind, value }] : []
}

function handlerOf(text: string, offset: number, reading: Reading): ArrowFunctionExpression | undefined {
  const code = codeOf(text)
  const made = parseFunction({ text: code, offset: reading.base + offset }, reading.file, one => `$event => {${one}\n}`)
  if (made) ofInstance(made.body, reading.names)
  return made
}

/** `/pictures/{{ id }}.png` as a template literal. */
function interpolated(text: string, offset: number, reading: Reading): Expression | undefined {
  const code = text
    .split(/(\{\{[\s\S]*?\}\})/)
    .map(piece => (piece.startsWith('{{') ? `\${${codeOf(piece.slice(2, -2))}}` : piece.replace(/[`\\$]/g, '\\$&')))
    .join('')
  const made = parseExpression(`\`${code}\``, reading.base + offset, reading.file)
  if (made) ofInstance(made, reading.names)
  return made
}

function expression(text: string, offset: number, reading: Reading): Expression | undefined {
  if (text.trim() === '') return undefined
  const made = parseExpression(codeOf(text), reading.base + offset, reading.file)
  if (made?.type === 'Identifier' && !reading.names.has(made.name)) return memberOfThis(made)
  if (made) ofInstance(made, reading.names)
  return made
}

// Words that a template may call its methods by, and a script may not: `(click)="delete(item)"`.
const RESERVED =
  /(?<![\w$.'"`])(?=(?:break|case|catch|continue|default|delete|do|export|for|import|new|return|switch|try|while|with)\()/g

function codeOf(text: string): string {
  return withoutPipes(decoded(text)).replace(RESERVED, 'this.')
}

function decoded(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}

type Identifier = Extract<Node, { type: 'Identifier' }>

function memberOfThis(node: Identifier): Expression {
  const { start, end, name } = node
  const made = {
    type: 'MemberExpression',
    object: { type: 'ThisExpression', start, end },
    property: { type: 'Identifier', name, start, end },
    computed: false,
    optional: false,
    start,
    end,
  }
  return made as unknown as Expression
}

/** Free names of a template's expression are members of its component. */
function ofInstance(node: Node, names: ReadonlySet<string>): void {
  for (const key of Object.keys(node)) {
    if (isName(node, key)) continue
    const record = node as unknown as Record<string, unknown>
    const value = record[key]
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) value[index] = replaced(item, names)
    } else record[key] = replaced(value, names)
  }
}

function isName(node: Node, key: string): boolean {
  if (node.type === 'MemberExpression') return key === 'property' && !node.computed
  return node.type === 'Property' && key === 'key' && !node.computed
}

function replaced(value: unknown, names: ReadonlySet<string>): unknown {
  if (typeof value !== 'object' || value === null || !('type' in value)) return value
  const node = value as Node
  if (node.type === 'Identifier') return names.has(node.name) ? node : memberOfThis(node)
  ofInstance(node, names)
  return node
}
