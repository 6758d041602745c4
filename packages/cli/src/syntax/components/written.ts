import { callback } from '../builtins/call.ts'
import { placeOf } from '../machine/machine.ts'
import { callLater } from '../machine/release.ts'
import { readCell } from '../machine/slots.ts'
import { valueOfName } from '../modules/names.ts'
import { elementOf, fieldsOfForm } from '../values/control.ts'
import type { Frame, Native } from '../values/frame.ts'
import { constant, holding, native, TRUE, textOf, unknown } from '../values/make.ts'
import { isHole } from '../values/text.ts'
import type { Part, Text, Unknown, Value } from '../values/value.ts'
import { parseMarkup, type Tag } from './markup.ts'

// What is not written down stands in the markup as a character of the private use area while it is taken apart.
const FIRST_MARK = 0xe000
const MARK = /([\ue000-\uf8ff])/

/** Shows markup that a program writes: `list.innerHTML = '<img src="/api/photos/' + id + '">'`. */
export function showMarkup(value: Value, frame: Frame): void {
  const { observers } = frame.machine.world
  showHandlers(value, frame)
  for (const atom of value) {
    if (atom.kind !== 'text' || !isMarkup(atom)) continue
    const marks: Part[] = []
    const whole = atom.parts.map(part => markOf(part, marks)).join('')
    const node = frame.node ?? { start: 0, end: 0 }
    for (const { name, attributes } of tagsIn(parseMarkup(whole))) {
      const written = new Map(
        attributes.map(one => [one.name.toLowerCase(), one.value ? attributeValue(one.value.text, marks, atom) : TRUE]),
      )
      const element = { name: name.toLowerCase(), attributes: written, fields: () => [], frame, node }
      for (const one of observers) one.element?.({ ...element, place: placeOf(frame, node) })
    }
  }
}

const HANDLED = /\son[a-z]+\s*=/i
const CALL = /([A-Za-z_$][\w$]*)\(([^()]*)\)/g

/**
 * Calls what markup that a program writes says is called: `'<button onclick="edit(' + row.id + ')">'`. Gives whether there is
 * any.
 */
export function showHandlers(value: Value, frame: Frame): boolean {
  let found = false
  for (const atom of value) {
    if (atom.kind !== 'text' || !atom.parts.some(part => 'text' in part && HANDLED.test(part.text))) continue
    const marks: Part[] = []
    const tags = tagsIn(parseMarkup(atom.parts.map(part => markOf(part, marks)).join('')))
    const written = tags.flatMap(({ attributes }) => attributes.filter(({ name }) => /^on[a-z]+$/i.test(name)))
    for (const [, name = '', given = ''] of written.flatMap(one => [...(one.value?.text ?? '').matchAll(CALL)])) {
      const functions = valueOfName(name, frame).filter(one => one.kind === 'function' && one.code)
      const args = given.split(',').map(one => argumentOf(one.trim(), marks, atom))
      const run: Native = call => callback(call, functions, args)
      const key = `handler:${name}(${given.replace(MARK, '')})${functions.map(one => one.kind === 'function' && one.key).join()}`
      callLater(functions.length > 0 ? [holding(native(name, run, key), [...functions, ...args.flat()])] : [], frame)
      found ||= functions.length > 0
    }
  }
  return found
}

function argumentOf(written: string, marks: readonly Part[], atom: Text): Value {
  const plain = written.replace(/^(?:\\?['"]|&quot;|&#39;)|(?:\\?['"]|&quot;|&#39;)$/g, '')
  if (plain === written && !MARK.test(written))
    return /^-?\d+$/.test(written) ? constant(Number(written)) : unknown(written)
  const [only, ...others] = attributeValue(plain, marks, atom).flatMap(one => (one.kind === 'text' ? one.parts : []))
  const isWhole = others.length === 0 && only !== undefined && isHole(only)
  return isWhole ? (only.of ? [only.of] : unknown(only.name)) : attributeValue(plain, marks, atom)
}

const ADDRESSES = new Set(['src', 'href', 'action', 'data', 'poster'])

/**
 * Shows an element that a program makes, when it is given an address: `image.src = '/api/pixel'`. A form of the page that
 * is told where it goes sends its own fields there.
 */
export function showAttribute(
  { control }: Unknown,
  { name, value }: { name: string; value: Value },
  frame: Frame,
): void {
  if (control === undefined) return
  const isSent = control.type === 'form' && name === 'action' && control.attributes !== undefined
  if (!isSent && !(control.made && ADDRESSES.has(name))) return
  const node = frame.node ?? { start: 0, end: 0 }
  const attributes = new Map([...(isSent ? (control.attributes ?? []) : []), [name, value]])
  const fields = () => (isSent ? fieldsOfForm(elementOf(control), readCell) : [])
  const element = { name: control.type, attributes, fields, frame, node }
  for (const one of frame.machine.world.observers) one.element?.({ ...element, place: placeOf(frame, node) })
}

function isMarkup({ parts }: Text): boolean {
  return parts.some(part => 'text' in part && /<\w+[^>]*\s(?:src|href|action|data|poster|style)\s*=/i.test(part.text))
}

function markOf(part: Part, marks: Part[]): string {
  return 'text' in part ? part.text : String.fromCharCode(FIRST_MARK + marks.push(part) - 1)
}

/** The text of an attribute, with its holes and the place where it is written. */
function attributeValue(written: string, marks: readonly Part[], { parts, when }: Text): Value {
  const pieces = written.split(MARK).flatMap((piece): Part[] => {
    const hole = MARK.test(piece) ? marks[piece.charCodeAt(0) - FIRST_MARK] : undefined
    if (hole) return [hole]
    const home = parts.find(part => 'text' in part && part.text.includes(piece))
    return piece === '' ? [] : [home && 'at' in home && home.at ? { text: piece, at: home.at } : { text: piece }]
  })
  return [textOf(pieces, when ? { when } : {})]
}

function tagsIn(tags: readonly Tag[]): Tag[] {
  return tags.flatMap(tag => [tag, ...tagsIn(tag.children)])
}
