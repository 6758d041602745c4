import type { Machine } from '../machine/machine.ts'
import { withQueue } from '../machine/release.ts'
import { emptyModule } from '../modules/load.ts'
import type { Module } from '../modules/module.ts'
import { getMember } from '../objects/member.ts'
import type { Source } from '../source.ts'
import type { Call, Frame } from '../values/frame.ts'
import { literalTexts } from '../values/text.ts'
import type { Value } from '../values/value.ts'
import { parseMarkup, type Tag } from './markup.ts'
import { bindMembers, frameFor, propsOf } from './sfc.ts'
import { renderTemplate } from './template.ts'
import { parseVueText } from './vue-text.ts'

const known = new WeakMap<Machine, Map<string, Module>>()

/** What a template says stands in: a module of its own, since it sees nothing but its instance. */
function moduleOf(home: Module, text: string, offset: number): Module {
  const { machine } = home.scope.frame
  const made = known.get(machine) ?? new Map<string, Module>()
  known.set(machine, made)
  const path = `${home.path}#${offset}:${text.length}`
  const before = made.get(path)
  if (before) return before
  const { file, lineAt, program, comments } = home.source
  const template = parseVueText(text, offset, file)
  const source: Source = {
    ...{ file, lineAt, program, comments, text: home.source.text },
    component: { setup: undefined, scripts: [], template },
  }
  const module = emptyModule(machine, path, source)
  made.set(path, module)
  return module
}

/** The template that options hold as a text, or name by the id of an element; undefined where they have none. */
export function writtenTemplate(options: Value, frame: Frame): Module | undefined {
  const [text] = literalTexts(getMember(options, 'template', { frame }))
  if (text === undefined) return undefined
  if (/^#[\w-]+$/.test(text.trim())) return templateOnPage(text.trim(), frame)
  if (!/^\s*</.test(text)) return undefined
  const [first] = options
  const { module } = (first?.kind === 'object' ? first.born : undefined) ?? frame
  return moduleOf(module, text, Math.max(module.source.text.indexOf(text), 0))
}

/** What stands in an element of a page, as a template: `#app`. */
export function templateOnPage(selector: string, frame: Frame): Module | undefined {
  const { machine, module } = frame
  const pages = [...machine.modules.values()].filter(({ source }) => source.page === true)
  const near = pages.filter(({ path }) => path === module.path || machine.host.shares(module.path, path))
  for (const page of near.length > 0 ? near : pages) {
    const tag = tagWith(parseMarkup(page.source.text), selector.slice(1))
    if (tag) return moduleOf(page, page.source.text.slice(...tag.content), tag.content[0])
  }
  return undefined
}

function tagWith(tags: readonly Tag[], id: string): Tag | undefined {
  for (const tag of tags) {
    const isIt = tag.attributes.some(({ name, value }) => name.toLowerCase() === 'id' && value?.text === id)
    const found = isIt ? tag : tagWith(tag.children, id)
    if (found) return found
  }
  return undefined
}

/** Makes the instance of a component and shows its template; nothing where components nest without end. */
export function showDescribed(options: Value, template: Module, call: Call): Value {
  const { machine } = call.frame
  const frame = frameFor(template, call)
  if (!frame) return []
  const props = propsOf(call, frame)
  let instance: Value = []
  withQueue(machine, drain => {
    instance = machine.world.instance?.(options, { ...call, frame, args: [props] }) ?? []
    for (const atom of instance) if (atom.kind === 'object') bindMembers(frame, atom)
    drain()
  })
  renderTemplate(template.source.component?.template ?? [], { frame, props, options })
  frame.active = false
  return instance
}
