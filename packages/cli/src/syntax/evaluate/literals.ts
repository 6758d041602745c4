import type { Node } from 'oxc-parser'
import { partsOf } from '../components/placeholder.ts'
import { placeOf, siteOf } from '../machine/machine.ts'
import { makeThing, putField, slotOf } from '../machine/slots.ts'
import { useAsTest } from '../machine/use.ts'
import { nameOfExpression } from '../modules/names.ts'
import { elementsOf, isListed, makeArray } from '../objects/elements.ts'
import { spreadInto } from '../objects/spread.ts'
import { setAnyMember } from '../objects/write.ts'
import type { Frame } from '../values/frame.ts'
import { joinAll } from '../values/join.ts'
import { constant, FALSE, NULL, TRUE, text, textOf, unknown } from '../values/make.ts'
import { concat, fillSegment, textsOf, valueOfTexts } from '../values/text.ts'
import type { Text, Value } from '../values/value.ts'
import { makeClosure } from './functions.ts'
import { evaluatePart, isAddress } from './operators.ts'
import { namesOf } from './patterns.ts'

type Nodes<K extends Node['type']> = Extract<Node, { type: K }>

function evaluateLiteral(node: Nodes<'Literal'>, frame: Frame): Value {
  const { literals } = frame.machine
  let value = literals.get(node)
  if (!value) {
    value = literalValue(node, frame)
    if (value[0]?.kind !== 'object') literals.set(node, value)
  }
  return value
}

function literalValue(node: Nodes<'Literal'>, frame: Frame): Value {
  if ('regex' in node && node.regex) {
    const pattern = makeThing(frame, siteOf(frame.module, node), 'pattern')
    pattern.inner = [textOf([{ text: node.regex.pattern }, { text: `/${node.regex.flags}` }])]
    return [pattern]
  }
  switch (typeof node.value) {
    case 'string':
      return frame.module.source.page ? filledIn(node.value, node, frame) : text(node.value, placeOf(frame, node))
    case 'number':
      return constant(node.value)
    case 'boolean':
      return node.value ? TRUE : FALSE
    default:
      return node.value === null ? NULL : constant(Number(node.value))
  }
}

/** A text of a page, with what the server puts into it: `"{{ .BasePath }}/api"`. */
function filledIn(literal: string, node: Node, frame: Frame): Value {
  const parts = partsOf(literal)
  if (parts.every(part => typeof part === 'string')) return text(literal, placeOf(frame, node))
  const known = parts.map((part): Value => (typeof part === 'string' ? text(part, placeOf(frame, node)) : served(part)))
  const [only = []] = known
  return known.length === 1 ? only : valueOfTexts(known.map(one => textsOf(one, '')).reduce(concat))
}

function served({ name }: { name: string }): Value {
  return unknown(name, { is: 'string' })
}

function evaluateTemplate(node: Nodes<'TemplateLiteral'>, frame: Frame): Value {
  let texts: Text[] = [textOf([])]
  for (const [index, quasi] of node.quasis.entries()) {
    const written = quasi.value.cooked ?? ''
    if (written !== '') texts = concat(texts, [textOf([{ text: written, at: placeOf(frame, quasi) }])])
    const expression = node.expressions[index]
    if (!expression) continue
    const value = isAddress(texts) ? evaluatePart(expression, frame) : frame.machine.evaluate(expression, frame)
    useAsTest(value)
    const name = nameOfExpression(expression) || 'value'
    const isSegment = isWholeSegment(written, node.quasis[index + 1]) && !isLeftOut(expression, frame)
    texts = concat(texts, fillSegment(textsOf(value, name), name, isSegment))
  }
  return valueOfTexts(texts)
}

function isWholeSegment(before: string, after: Nodes<'TemplateElement'> | undefined): boolean {
  const next = after?.value.cooked ?? ''
  return before.endsWith('/') && (next === '' ? after?.tail === true : /^[/?]/.test(next))
}

/** Whoever leaves a parameter to its default means the path without it: `get(path, id = '')`. */
function isLeftOut(node: Node, frame: Frame): boolean {
  const code = node.type === 'Identifier' ? frame.machine.made.get(frame.running ?? -1)?.code?.node : undefined
  if (node.type !== 'Identifier' || !code || !('params' in code)) return false
  return code.params.some((one, index) => {
    if (one.type !== 'AssignmentPattern' || one.left.type !== 'Identifier' || one.left.name !== node.name) return false
    return (frame.args[index] ?? []).every(atom => atom.kind === 'constant' && atom.value === undefined)
  })
}

/** A list that is made of itself and one more grows with every run: from here on its items are not told apart. */
const MOST_ITEMS = 64

function evaluateArray(node: Nodes<'ArrayExpression'>, frame: Frame): Value {
  const items: Value[] = []
  let rest: Value = []
  for (const element of node.elements) {
    if (!element) continue
    if (element.type !== 'SpreadElement') {
      items.push(frame.machine.evaluate(element, frame))
      continue
    }
    const list = frame.machine.evaluate(element.argument, frame)
    const inner = elementsOf(list, frame)
    if (isListed(list) && items.length < MOST_ITEMS) items.push(...inner)
    // A list that is added to itself (`[...list, item]`) doubles with each run, unless what is alike counts once.
    else rest = joinAll([rest, ...inner])
  }
  return makeArray(frame, siteOf(frame.module, node), { items: items, rest: rest })
}

function evaluateObject(node: Nodes<'ObjectExpression'>, frame: Frame): Value {
  const { machine } = frame
  const thing = makeThing(frame, siteOf(frame.module, node))
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      spreadInto(thing, machine.evaluate(property.argument, frame), frame)
      continue
    }
    const { key } = property
    if (property.kind !== 'init' || property.method) {
      if (property.value.type !== 'FunctionExpression' || property.kind === 'set') continue
      const names = keysOfProperty(property, frame)
      for (const name of names) {
        const closure = makeClosure(property.value, frame, { self: [thing], name })
        if (property.kind === 'get') slotOf(machine, thing, name).getter = closure
        else putField(frame, thing, { name: name, value: [closure] })
      }
      continue
    }
    const value = machine.evaluate(property.value, frame)
    const names = keysOfProperty(property, frame)
    for (const name of names) putField(frame, thing, { name: name, value: value })
    if (names.length === 0 && key.type !== 'PrivateIdentifier') setAnyMember([thing], value, frame)
  }
  return [thing]
}

function keysOfProperty(
  property: Extract<Nodes<'ObjectExpression'>['properties'][number], { type: 'Property' }>,
  frame: Frame,
): string[] {
  const { key } = property
  if (!property.computed && key.type === 'Identifier') return [key.name]
  if (key.type === 'Literal') return [String(key.value)]
  return key.type === 'PrivateIdentifier' ? [`#${key.name}`] : namesOf(frame.machine.evaluate(key, frame))
}

function evaluateEnum(node: Nodes<'TSEnumDeclaration'>, frame: Frame): Value {
  const thing = makeThing(frame, siteOf(frame.module, node), 'namespace')
  let next = 0
  for (const member of node.body.members) {
    const name = member.id.type === 'Identifier' ? member.id.name : member.id.type === 'Literal' ? member.id.value : ''
    const value = member.initializer ? frame.machine.evaluate(member.initializer, frame) : constant(next)
    const [only] = value
    next = only?.kind === 'constant' && typeof only.value === 'number' ? only.value + 1 : next + 1
    putField(frame, thing, { name: name, value: value })
  }
  return [thing]
}

/** Values that are written down, by kind of expression. */
export const LITERALS = {
  Literal: evaluateLiteral,
  TemplateLiteral: evaluateTemplate,
  ArrayExpression: evaluateArray,
  ObjectExpression: evaluateObject,
  TSEnumDeclaration: evaluateEnum,
}
