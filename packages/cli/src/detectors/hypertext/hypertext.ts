import {
  elementsBySelector,
  fieldsOfForm,
  literalText,
  literalTexts,
  makeThing,
  type PageElement,
  placeOf,
  putField,
  readCell,
  siteOf,
  type Thing,
  text,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { Findings, MakeDetector } from '../detector.ts'

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

/** Attributes that send requests: htmx, Turbo, and links that Rails sends with another method. */
export const hypertextDetector: MakeDetector = findings => ({
  observer: {
    element: element => {
      if (!isSpeaking(element)) return
      for (const method of METHODS) {
        const url = written(element, `hx-${method}`)
        if (url.length > 0) sendElement(findings, element, { method, url })
      }
      const [method] = ['data-turbo-method', 'data-method'].flatMap(name => literalTexts(written(element, name)))
      if (method !== undefined && METHODS.includes(method.toLowerCase()) && element.name === 'a')
        ask(findings, element, { method, url: written(element, 'href') })
      for (const url of literalTexts(written(element, 'sse-connect')))
        findings.sockets.open({ kind: 'eventsource', url }, placeOf(element.frame, element.node))
      for (const url of literalTexts(written(element, 'ws-connect')))
        findings.sockets.open({ kind: 'websocket', url }, placeOf(element.frame, element.node))
    },
  },
})

const SPEAKS = /^(?:data-?)?(?:hx|turbo|method|sse|ws)/i

/** Most elements of components have no such attribute: they are asked for each of its spellings once only. */
function isSpeaking({ attributes }: PageElement): boolean {
  for (const name of attributes.keys()) if (SPEAKS.test(name)) return true
  return false
}

/** An attribute, as pages and components write it. */
function written({ attributes }: PageElement, name: string): Value {
  const own = attributes.get(name) ?? attributes.get(camel(name))
  return own ?? attributes.get(`data-${name}`) ?? attributes.get(camel(`data-${name}`)) ?? []
}

const camels = new Map<string, string>()

/** The names are few, and each element of a page is asked for all of them. */
function camel(name: string): string {
  const before = camels.get(name)
  if (before !== undefined) return before
  const made = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  camels.set(name, made)
  return made
}

interface Asked {
  method: string
  url: Value
}

function ask({ requests }: Findings, { frame, node }: PageElement, { method, url }: Asked): void {
  const known = url.filter(atom => atom.kind === 'text')
  if (known.length > 0) requests.send({ url: known, method: text(method.toUpperCase()), frame, node })
}

/** What htmx sends of an element: https://htmx.org/docs/#parameters */
function sendElement({ requests }: Findings, element: PageElement, { method, url }: Asked): void {
  const { frame, node } = element
  const inQuery = method === 'get'
  const multipart = literalText(written(element, 'hx-encoding')) === 'multipart/form-data'
  const isJson = literalTexts(written(element, 'hx-ext')).some(one => one.includes('json-enc'))
  const tag = multipart ? 'form' : isJson || inQuery ? 'plain' : 'params'
  const sent = makeThing(frame, siteOf(frame.module, node), tag)
  if (!inQuery || element.name === 'form') putAll(sent, element.fields(), element)
  const [own] = literalTexts(written(element, 'name'))
  if (own !== undefined && element.name !== 'form') putAll(sent, [[own, unknown(own, { is: 'string' })]], element)
  for (const selector of literalTexts(written(element, 'hx-include'))) {
    const found = elementsBySelector(selector, frame)
    putAll(sent, [...fieldsOfForm(found, readCell), ...controlsIn(found)], element)
  }
  for (const one of literalTexts(written(element, 'hx-vals'))) putAll(sent, valuesIn(one), element)
  const polls = literalTexts(written(element, 'hx-trigger')).some(one => /\bevery\s/.test(one))
  const body = sent.slots.size === 0 ? {} : inQuery ? { query: [sent] } : { body: [sent] }
  const from = polls ? { ...frame, polls: true } : frame
  requests.send({ url, method: text(method.toUpperCase()), ...body, frame: from, node })
}

function putAll(sent: Thing, fields: readonly (readonly [string, Value])[], { frame }: PageElement): void {
  for (const [name, value] of fields) putField(frame, sent, { name, value })
}

/** A single field that is included by its name. */
function controlsIn(found: Value): [string, Value][] {
  return found.flatMap((atom): [string, Value][] => {
    const name = atom.kind === 'unknown' ? atom.control?.name : undefined
    return name === undefined ? [] : [[name, unknown(name, { is: 'string' })]]
  })
}

/** The names in `hx-vals='{"kind": "a"}'`, which may be written as a script's. */
function valuesIn(json: string): [string, Value][] {
  const names = [...json.replace(/^js:/, '').matchAll(/(?:^|[{,])\s*["']?(\w+)["']?\s*:\s*("[^"]*"|[^,}]*)/g)]
  return names.map(([, name = '', value = '']) => {
    const is = /^-?\d+(?:\.\d+)?\s*$/.test(value) ? 'number' : /^(?:true|false)\s*$/.test(value) ? 'boolean' : 'string'
    return [name, unknown(name, { is })]
  })
}
