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
  type Thing,
  truth,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { instanceOf } from './options.ts'
import { register } from './plugins.ts'

/** Options without a template of their own take what stands in the page: it may call any of their methods. */
export function showOnPage(options: Value, call: Call): void {
  const plain = options.filter(atom => atom.kind === 'object' && atom.tag === 'plain' && !hasTemplate(atom, call))
  if (plain.length > 0) releaseMembers(instanceOf(plain, { ...call, args: [] }), call.frame)
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
  const root = instanceOf(options, { ...call, args: [] })
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
