import type { Class, Decorator, Expression, ParamPattern } from 'oxc-parser'
import { importValue } from '../modules/modules.ts'
import { typeName } from '../types/resolve.ts'
import type { Frame } from '../values/frame.ts'
import { unknown } from '../values/make.ts'
import type { Callable, Value } from '../values/value.ts'

/** A decorator of a class or of one of its members, by the package and the name that it is imported by. */
export interface Decoration {
  from: string
  name: string
  /** The member that it stands at; undefined for the class itself. */
  member?: string
  /** Its arguments, evaluated when somebody asks. */
  args: () => Value[]
  /** Where the first argument begins in the file of the class. */
  offset: number
}

/** The node of a class of the program; undefined for functions and for classes of packages. */
export function classNode({ code }: Callable): Class | undefined {
  return code?.node.type === 'ClassDeclaration' || code?.node.type === 'ClassExpression' ? code.node : undefined
}

/** The frame that a class was made in. */
export function homeOf({ code }: Callable): Frame | undefined {
  return code && { ...code.scope.frame, module: code.module, scope: code.scope }
}

const known = new WeakMap<Callable, Decoration[]>()

/** The decorators of a class and its members that come from packages or modules, in the order of the source. */
export function decorationsOf(owner: Callable): Decoration[] {
  const before = known.get(owner)
  if (before) return before
  const node = classNode(owner)
  const home = homeOf(owner)
  const found: Decoration[] = []
  if (node && home) {
    for (const one of node.decorators) found.push(...decorationOf(one, home))
    for (const element of node.body.body) {
      if (!('decorators' in element) || !('key' in element)) continue
      const { key } = element
      const member = key.type === 'Identifier' || key.type === 'PrivateIdentifier' ? key.name : undefined
      if (member === undefined) continue
      for (const one of element.decorators ?? []) found.push(...decorationOf(one, home, member))
    }
  }
  known.set(owner, found)
  return found
}

function decorationOf({ expression }: Decorator, home: Frame, member?: string): Decoration[] {
  const callee: Expression = expression.type === 'CallExpression' ? expression.callee : expression
  if (callee.type !== 'Identifier') return []
  const imported = home.module.imports.get(callee.name)
  const given = expression.type === 'CallExpression' ? expression.arguments : []
  const args = () => given.map(one => (one.type === 'SpreadElement' ? [] : home.machine.evaluate(one, home)))
  const decoration: Decoration = {
    from: imported?.specifier ?? '',
    name: imported?.name ?? callee.name,
    args,
    offset: given[0]?.start ?? expression.start,
  }
  if (member !== undefined) decoration.member = member
  return [decoration]
}

/** What a constructor asks for: the values that its parameters' types or decorators name. */
export function dependenciesOf(owner: Callable, depth = 0): Value[] {
  const node = classNode(owner)
  const home = homeOf(owner)
  if (!node || !home || depth > 10) return []
  const written = node.body.body.find(
    one => one.type === 'MethodDefinition' && one.kind === 'constructor' && one.value.body,
  )
  if (written?.type === 'MethodDefinition') return written.value.params.map(param => tokenOf(param, home))
  const [parent] = owner.parent ?? []
  return parent?.kind === 'function' ? dependenciesOf(parent, depth + 1) : []
}

function tokenOf(param: ParamPattern, home: Frame): Value {
  for (const { expression } of param.decorators ?? []) {
    if (expression.type !== 'CallExpression' || expression.callee.type !== 'Identifier') continue
    const [given] = expression.arguments
    if (expression.callee.name === 'Inject' && given && given.type !== 'SpreadElement') {
      return home.machine.evaluate(given, home)
    }
  }
  const pattern = param.type === 'TSParameterProperty' ? param.parameter : param
  const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern
  const type = 'typeAnnotation' in target ? target.typeAnnotation?.typeAnnotation : undefined
  const named = type?.type === 'TSUnionType' ? type.types.find(one => one.type === 'TSTypeReference') : type
  if (named?.type !== 'TSTypeReference') return unknown(target.type === 'Identifier' ? target.name : 'value')
  const name = typeName(named.typeName)
  const imported = home.module.imports.get(name)
  if (imported) return importValue(home.module, imported)
  return home.machine.evaluate({ type: 'Identifier', name, start: named.start, end: named.end }, home)
}
