import { dirname, join } from 'node:path'
import { homeOf } from '../../evaluate/decorators.ts'
import { contextOf, siteOf } from '../../machine/machine.ts'
import { openScope } from '../../machine/scope.ts'
import { makeModule } from '../../modules/load.ts'
import type { Module } from '../../modules/module.ts'
import { getMember } from '../../objects/member.ts'
import type { Call, Frame } from '../../values/frame.ts'
import { literalText } from '../../values/text.ts'
import type { Callable, Thing, Value } from '../../values/value.ts'
import { isNested } from '../nested.ts'
import { type Part, parseTemplate } from './template.ts'

/** A parsed template and the file that it stands in. */
export interface Template {
  module: Module
  parts: readonly Part[]
}

const known = new WeakMap<object, Template>()

/** The template that a component's description names or holds. */
export function templateOf(owner: Callable, description: Value, offset: number): Template | undefined {
  const home = homeOf(owner)
  const node = owner.code?.node
  if (!home || !node) return undefined
  const before = known.get(node)
  if (before) return before
  const made = readTemplate(home, description, offset)
  if (made) known.set(node, made)
  return made
}

function readTemplate(home: Frame, description: Value, offset: number): Template | undefined {
  const { machine, module } = home
  const written = literalText(getMember(description, 'template', { frame: home }))
  if (written !== undefined) {
    const at = module.source.text.indexOf(written, offset)
    return { module, parts: parseTemplate(module.source.file, written, Math.max(at, offset)) }
  }
  const url = literalText(getMember(description, 'templateUrl', { frame: home }))
  if (url === undefined) return undefined
  const file = makeModule(machine, join(dirname(module.path), url))
  return file && { module: file, parts: parseTemplate(file.source.file, file.source.text, 0) }
}

/** The frame in which a component is made; undefined where components nest without end. */
export function frameOfComponent(owner: Callable, call: Call): Frame | undefined {
  const home = homeOf(owner)
  const { frame } = call
  const node = owner.code?.node
  if (!home || !node) return undefined
  const running = siteOf(home.module, node)
  if (isNested(frame, running)) return undefined
  const made: Frame = {
    ...home,
    self: [],
    context: contextOf(frame, siteOf(frame.module, call.node), call.step),
    depth: frame.depth + 1,
    caller: frame,
    node: call.node,
    args: call.args,
    returns: [],
    yields: [],
    active: true,
    running,
    begun: frame.machine.steps,
  }
  if (frame.polls) made.polls = true
  return made
}

/** The frame in which a component's template is shown. */
export function frameOfTemplate(template: Template, instance: Thing, frame: Frame): Frame {
  const inner: Frame = { ...frame, module: template.module, self: [instance] }
  inner.scope = openScope(frame.scope, inner)
  return inner
}
