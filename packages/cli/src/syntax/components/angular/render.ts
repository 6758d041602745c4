import type { Expression } from 'oxc-parser'
import { makeClosure } from '../../evaluate/functions.ts'
import { assignPattern } from '../../evaluate/patterns.ts'
import { branch } from '../../machine/branch.ts'
import { contextOf, placeOf, siteOf } from '../../machine/machine.ts'
import { bind, inScope, lookup } from '../../machine/scope.ts'
import { makeThing, putField, putFields } from '../../machine/slots.ts'
import { use } from '../../machine/use.ts'
import { nameOfExpression } from '../../modules/names.ts'
import { elementsOf } from '../../objects/elements.ts'
import { getMember } from '../../objects/member.ts'
import { spreadInto } from '../../objects/spread.ts'
import { elementOf } from '../../values/control.ts'
import type { Call, Frame } from '../../values/frame.ts'
import { join } from '../../values/join.ts'
import { native, TRUE, text, unknown } from '../../values/make.ts'
import { literalTexts } from '../../values/text.ts'
import type { Primitive, Thing, Value } from '../../values/value.ts'
import { aroundChildren, controlOfElement, within } from '../controls.ts'
import { handlerName } from '../handler.ts'
import { attributesOf, mount, renderIntrinsic } from '../jsx.ts'
import { PIPE } from './pipes.ts'
import type { Block, Bound, Part, Shown } from './template.ts'

/** What a template needs of the framework around it. */
export interface Surroundings {
  /** The components and directives for a tag and its attributes. */
  classes: (tag: string, attributes: readonly string[]) => Value
  pipe: (call: Call) => Value
  /** A field of a reactive form, by its form and name. */
  field: (form: Value, name: string, frame: Frame) => Value
  /** Something is typed into a field. */
  type: (field: Value, typed: Value, frame: Frame) => void
  /** Gives to a component of a view what the one that shows it was handed when it was opened. */
  handOn: (given: Thing, frame: Frame) => void
}

interface Rendering {
  frame: Frame
  around: Surroundings
  /** The reactive form, or the part of one, that fields name their controls in. */
  form: Value
  /** What fields of a form of the template give by their names. */
  filled?: Thing | undefined
}

/** Shows a template in a frame whose `this` is the component. */
export function showTemplate(parts: readonly Part[], frame: Frame, around: Surroundings): void {
  bind(frame.scope, PIPE, [native(PIPE, around.pipe, 'angular.pipe')])
  bind(frame.scope, '$any', [native('$any', call => call.args[0] ?? [], 'angular.any')])
  const rendering: Rendering = { frame, around, form: [] }
  bindNames(parts, rendering)
  showAll(parts, rendering)
}

/** Names of elements are seen in the whole template. */
function bindNames(parts: readonly Part[], rendering: Rendering): void {
  const { frame } = rendering
  for (const part of parts) {
    if ('tag' in part) {
      for (const name of part.names) bind(frame.scope, name, namedElement(part, name, frame))
    }
    if ('children' in part) bindNames(part.children, rendering)
  }
}

function namedElement(shown: Shown, name: string, frame: Frame): Value {
  const node = { start: shown.offset, end: shown.offset + shown.tag.length }
  if (shown.tag === 'form') {
    const form = makeThing(frame, siteOf(frame.module, node), 'instance')
    putFields(frame, form, { value: [makeThing(frame, siteOf(frame.module, node))] })
    return [form]
  }
  const written = new Map(shown.attributes.map(one => [one.name, text(one.text ?? '')] as const))
  const control = controlOfElement(shown.tag, written, { frame, node })
  return control ? elementOf(control) : unknown(name)
}

function showAll(parts: readonly Part[], rendering: Rendering): void {
  const { frame } = rendering
  for (const part of parts) {
    if ('shown' in part) use(frame.machine.evaluate(part.shown, frame))
    else if ('let' in part) bind(frame.scope, part.let, frame.machine.evaluate(part.value, frame))
    else if ('tag' in part) showElement(part, rendering)
    else showBlock(part, rendering)
  }
}

function showBlock(block: Block, rendering: Rendering): void {
  const { frame } = rendering
  const value = block.value ? frame.machine.evaluate(block.value, frame) : []
  if (block.each === undefined) {
    use(value)
    inScope(frame, () => {
      if (block.as) bind(frame.scope, block.as, block.waits ? waited(value, rendering) : value)
      showAll(block.children, rendering)
    })
    return
  }
  const { context } = frame
  const present = value.filter(atom => atom.kind !== 'constant')
  for (const [index, item] of elementsOf(present, frame).slice(0, 20).entries()) {
    frame.context = contextOf({ ...frame, context }, frame.module.index * 2 ** 40 + block.offset * 2 ** 20, index + 1)
    inScope(frame, () => {
      for (const name of ['$index', ...(block.more ?? [])]) bind(frame.scope, name, unknown(name))
      bind(frame.scope, block.each ?? '', item)
      showAll(block.children, rendering)
    })
  }
  frame.context = context
}

function waited(value: Value, { frame, around }: Rendering): Value {
  const node = frame.node ?? { start: 0, end: 0 }
  const isLate = value.some(atom => atom.kind === 'object' && atom.tag !== 'array')
  return isLate ? around.pipe({ args: [text('async'), value], self: [], types: [], frame, node }) : value
}

function showElement(shown: Shown, rendering: Rendering): void {
  const { frame, around } = rendering
  const node = { start: shown.offset, end: shown.offset + shown.tag.length }
  const props = makeThing(frame, siteOf(frame.module, node))
  const tagged = around.classes(
    shown.tag,
    shown.attributes.map(({ name }) => name),
  )
  const classes = join(tagged, boundTo(OUTLET, shown, frame))
  for (const one of shown.attributes) if (one.kind !== 'both') addBound(props, one, { shown, frame })
  const inner = inForm(shown, props, rendering)
  addTyped(shown, props, inner)
  if (classes.length > 0) {
    const given = makeThing(frame, siteOf(frame.module, node))
    for (const one of shown.attributes) addGiven(given, one, { shown, frame })
    spreadInto(given, boundTo(`${OUTLET}Inputs`, shown, frame), frame)
    around.handOn(given, frame)
    mount(classes, [given], { args: [[given]], self: [], frame, node, types: [] })
  }
  if (!/^ng-(?:template|container|content)$/.test(shown.tag)) {
    renderIntrinsic(shown.tag, props, { frame, node: node as never })
  }
  const outer = aroundChildren(shown.tag, () => attributesOf(props), { frame, node })
  const show = (): void =>
    inScope(frame, () => {
      for (const { name, kind } of shown.attributes) {
        if (kind === 'text' && name.startsWith('let-')) bind(frame.scope, name.slice(4), unknown(name.slice(4)))
      }
      showAll(shown.children, inner)
    })
  if (outer) within(frame.machine, outer, show)
  else show()
}

/** Shows the component that an expression gives: https://angular.dev/api/common/NgComponentOutlet */
const OUTLET = 'ngComponentOutlet'

function boundTo(name: string, { attributes }: Shown, frame: Frame): Value {
  const value = attributes.find(one => one.kind === 'in' && one.name === name)?.value
  return value ? frame.machine.evaluate(value, frame) : []
}

interface At {
  shown: Shown
  frame: Frame
}

function addBound(props: Thing, { name, kind, text: written, value }: Bound, { shown, frame }: At): void {
  if (kind === 'text') {
    const place = placeOf(frame, { start: shown.offset })
    putField(frame, props, { name, value: written === undefined ? TRUE : text(written, place) })
  } else if (value && kind === 'out')
    putField(frame, props, { name: handlerName(name), value: closureOf(value, frame) })
  else if (value) putField(frame, props, { name, value: frame.machine.evaluate(value, frame) })
}

function closureOf(value: Expression, frame: Frame): Value {
  return value.type === 'ArrowFunctionExpression'
    ? [makeClosure(value, { ...frame })]
    : frame.machine.evaluate(value, frame)
}

/** What a component of the program is given: outputs go by `(name)`. */
function addGiven(given: Thing, bound: Bound, at: At): void {
  const { frame } = at
  const { name, kind, value } = bound
  if (kind === 'out' && value) putField(frame, given, { name: `(${name})`, value: closureOf(value, frame) })
  else if (kind === 'both' && value) {
    putField(frame, given, { name, value: frame.machine.evaluate(value, frame) })
    const key = `angular.write:${frame.module.path}:${at.shown.offset}:${name}:${frame.context}`
    const write = native(
      name,
      call => {
        assign(value, call.args[0] ?? [], frame)
        return []
      },
      key,
    )
    putField(frame, given, { name: `(${name}Change)`, value: [write] })
  } else addBound(given, bound, at)
}

function assign(target: Expression, given: Value, frame: Frame): void {
  if (target.type !== 'Identifier' && target.type !== 'MemberExpression') return
  const held = frame.machine.evaluate(target, frame)
  const setters = held.flatMap(atom =>
    atom.kind === 'function' && atom.statics?.slots.has('#store') ? getMember([atom], 'set', { frame }) : [],
  )
  for (const setter of setters) {
    if (setter.kind === 'function') setter.call({ args: [given], self: [], frame, node: target as never, types: [] })
  }
  if (setters.length > 0) return
  branch(frame, [{ run: () => assignPattern(target, given, frame) }, { run: () => undefined }])
}

/** What fields inside of an element belong to. */
function inForm(shown: Shown, props: Thing, rendering: Rendering): Rendering {
  const { frame, around } = rendering
  const value = (name: string): Value => (props.slots.has(name) ? getMember([props], name, { frame }) : [])
  const named = (name: string): Value =>
    literalTexts(value(name)).flatMap(one => around.field(rendering.form, one, frame))
  const whole = value('formGroup')
  const part = [...named('formGroupName'), ...named('formArrayName')]
  const inner = { ...rendering }
  if (whole.length > 0) inner.form = whole
  else if (part.length > 0) inner.form = part
  if (shown.tag === 'form') {
    const [name] = shown.names
    const form = name === undefined ? [] : (lookup(frame.scope, name) ?? [])
    const [filled] = form.flatMap(atom => (atom.kind === 'object' ? getMember([atom], 'value', { frame }) : []))
    inner.filled = filled?.kind === 'object' ? filled : undefined
  }
  return inner
}

const TYPES: Readonly<Record<string, Primitive>> = {
  number: 'number',
  range: 'number',
  checkbox: 'boolean',
  date: 'date',
  file: 'file',
}

/** Fields write what is typed: to a member, to a control of a form, or to the form of the template. */
function addTyped(shown: Shown, props: Thing, { frame, around, form, filled }: Rendering): void {
  const model = shown.attributes.find(one => one.kind === 'both' && one.name === 'ngModel')
  const value = (name: string): Value => (props.slots.has(name) ? getMember([props], name, { frame }) : [])
  const [word] = literalTexts(value('name'))
  const [controlName] = literalTexts(value('formControlName'))
  const name = model?.value ? nameOfExpression(model.value) : (controlName ?? word ?? 'value')
  const control = controlOfElement(shown.tag, attributesOf(props), { frame, node: { start: shown.offset } })
  const is = control ? (TYPES[control.type] ?? 'string') : undefined
  const typed = unknown(name, { ...(is ? { is } : {}), ...(control ? { control } : {}) })
  if (model?.value) assign(model.value, typed, frame)
  const field = [...value('formControl'), ...(controlName ? around.field(form, controlName, frame) : [])]
  if (field.length > 0 && control) around.type(field, typed, frame)
  if (filled && word && (model || shown.attributes.some(one => one.name === 'ngModel'))) {
    putFields(frame, filled, { [word]: typed })
  }
}
