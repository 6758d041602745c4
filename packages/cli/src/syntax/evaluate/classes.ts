import type { Class, ClassElement, ParamPattern, PropertyKey } from 'oxc-parser'
import { invoke } from '../machine/invoke.ts'
import { siteOf } from '../machine/machine.ts'
import { noteType } from '../machine/note.ts'
import { makeThing, putFields } from '../machine/slots.ts'
import { noteRun } from '../machine/task.ts'
import type { Call, Closure, Frame } from '../values/frame.ts'
import { UNDEFINED } from '../values/make.ts'
import type { Callable, Thing, Value } from '../values/value.ts'
import { annotated, makeClosure, nameFunction } from './functions.ts'
import { namesOf } from './patterns.ts'

/** A class of the program. */
export function makeClass(node: Class, frame: Frame): Callable {
  const { machine, module } = frame
  const site = siteOf(module, node)
  const code: Closure = { node, site, scope: frame.scope, module, context: frame.context, self: [] }
  const prototype = makeThing(frame, site, 'plain')
  const statics = makeThing(frame, site, 'namespace')
  const owner: Callable = {
    kind: 'function',
    key: `${site}@${frame.context}`,
    round: machine.stamp,
    name: node.id?.name ?? '',
    call: () => UNDEFINED,
    construct: call => [makeInstance(owner, call)],
    code,
    prototype,
    statics,
  }
  if (node.superClass) owner.parent = machine.evaluate(node.superClass, frame)
  machine.made.set(site, owner)
  for (const element of node.body.body) addElement(element, owner, frame)
  if (node.decorators.length > 0) machine.world.decorated?.(owner, frame)
  return owner
}

/**
 * What a class is called by in the program: what its decorators make of it, the last one first. What a decorator of a package
 * that nobody knows makes of a class is that class; what Angular's say of it is read by their arguments.
 */
export function decoratedClass(node: Class, frame: Frame): Value {
  let made: Value = [makeClass(node, frame)]
  for (const { expression } of node.decorators.toReversed()) {
    const callee = expression.type === 'CallExpression' ? expression.callee : expression
    if (!frame.machine.evaluate(callee, frame).some(atom => atom.kind === 'function')) continue
    const decorator = frame.machine.evaluate(expression, frame).filter(atom => atom.kind === 'function')
    const call: Call = { node: expression, frame, args: [made], self: [], types: [] }
    const wrapped = invoke(decorator, call).filter(atom => atom.kind === 'function')
    if (decorator.length > 0 && wrapped.length > 0) made = wrapped
  }
  return made
}

function elementNames(key: PropertyKey, computed: boolean, frame: Frame): string[] {
  if (key.type === 'PrivateIdentifier') return [`#${key.name}`]
  if (!computed && key.type === 'Identifier') return [key.name]
  return key.type === 'Identifier' || key.type !== 'Literal'
    ? namesOf(frame.machine.evaluate(key, frame))
    : [String(key.value)]
}

function addElement(element: ClassElement, owner: Callable, frame: Frame): void {
  const { prototype, statics } = owner
  if (!prototype || !statics) return
  if (element.type === 'StaticBlock') {
    for (const statement of element.body) frame.machine.execute(statement, { ...frame, self: [owner] })
  } else if (element.type === 'MethodDefinition') {
    if (element.kind === 'constructor' || !element.value.body) return
    const target = element.static ? statics : prototype
    for (const name of elementNames(element.key, element.computed, frame)) {
      const self: Value = element.static ? [owner] : []
      const method = makeClosure(element.value, frame, { home: owner, name, self })
      if (element.kind === 'get') target.slots.set(name, { value: [], order: 0, getter: method })
      else if (element.kind === 'set') putFields(frame, target, { [`set ${name}`]: [method] })
      else if (element.kind === 'method') putFields(frame, target, { [name]: [method] })
    }
  } else if (element.type === 'PropertyDefinition' && element.static) {
    const inner = { ...frame, self: [owner], home: owner }
    for (const name of elementNames(element.key, element.computed, frame)) {
      putFields(frame, statics, { [name]: element.value ? frame.machine.evaluate(element.value, inner) : UNDEFINED })
    }
    inner.active = false
  }
}

/** An instance of a class of the program. `begun` gets it before its constructor runs. */
export function makeInstance(owner: Callable, call: Call, begun?: (made: Thing) => void): Thing {
  const { frame } = call
  const site = siteOf(owner.code?.module ?? frame.module, owner.code?.node ?? call.node)
  const made = makeThing(frame, siteOf(frame.module, call.node), 'instance')
  made.class = owner
  frame.machine.instances.set(site, made)
  if (frame.machine.live) frame.machine.apart.instances.set(made.key, made)
  noteRun(frame.machine, site)
  begun?.(made)
  initialise(owner, made, call)
  return made
}

/** Runs the constructors and field initialisers of a class, and of those it extends, on an instance. */
export function initialise(owner: Callable, instance: Thing, call: Call): void {
  const node = owner.code?.node
  if (
    !owner.code ||
    !node ||
    !('body' in node) ||
    (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression')
  ) {
    owner.construct?.({ ...call, self: [instance] })
    return
  }
  const written = node.body.body.find(
    one => one.type === 'MethodDefinition' && one.kind === 'constructor' && one.value.body,
  )
  if (written?.type === 'MethodDefinition') fillParameters(written.value.params, instance, call)
  if (!owner.parent) initialiseFields(owner, instance, call)
  if (written?.type === 'MethodDefinition') {
    const home = { ...call.frame, scope: owner.code.scope, module: owner.code.module }
    const closure = makeClosure(written.value, home, { home: owner, name: 'constructor' })
    closure.call({ ...call, self: [instance] })
  } else if (owner.parent) initialiseParent(owner, instance, call)
}

/** `constructor(private http: HttpClient)`: the field is there before others are filled in. */
function fillParameters(params: readonly ParamPattern[], instance: Thing, { args, frame }: Call): void {
  for (const [index, param] of params.entries()) {
    const given = args[index]
    if (param.type !== 'TSParameterProperty' || param.parameter.type !== 'Identifier' || !given) continue
    putFields(frame, instance, { [param.parameter.name]: given })
  }
}

/** What `super(...)` does: the parent's part of the instance, then the fields of the class itself. */
export function initialiseParent(owner: Callable, instance: Thing, call: Call): void {
  for (const parent of owner.parent ?? []) {
    if (parent.kind === 'function') initialise(parent, instance, call)
  }
  initialiseFields(owner, instance, call)
}

/** Fills in the fields of a class itself. */
export function initialiseFields(owner: Callable, instance: Thing, call: Call): void {
  const { code } = owner
  if (!code || !('body' in code.node) || code.node.body?.type !== 'ClassBody') return
  const frame: Frame = { ...call.frame, scope: code.scope, module: code.module, self: [instance], home: owner }
  frame.scope = { parent: code.scope, names: new Map(), module: code.module, frame }
  for (const element of code.node.body.body) {
    if (element.type !== 'PropertyDefinition' || element.static) continue
    for (const name of elementNames(element.key, element.computed, frame)) {
      const value = element.value ? frame.machine.evaluate(element.value, frame) : UNDEFINED
      nameFunction(value, name)
      const known = instance.slots.get(name)
      if (known && !element.value) continue
      putFields(frame, instance, { [name]: noteType(value, annotated(element.typeAnnotation, frame)) })
    }
  }
  frame.active = false
}
