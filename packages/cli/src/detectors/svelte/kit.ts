import {
  addToCell,
  arg,
  awaited,
  type Call,
  type Callable,
  cellOf,
  type Frame,
  getMember,
  holding,
  isFunction,
  join,
  keysOf,
  literalTexts,
  makeThing,
  native,
  type PageElement,
  promise,
  putFields,
  readCell,
  siteOf,
  spreadInto,
  text,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { Detector } from '../detector.ts'

// SvelteKit loads these by their names.
const LOADED = /[\\/](?:\+(?:page|layout)(?:@[^.]*)?(?:\.server)?|\+server|hooks(?:\.(?:client|server))?)\.[cm]?[jt]s$/
const PAGE = /^(.*[\\/])\+(page|layout)(?:@[^.]*)?(?:\.server)?\.(?:svelte|[cm]?[jt]s)$/

/** SvelteKit: what `load` gives is the `data` of its page and of those inside, what actions give is its `form`. */
export const kit: Detector = {
  libraries: {
    '@sveltejs/kit': {
      fail: [native('fail', call => arg(call, 1), 'kit.fail')],
      json: [native('json', call => arg(call, 0), 'kit.json')],
    },
  },
  observer: { element: element => noteForm(element) },
  entered: (get, frame) => nameActions(get('actions'), frame),
  given: ({ code, key }, frame) => {
    if (!code || !LOADED.test(code.scope.module.path)) return undefined
    const { path } = code.scope.module
    const event = makeThing(frame, -code.site, 'instance')
    event.lazy = (name, at) => {
      if (name === 'fetch') return at.machine.world.globals.fetch
      if (name === 'request' && PAGE.test(path)) return requestOf(path, key, at)
      return name === 'data' ? [dataFor(code.scope.module.path, at)] : unknown(name)
    }
    return [[event]]
  },
  gave: (callable, value, call) => keep(callable, value, call),
  properties: (path, frame) => {
    if (!PAGE.test(path)) return undefined
    const form = readCell(cellOf(frame.machine, cellName('form', path)))
    return { data: [dataFor(path, frame)], ...(form.length > 0 ? { form } : {}) }
  },
}

/** `<form method="POST" action="?/save">` of a page: its fields are what the action of that name is sent. */
function noteForm({ name, attributes, frame, node, fields }: PageElement): void {
  const { path } = frame.module
  if (name !== 'form' || !PAGE.test(path) || !literalTexts(attributes.get('method') ?? []).some(isPost)) return
  const [target = '?/default'] = literalTexts(attributes.get('action') ?? [])
  const [, action] = /^\?\/(\w+)/.exec(target) ?? []
  if (action === undefined) return
  const sent = makeThing(frame, siteOf(frame.module, node), 'form')
  for (const [field, value] of fields()) putFields(frame, sent, { [field]: value })
  addToCell(frame.machine, cellOf(frame.machine, `${cellName('fields', path)} ${action}`), [sent])
}

const isPost = (method: string): boolean => /^post$/i.test(method)

/** Notes by what names the actions of a page go. */
function nameActions(actions: Value, frame: Frame): void {
  if (!PAGE.test(frame.module.path)) return
  for (const name of keysOf(actions).names)
    for (const one of getMember(actions, name, { frame }).filter(isFunction))
      addToCell(frame.machine, actionCell(one.key, frame), text(name))
}

const actionCell = (key: string, { machine }: Frame) => cellOf(machine, `kit action ${key}`)

/** What an action is asked with: the form of its page, or what a program sends itself. */
function requestOf(path: string, key: string, frame: Frame): Value {
  const request = makeThing(frame, -1, 'instance')
  const forms = () =>
    literalTexts(readCell(actionCell(key, frame))).flatMap(action =>
      readCell(cellOf(frame.machine, `${cellName('fields', path)} ${action}`)),
    )
  const read = () => promise([...forms(), ...unknown('form')])
  putFields(frame, request, { formData: [holding(native('formData', read, `kit.form:${key}`), [])] })
  request.lazy = anything
  return [request]
}

const anything = (name: string): Value => unknown(name)

function keep({ code, name }: Callable, value: Value, call: Call): void {
  const path = code?.scope.module.path
  if (path === undefined || !LOADED.test(path) || !PAGE.test(path)) return
  const { machine } = call.frame
  const cell = cellOf(machine, cellName(name === 'load' ? 'load' : 'form', path))
  addToCell(machine, cell, awaited(value, call.frame, call.node))
}

/** `+page.server.js`, `+page.js` and `+page.svelte` of one folder go together. */
function cellName(kind: string, path: string): string {
  const [, folder = '', part = ''] = PAGE.exec(path) ?? []
  return `kit ${kind} ${folder}${part}`
}

/** What the page's own `load` gave, and those of the layouts around it. */
function dataFor(path: string, frame: Frame) {
  const data = makeThing(frame, -1, 'instance')
  const [, folder = ''] = PAGE.exec(path) ?? []
  let given: Value = readCell(cellOf(frame.machine, cellName('load', path)))
  for (const around of foldersAround(folder))
    given = join(given, readCell(cellOf(frame.machine, `kit load ${around}layout`)))
  spreadInto(data, given, frame)
  data.lazy = anything
  return data
}

function foldersAround(folder: string): string[] {
  const parts = folder.split(/(?<=[\\/])/)
  return parts.map((_, at) => parts.slice(0, parts.length - at).join('')).filter(one => one !== '')
}
