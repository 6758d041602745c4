import { breaks, choice, type Doc, group, hardline, indent, join, line, softline, trailingComma } from './doc.ts'

/** A piece of code with a value. */
export interface Expression {
  readonly doc: Doc
  /** 0 for words and literals, one more for each level inside. Chains with anything over 1 stand on several lines. */
  readonly depth: number
  /** The same, opened up, where it may stand at the end of a call whose other arguments stay on the first line. */
  readonly opened?: Doc
  /** Members of a list like to stand below each other when all of them have several parts. */
  readonly parts?: { readonly kind: 'object' | 'array'; readonly count: number }
}

/** Code as it is written. `depth` 0, unless it is no plain word. */
export function code(text: string, depth = 0): Expression {
  return { doc: text, depth }
}

/** A text in quotes, on one line, with everything odd escaped. */
export function quoted(text: string): string {
  const inside = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
  const doubles = inside.split('"').length
  const singles = inside.split("'").length
  return singles > doubles ? `"${inside.replaceAll('"', '\\"')}"` : `'${inside.replaceAll("'", "\\'")}'`
}

/**
 * One member of an object: a key with its value (shorthand where they are the same word) and the reason above it, a
 * spread, or a method.
 */
export type Member =
  | readonly [key: string, value: Expression, reasons?: readonly string[]]
  | { readonly spread: Expression }
  | { readonly method: Doc }

/** An object. `open` puts each member on a line of its own even where one line has room. */
export function object(members: readonly Member[], { open = false } = {}): Expression {
  if (members.length === 0) return code('{}', 1)
  const inner = [indent([line, join(members.map(memberDoc), [',', line])]), trailingComma, line]
  const values = members.flatMap(member =>
    'method' in member ? [] : 'spread' in member ? [member.spread] : [member[1]],
  )
  return {
    doc: group(['{', ...inner, '}'], open),
    opened: group(['{', ...inner, '}'], true),
    depth: 1 + deepest(values),
    parts: { kind: 'object', count: members.length },
  }
}

/** An array. */
export function array(items: readonly Expression[]): Expression {
  if (items.length === 0) return code('[]')
  const kind = items[0]?.parts?.kind
  const table =
    items.length > 1 && items.every(({ parts }) => parts !== undefined && parts.kind === kind && parts.count > 1)
  const inner = [
    '[',
    indent([
      softline,
      join(
        items.map(({ doc }) => doc),
        [',', line],
      ),
    ]),
    trailingComma,
    softline,
    ']',
  ]
  const parts = { kind: 'array', count: items.length } as const
  return { doc: group(inner, table), opened: group(inner, true), depth: 1 + deepest(items), parts }
}

/** A call. */
export function call(callee: string, values: readonly Expression[]): Expression {
  return { doc: [callee, argumentList(values)], depth: 1 + deepest(values) }
}

/** One link of a chain: `.name(values)`. */
export interface Link {
  readonly name: string
  readonly values: readonly Expression[]
}

/** `head.first(…).second(…)`: on one line when that has room and the arguments are plain. `calls` counts those in `head`. */
export function chain(head: Expression, links: readonly Link[], calls = 0): Expression {
  const docs = links.map(({ name, values }): Doc => [`.${name}`, argumentList(values)])
  const depth = 2 + deepest(links.flatMap(link => link.values))
  const flat: Doc = [head.doc, ...docs]
  if (links.length <= 1) return { doc: flat, depth }
  const tall: Doc = [head.doc, indent(docs.map(doc => [hardline, doc]))]
  const plain = head.depth <= 2 && links.every(({ values }) => deepest(values) <= 1)
  const many = calls + links.length > 2
  return { doc: many && !plain ? tall : choice(flat, tall), depth }
}

/** `params => value`, where an object stands in parentheses. */
export function arrow(parameters: string, value: Expression): Expression {
  const wrapped = value.parts?.kind === 'object'
  const body = (doc: Doc): Doc => (wrapped ? ['(', doc, ')'] : doc)
  const start = `${parameters} => `
  const opened = value.opened === undefined ? {} : { opened: [start, body(value.opened)] }
  return { doc: [start, body(value.doc)], depth: 9, ...opened }
}

/** `params => { … }`. */
export function functionBlock(start: string, statements: readonly Doc[]): Expression {
  const doc: Doc = [start, block(statements)]
  return { doc, depth: 9, opened: doc }
}

/** Statements in braces. */
export function block(statements: readonly Doc[]): Doc {
  return ['{', indent(statements.map(statement => [hardline, statement])), hardline, '}']
}

/** `if (condition) statement`, on two lines where one has no room. */
export function when(condition: Doc, statement: Doc): Doc {
  return group(['if (', group([indent([softline, condition]), softline]), ')', indent([line, statement])])
}

function memberDoc(member: Member): Doc {
  if ('method' in member) return member.method
  if ('spread' in member) return ['...', member.spread.doc]
  const [key, value, reasons = []] = member
  return [...reasons.map((reason): Doc => [`// ${reason}`, hardline]), plainMember(key, value)]
}

function plainMember(key: string, value: Expression): Doc {
  if (value.doc === key) return key
  const name = `${keyText(key)}:`
  if (typeof value.doc === 'string' && /^['"]/.test(value.doc)) return group([name, indent([line, value.doc])])
  return [name, ' ', value.doc]
}

/** A key without quotes where the language allows it. */
function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)
}

function argumentList(values: readonly Expression[]): Doc {
  if (values.length === 0) return '()'
  const before = values.slice(0, -1).map(({ doc }) => doc)
  const last = values.at(-1)
  const flat: Doc = [
    '(',
    join(
      values.map(({ doc }) => doc),
      ', ',
    ),
    ')',
  ]
  const tall = group(
    [
      '(',
      indent([
        softline,
        join(
          values.map(({ doc }) => doc),
          [',', line],
        ),
      ]),
      trailingComma,
      softline,
      ')',
    ],
    true,
  )
  if (before.some(breaks)) return tall
  if (last?.opened === undefined)
    return group([
      '(',
      indent([
        softline,
        join(
          values.map(({ doc }) => doc),
          [',', line],
        ),
      ]),
      trailingComma,
      softline,
      ')',
    ])
  return choice(flat, ['(', join([...before, last.opened], ', '), ')'], tall)
}

function deepest(values: readonly Expression[]): number {
  return Math.max(0, ...values.map(({ depth }) => depth))
}
