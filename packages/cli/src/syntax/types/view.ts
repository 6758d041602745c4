import type { ClassElement, PropertyKey, TSSignature, TSType, TSTypeReference } from 'oxc-parser'
import type { Scope } from '../values/frame.ts'
import { literalTexts } from '../values/text.ts'
import { queriedValue } from './query.ts'
import { REFERENCES } from './references.ts'
import { declaredType, resolveType, typeName } from './resolve.ts'
import type { Type, TypeNode } from './type.ts'

/** One member of an object type. */
export interface Member {
  name: string
  type: Type
  optional: boolean
  /** The comment before it, for `@format` and its like. */
  comment?: string
}

/** A type seen one level deep. */
export type View =
  | { kind: 'string' | 'number' | 'boolean' | 'null' | 'undefined' | 'date' | 'file' | 'unknown' | 'function' }
  | { kind: 'literal'; values: (string | number | boolean)[] }
  /** `open`: a part of it is a type of a package, and may have any member. */
  | { kind: 'object'; members: Member[]; index?: Type; open?: true }
  | { kind: 'array' | 'promise' | 'ref'; of: Type }
  | { kind: 'union'; of: Type[] }

const UNKNOWN: View = { kind: 'unknown' }

const KEYWORDS: Partial<Record<TSType['type'], View>> = {
  TSStringKeyword: { kind: 'string' },
  TSTemplateLiteralType: { kind: 'string' },
  TSNumberKeyword: { kind: 'number' },
  TSBigIntKeyword: { kind: 'number' },
  TSBooleanKeyword: { kind: 'boolean' },
  TSNullKeyword: { kind: 'null' },
  TSUndefinedKeyword: { kind: 'undefined' },
  TSVoidKeyword: { kind: 'undefined' },
  TSFunctionType: { kind: 'function' },
  TSConstructorType: { kind: 'function' },
}

const views = new WeakMap<Scope, Map<TypeNode, View>>()

/** Looks at a type, one level deep. Types that cannot be followed are `unknown`. */
export function view(type: Type, depth = 0): View {
  if (depth > 12) return UNKNOWN
  const known = views.get(type.scope)?.get(type.node)
  if (known) return known
  const seen = look(type, depth)
  const kept = views.get(type.scope) ?? new Map<TypeNode, View>()
  views.set(type.scope, kept.set(type.node, seen))
  return seen
}

function look(type: Type, depth: number): View {
  const { node, scope } = resolveType(type)
  switch (node.type) {
    case 'TSArrayType':
      return { kind: 'array', of: { node: node.elementType, scope } }
    case 'TSTupleType':
      return { kind: 'array', of: { node: tupleElement(node.elementTypes[0]) ?? node, scope } }
    case 'TSTypeLiteral':
      return objectView(node.members, { node, scope })
    case 'TSInterfaceDeclaration':
      return interfaceView({ node, scope }, depth)
    case 'ClassDeclaration':
    case 'ClassExpression':
      return { kind: 'object', members: node.body.body.flatMap(element => classMember(element, { node, scope })) }
    case 'TSEnumDeclaration':
      return enumView({ node, scope })
    case 'TSUnionType':
      return { kind: 'union', of: node.types.map(one => ({ node: one, scope })) }
    case 'TSIntersectionType':
      return mergeViews(node.types.map(one => view({ node: one, scope }, depth + 1)))
    case 'TSLiteralType':
      return literalView(node.literal)
    case 'TSTypeReference':
      return referenceView(node, { node, scope }, depth)
    case 'TSIndexedAccessType':
      return indexedView({ node, scope }, depth)
    case 'TSMappedType':
      return mappedView({ node, scope }, depth)
    case 'TSTypeOperator':
      return operatorView({ node, scope }, depth)
    case 'TSParenthesizedType':
      return view({ node: node.typeAnnotation, scope }, depth + 1)
    case 'TSConditionalType':
      return {
        kind: 'union',
        of: [
          { node: node.trueType, scope },
          { node: node.falseType, scope },
        ],
      }
    default:
      return ('type' in node && KEYWORDS[node.type as TSType['type']]) || UNKNOWN
  }
}

function tupleElement(element: unknown): TSType | undefined {
  if (typeof element !== 'object' || element === null || !('type' in element)) return undefined
  if (element.type === 'TSRestType' || element.type === 'TSOptionalType') return undefined
  return element as TSType
}

/** The name of a property that is written down. */
export function keyName(key: PropertyKey): string | undefined {
  if (key.type === 'Identifier') return key.name
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  return key.type === 'Literal' ? String(key.value) : undefined
}

function commentBefore(start: number, { scope }: Type): { comment?: string } {
  const { comments } = scope.module.source
  let low = 0
  let high = comments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((comments[middle]?.end ?? 0) <= start) low = middle + 1
    else high = middle
  }
  const before = comments[low - 1]
  if (!before || scope.module.source.text.slice(before.end, start).trim() !== '') return {}
  return { comment: before.value }
}

function objectView(signatures: readonly TSSignature[], type: Type): View {
  const members: Member[] = []
  let index: Type | undefined
  for (const signature of signatures) {
    if (signature.type === 'TSIndexSignature') {
      index = { node: signature.typeAnnotation.typeAnnotation, scope: type.scope }
    } else if (signature.type === 'TSPropertySignature') {
      const name = keyName(signature.key)
      const node = signature.typeAnnotation?.typeAnnotation
      if (!name || !node) continue
      const comment = commentBefore(signature.start, type)
      members.push({ name, type: { node, scope: type.scope }, optional: signature.optional, ...comment })
    }
  }
  return index ? { kind: 'object', members, index } : { kind: 'object', members }
}

function interfaceView(type: Type, depth: number): View {
  if (type.node.type !== 'TSInterfaceDeclaration') return UNKNOWN
  const { scope } = type
  const bases = type.node.extends.flatMap(base => {
    if (base.expression.type !== 'Identifier') return []
    const node = { ...base, type: 'TSTypeReference', typeName: base.expression } satisfies TSTypeReference
    return [view({ node, scope }, depth + 1)]
  })
  return mergeViews([...bases, objectView(type.node.body.body, type)])
}

function classMember(element: ClassElement, { scope }: Type): Member[] {
  if (element.type !== 'PropertyDefinition' || element.static) return []
  const name = keyName(element.key)
  const node = element.typeAnnotation?.typeAnnotation
  return name && node ? [{ name, type: { node, scope }, optional: element.optional === true }] : []
}

/** `Kind.added`: one value of an enumeration. */
function enumMember({ typeName: name }: TSTypeReference, { scope }: Type): View | undefined {
  if (name.type !== 'TSQualifiedName' || name.left.type !== 'Identifier') return undefined
  const found = declaredType(scope.module, name.left.name)?.node
  if (found?.type !== 'TSEnumDeclaration') return undefined
  const at = found.body.members.findIndex(member => 'name' in member.id && member.id.name === name.right.name)
  const values = enumView({ node: found, scope })
  const value = values.kind === 'literal' ? values.values[at] : undefined
  return value === undefined ? undefined : { kind: 'literal', values: [value] }
}

function enumView({ node }: Type): View {
  if (node.type !== 'TSEnumDeclaration') return UNKNOWN
  const values = node.body.members.map((member, index) => {
    const written = member.initializer
    return written?.type === 'Literal' && typeof written.value !== 'object' ? (written.value as string | number) : index
  })
  return { kind: 'literal', values }
}

function literalView(literal: Extract<TSType, { type: 'TSLiteralType' }>['literal']): View {
  if (literal.type === 'Literal' && typeof literal.value !== 'bigint')
    return { kind: 'literal', values: [literal.value] }
  return { kind: literal.type === 'TemplateLiteral' ? 'string' : 'number' }
}

function referenceView(node: TSTypeReference, type: Type, depth: number): View {
  const member = enumMember(node, type)
  if (member) return member
  const args = (node.typeArguments?.params ?? []).map(param => ({ node: param, scope: type.scope }))
  const known = REFERENCES[typeName(node.typeName)]
  return known ? known(args, one => view(one, depth + 1)) : UNKNOWN
}

function indexedView(type: Type, depth: number): View {
  if (type.node.type !== 'TSIndexedAccessType') return UNKNOWN
  const { objectType, indexType } = type.node
  const queried = queriedValue({ node: objectType, scope: type.scope })
  if (queried) return { kind: 'literal', values: literalTexts(queried) }
  const object = view({ node: objectType, scope: type.scope }, depth + 1)
  if (object.kind === 'array') return view(object.of, depth + 1)
  const index = view({ node: indexType, scope: type.scope }, depth + 1)
  if (object.kind !== 'object' || index.kind !== 'literal') return UNKNOWN
  const found = object.members.filter(member => index.values.includes(member.name)).map(member => member.type)
  const [only] = found
  return found.length === 1 && only ? view(only, depth + 1) : { kind: 'union', of: found }
}

function mappedView({ node, scope }: Type, depth: number): View {
  if (node.type !== 'TSMappedType' || !node.typeAnnotation) return UNKNOWN
  const keys = view({ node: node.constraint, scope }, depth + 1)
  const type = { node: node.typeAnnotation, scope }
  if (keys.kind !== 'literal') return { kind: 'object', members: [], index: type }
  const optional = node.optional === true || node.optional === '+'
  return { kind: 'object', members: keys.values.map(value => ({ name: String(value), type, optional })) }
}

function operatorView({ node, scope }: Type, depth: number): View {
  if (node.type !== 'TSTypeOperator') return UNKNOWN
  const inner = { node: node.typeAnnotation, scope }
  if (node.operator !== 'keyof') return view(inner, depth + 1)
  const object = view(inner, depth + 1)
  if (object.kind !== 'object') return { kind: 'string' }
  return { kind: 'literal', values: object.members.map(member => member.name) }
}

/** One object with the members of all; of two with one name the later. */
export function mergeViews(views: readonly View[]): View {
  const objects = views.filter(one => one.kind === 'object')
  const [only] = views
  if (objects.length === 0) return only ?? UNKNOWN
  const members = new Map(objects.flatMap(one => one.members).map(member => [member.name, member]))
  const index = objects.find(one => one.index)?.index
  const isOpen = views.some(one => one.kind === 'unknown' || (one.kind === 'object' && one.open))
  return {
    kind: 'object',
    members: [...members.values()],
    ...(index ? { index } : {}),
    ...(isOpen ? { open: true } : {}),
  }
}
