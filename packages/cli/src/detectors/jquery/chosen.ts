import {
  addressesInData,
  arg,
  attributeOf,
  type Call,
  callback,
  callLater,
  elementsBySelector,
  fieldsOfForm,
  getMember,
  holding,
  literalTexts,
  makeThing,
  type Native,
  native,
  putField,
  readCell,
  release,
  showMarkup,
  siteOfCall,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import { controlsOf } from './controls.ts'
import { runNamed } from './named.ts'
import { runPlugin } from './plugins.ts'

/** What sends requests for elements. */
export interface Sender {
  load: Native
  ajax: Native
}

/** `$(…)`: elements of the page, with the methods that matter here. */
export function choose(elements: Value, sender: Sender, call: Call): Value {
  const chosen = makeThing(call.frame, siteOfCall(call), 'instance')
  const self: Value = [chosen]
  const again = (selector: Value, inner: Call) => {
    const found = select(selector, inner)
    return found.length > 0 ? choose(found, sender, inner) : self
  }
  const methods: Record<string, Native> = {
    serialize: inner => form(elements, inner),
    serializeArray: inner => form(elements, inner),
    data: inner => (inner.args.length > 1 ? shown(self, inner) : dataOf(elements, arg(inner, 0), inner)),
    attr: inner => (inner.args.length > 1 ? shown(self, inner) : attribute(elements, arg(inner, 0))),
    prop: inner => (inner.args.length > 1 ? shown(self, inner) : attribute(elements, arg(inner, 0))),
    val: inner => (inner.args.length > 0 ? shown(self, inner) : typed(elements, inner)),
    get: () => elements,
    is: () => unknown('is', { is: 'boolean' }),
    hasClass: () => unknown('hasClass', { is: 'boolean' }),
    index: () => unknown('index', { is: 'number' }),
    each: inner => {
      callback(inner, arg(inner, 0), [unknown('index', { is: 'number' }), elements])
      return self
    },
    find: inner => again(arg(inner, 0), inner),
    closest: inner => again(arg(inner, 0), inner),
    load: inner => {
      sender.load(inner)
      return handled(elements, self, inner)
    },
  }
  chosen.holds = elements
  chosen.lazy = name => {
    if (/^\d+$/.test(name)) return elements
    if (name === 'length') return unknown('length', { is: 'number' })
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined
    const run: Native = inner => {
      if (method) return method(inner)
      const isNamed = runNamed(name, { elements, ajax: sender.ajax }, inner)
      for (const options of isNamed ? [] : inner.args) runPlugin(options, sender.ajax, inner)
      return handled(elements, self, inner)
    }
    return [holding(native(name, run, `${name}:${chosen.key}`), elements)]
  }
  return self
}

/** What `$` is called with: a selector, or elements. */
export function select(given: Value, { frame }: Call): Value {
  const found = literalTexts(given).flatMap(selector => elementsBySelector(selector, frame))
  const elements = given.filter(atom => atom.kind === 'unknown')
  const inner = given.flatMap(atom => (atom.kind === 'object' && atom.tag === 'instance' ? (atom.holds ?? []) : []))
  const all: Value = [...found, ...elements, ...inner]
  return all.length > 0 ? all : []
}

/** Handlers that the elements are given are called with them as `this`; everything else is seen by somebody. */
function handled(elements: Value, self: Value, call: Call): Value {
  for (const given of call.args) {
    use(given)
    showMarkup(given, call.frame)
    const own = elements.length > 0 ? given.map(atom => withSelf(atom, elements)) : given
    callLater(own, call.frame, [unknown('event')])
    // Options of a plugin hold handlers: `$(button).confirm({ confirm() {} })`.
    release(
      given.filter(atom => atom.kind === 'object'),
      call.frame,
    )
  }
  return call.args.length > 0 ? self : unknown('element')
}

function withSelf(atom: Value[number], self: Value): Value[number] {
  if (atom.kind !== 'function' || !atom.code || atom.code.self.length > 0) return atom
  return { ...atom, code: { ...atom.code, self } }
}

function shown(self: Value, call: Call): Value {
  for (const given of call.args) use(given)
  return self
}

/** The fields of a form, as `serialize` gives them. */
function form(elements: Value, call: Call): Value {
  const fields = makeThing(call.frame, siteOfCall(call), 'params')
  const all = fieldsOfForm(elements, readCell)
  for (const [name, value] of all) putField(call.frame, fields, { name, value })
  return all.length > 0 ? [fields] : unknown('form')
}

function attribute(elements: Value, key: Value): Value {
  const found = literalTexts(key).flatMap(name => controlsOf(elements).flatMap(one => attributeOf(one, name) ?? []))
  return found.length > 0 ? found : unknown(literalTexts(key)[0] ?? 'attribute')
}

/** `data-approve-url` by its name, of these elements or, where they are not known, of any that holds an address. */
function dataOf(elements: Value, key: Value, { frame }: Call): Value {
  const names = literalTexts(key)
  const own = names.flatMap(name => controlsOf(elements).flatMap(one => attributeOf(one, `data-${name}`) ?? []))
  const any = names.flatMap(name => addressesInData(camel(name), frame))
  if (own.length > 0) return own
  return any.length > 0 ? any : unknown(names[0] ?? 'data')
}

function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function typed(elements: Value, { frame }: Call): Value {
  const known = elements.filter(atom => atom.kind === 'unknown' && atom.control)
  return known.length > 0 ? getMember(known, 'value', { frame }) : unknown('val')
}
