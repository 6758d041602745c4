import { elementsBySelector, formsByName } from '../components/elements.ts'
import { release } from '../machine/release.ts'
import { makeGlobal } from '../machine/slots.ts'
import { use } from '../machine/use.ts'
import { makeArray } from '../objects/elements.ts'
import { elementOf } from '../values/control.ts'
import type { Call, Frame, Native } from '../values/frame.ts'
import { native, unknown } from '../values/make.ts'
import { literalTexts } from '../values/text.ts'
import type { Thing, Value } from '../values/value.ts'
import { arg, siteOfCall } from './call.ts'

const FINDERS: Readonly<Record<string, (text: string) => string>> = {
  getElementById: id => `#${id}`,
  querySelector: selector => selector,
}
const LISTERS: Readonly<Record<string, (text: string) => string>> = {
  querySelectorAll: selector => selector,
  getElementsByClassName: name => `.${name}`,
  getElementsByName: name => `[name=${name}]`,
}

function found(call: Call, selectorOf: (text: string) => string): Value {
  return literalTexts(arg(call, 0)).flatMap(text => elementsBySelector(selectorOf(text), call.frame))
}

/** An element that a selector finds; one that is not known is any. */
function finder(name: string, selectorOf: (text: string) => string): Native {
  return call => {
    const elements = found(call, selectorOf)
    return elements.length > 0 ? elements : unknown(name)
  }
}

function lister(name: string, selectorOf: (text: string) => string): Native {
  return call => {
    const elements = found(call, selectorOf)
    return elements.length > 0 ? makeArray(call.frame, siteOfCall(call), { items: [], rest: elements }) : unknown(name)
  }
}

const createElement: Native = call => {
  const [tag = ''] = literalTexts(arg(call, 0))
  return tag === '' ? unknown('element') : madeElement(tag.toLowerCase(), call)
}

/** An element that the program makes. */
export function madeElement(type: string, call: Call): Value {
  return elementOf({ key: `made:${type}:${siteOfCall(call)}`, type, made: true })
}

function forms(): Thing {
  const made = makeGlobal('document.forms')
  made.lazy = (name, frame) => {
    const elements = /^\d+$/.test(name) ? elementsBySelector('form', frame) : formsByName(name, frame)
    return elements.length > 0 ? elements : unknown(name)
  }
  return made
}

/** The global `document`: finds what stands on the pages. */
export function makeDocument(): Thing {
  const document = makeGlobal('document', { forms: [forms()] })
  const methods: Record<string, Value> = {
    createElement: [native('createElement', createElement, 'document.createElement')],
  }
  for (const [name, of] of Object.entries(FINDERS)) methods[name] = [native(name, finder(name, of), `document.${name}`)]
  for (const [name, of] of Object.entries(LISTERS)) methods[name] = [native(name, lister(name, of), `document.${name}`)]
  document.lazy = (name, frame) =>
    (Object.hasOwn(methods, name) ? methods[name] : undefined) ?? namedIn(name, frame) ?? unknown(name)
  document.written = (name, value, frame) => {
    use(value)
    if (name.startsWith('on')) release(value, frame)
  }
  return document
}

function namedIn(name: string, frame: Frame): Value | undefined {
  const selector = name === 'documentElement' ? 'html' : name
  const isTag = selector === 'html' || selector === 'body'
  const elements = isTag ? elementsBySelector(selector, frame) : formsByName(name, frame)
  return elements.length > 0 ? elements : undefined
}
