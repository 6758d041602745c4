import { addToCell, cellOf, readCell } from '../machine/slots.ts'
import { elementOf } from '../values/control.ts'
import type { Frame } from '../values/frame.ts'
import { literalTexts, printText } from '../values/text.ts'
import type { Control, Value } from '../values/value.ts'
import type { At } from './controls.ts'

type Attributes = ReadonlyMap<string, Value>

/** A page, or a template that a server fills in: its elements are there once. */
export function isOnPage({ module: { source } }: Frame): boolean {
  return source.page === true
}

/** Notes an element of a page under all that scripts look it up by. */
export function noteElement(name: string, attributes: Attributes, at: At & { control: Control | undefined }): void {
  const { frame, node, control } = at
  if (!isOnPage(frame)) return
  const selectors = selectorsOf(name, attributes)
  const data = [...attributes].filter(([key, value]) => /^data[A-Z]/.test(key) && leads(value))
  for (const [key, value] of data) addToCell(frame.machine, cellOf(frame.machine, `page:${key}`), value)
  if (selectors.length === 0) return
  const key = `${frame.module.index}:${node.start}:${frame.context}`
  const found = elementOf({ ...(control ?? { key, type: name }), attributes })
  for (const selector of selectors) addToCell(frame.machine, cellOf(frame.machine, `page:${selector}`), found)
}

/** An address that is written on an element. */
function leads(value: Value): boolean {
  return value.some(atom => atom.kind === 'text' && /^(?:https?:\/)?\/[^/]/.test(printText(atom)))
}

function selectorsOf(name: string, attributes: Attributes): string[] {
  const written = (key: string) => literalTexts(attributes.get(key) ?? [])
  const classes = written('class').flatMap(one => one.split(/\s+/).filter(Boolean))
  return [
    ...written('id').map(id => `#${id}`),
    ...classes.map(one => `.${one}`),
    ...written('name').map(one => `[name=${one}]`),
    ...(name === 'form' || name === 'body' || name === 'html' ? [name] : []),
  ]
}

/** The elements that a selector means, of the script's own page where it has any; none where it is not one of those known. */
export function elementsBySelector(selector: string, { machine, module }: Frame): Value {
  const last =
    selector
      .trim()
      .split(/[\s>+~]+/)
      .at(-1) ?? ''
  const [id] = /#[\w-]+/.exec(last) ?? []
  const [, name] = /\[name=["']?([^"'\]]+)["']?\]/.exec(last) ?? []
  const [plain] = /^\w+$/.exec(last) ?? []
  const [named] = /\.[\w-]+/.exec(last) ?? []
  const key = id ?? (name === undefined ? (named ?? plain) : `[name=${name}]`)
  const all = key === undefined ? [] : readCell(cellOf(machine, `page:${key}`))
  const own = all.filter(atom => atom.kind === 'unknown' && atom.control?.key.startsWith(`${module.index}:`))
  return own.length > 0 ? own : all
}

/** `document.login`, `document.forms.login`: https://html.spec.whatwg.org/#dom-document-nameditem */
export function formsByName(name: string, frame: Frame): Value {
  const found = [...elementsBySelector(`#${name}`, frame), ...elementsBySelector(`[name=${name}]`, frame)]
  return found.filter(atom => atom.kind === 'unknown' && atom.control?.type === 'form')
}

/** The addresses that elements of the page hold in a data attribute. */
export function addressesInData(name: string, { machine }: Frame): Value {
  return readCell(cellOf(machine, `page:data${name.charAt(0).toUpperCase()}${name.slice(1)}`))
}
