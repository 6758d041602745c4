import {
  addToSlot,
  arg,
  type Call,
  getMember,
  holding,
  literalTexts,
  native,
  putFields,
  readSlot,
  release,
  showDescribed,
  type Thing,
  templateOnPage,
  truth,
  unknown,
  type Value,
  writtenTemplate,
} from '../../syntax/index.ts'
import { instanceOf } from './options.ts'
import { register } from './plugins.ts'

/** Options without a template of their own take what stands in the page: it may call any of their methods. */
export function showOnPage(options: Value, call: Call, selector: Value = []): void {
  const plain = options.filter(atom => atom.kind === 'object' && atom.tag === 'plain' && !hasTemplate(atom, call))
  if (plain.length > 0) releaseMembers(showIn(selector, plain, call), call.frame)
}

/** The instance of what is shown in an element of the page, with what stands in there. */
function showIn(selector: Value, options: Value, call: Call): Value {
  const plain = { ...call, args: [] }
  const [id] = literalTexts(selector).filter(isOfPage)
  const template = id === undefined ? undefined : templateOnPage(id, call.frame)
  const shown = template ? showDescribed(options, template, plain) : []
  return shown.length > 0 ? shown : instanceOf(options, plain)
}

/**
 * The page may call what an instance has, and type into what is empty of it. Not its helpers: they lead to the options,
 * whose methods know no instance.
 */
function releaseMembers(instance: Value, frame: Call['frame']): void {
  const members = instance.flatMap(atom => (atom.kind === 'object' ? [...atom.slots] : []))
  const own = members.filter(([name]) => !name.startsWith('$'))
  for (const [name, slot] of own) if (truth(readSlot(slot)) === false) addToSlot(frame.machine, slot, unknown(name))
  for (const [, slot] of own) release(readSlot(slot), frame)
}

/** `template: '#menu'` is an element of the page. */
function hasTemplate(options: Thing, { frame }: Call): boolean {
  if (options.slots.has('render')) return true
  return options.slots.has('template') && !literalTexts(getMember([options], 'template', { frame })).some(isOfPage)
}

const isOfPage = (template: string): boolean => template.startsWith('#')

/** `Vue.component(name, options)`: what has its template in the page may be shown from there. */
export function registerGlobally(call: Call): Value {
  const { frame } = call
  const options = arg(call, 1).filter(atom => atom.kind === 'object')
  if (literalTexts(getMember(options, 'template', { frame })).some(isOfPage)) showOnPage(options, call)
  return register(call)
}

/** `new Vue(options)`: with `el` it is shown where that stands in the page. */
export function makeRoot(call: Call): Value {
  const { frame } = call
  const options = arg(call, 0).filter(atom => atom.kind === 'object')
  const template = writtenTemplate(options, frame)
  const own = template ? showDescribed(options, template, { ...call, args: [] }) : []
  // What renders itself takes the place of the element that the page has for it.
  const renders = options.some(atom => atom.kind === 'object' && atom.slots.has('render'))
  const root = own.length > 0 ? own : showIn(renders ? [] : getMember(options, 'el', { frame }), options, call)
  if (options.some(atom => atom.kind === 'object' && atom.slots.has('el') && !hasTemplate(atom, call)))
    releaseMembers(root, frame)
  for (const name of ['router', 'store', 'i18n', 'apolloProvider']) release(getMember(options, name, { frame }), frame)
  for (const atom of root) {
    if (atom.kind !== 'object') continue
    const mountIt = native('$mount', () => [atom], `$mount:${atom.key}`)
    putFields(frame, atom, { $mount: [holding(mountIt, [])], $router: getMember(options, 'router', { frame }) })
  }
  return root
}
