import {
  addToCell,
  arity,
  awaited,
  type Call,
  cellOf,
  elementsOf,
  type Frame,
  getMember,
  holding,
  invoke,
  native,
  putFields,
  readCell,
  type Thing,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'

/** Says what a framework hands to the functions that it calls before it shows a page. */
export function handToPages(context: Value, { machine }: Frame): void {
  addToCell(machine, cellOf(machine, CONTEXT), context)
}

const CONTEXT = 'vue.pages'

function contextIn({ machine }: Frame): Value {
  return readCell(cellOf(machine, CONTEXT))
}

/** What `asyncData` of a page gives, which stands among its data. */
export function dataOfPage(layer: Value, call: Call): Value {
  const known = contextIn(call.frame)
  return ask(optionOf(layer, 'asyncData', call), { ...call, args: [known.length > 0 ? known : unknown('context')] })
}

const ASIDE = ['validate', 'head', 'meta', 'layout', 'key', 'transition', 'scrollToTop', 'loading']

/** What Nuxt calls of a page's options besides: `middleware` goes before it, `fetch` gets what it shows. */
export function runPageOptions(layer: Value, call: Call, instance: Thing): void {
  const { frame } = call
  const context = contextIn(frame)
  if (context.length === 0) return
  const listed = elementsOf(
    getMember(layer, 'middleware', { frame }).filter(atom => atom.kind === 'object'),
    frame,
  )
  for (const one of [optionOf(layer, 'middleware', call), ...listed]) ask(one, { ...call, self: [], args: [context] })
  for (const name of ASIDE) ask(optionOf(layer, name, call), { ...call, args: [context] })
  const fetch = optionOf(layer, 'fetch', call)
  if (fetch.length === 0) return
  // Before 2.12 it was given the context, and had no instance.
  const isOld = fetch.some(atom => atom.kind === 'function' && arity(atom) > 0)
  const again = (inner: Call): Value => [ask(fetch, { ...inner, self: call.self, args: [] }), UNDEFINED][1] ?? []
  if (isOld) ask(fetch, { ...call, self: [], args: [context] })
  else ask(fetch, { ...call, args: [] })
  putFields(frame, instance, { $fetch: [holding(native('$fetch', again, `$fetch:${instance.key}`), fetch)] })
}

function optionOf(layer: Value, name: string, { frame }: Call): Value {
  return getMember(layer, name, { frame }).filter(atom => atom.kind === 'function')
}

function ask(value: Value, call: Call): Value {
  const functions = value.filter(atom => atom.kind === 'function')
  return functions.length > 0 ? awaited(invoke(functions, call), call.frame, call.node) : []
}
