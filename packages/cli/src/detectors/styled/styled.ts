import {
  arg,
  type Call,
  callback,
  getMember,
  holding,
  join,
  type Library,
  literalText,
  makeGlobal,
  makeThing,
  mount,
  type Native,
  native,
  release,
  siteOfCall,
  spreadInto,
  type Thing,
  text,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'

/** Elements and components with a style of their own: `styled.button`, `styled(Link)`. They are what they were before. */
export const styledDetector: MakeDetector = () => {
  const styled: Value = [
    { ...native('styled', call => template(arg(call, 0), []), 'styled'), statics: elements('styled') },
  ]
  const plain = {
    styled,
    default: styled,
    css: define('css', text('style')),
    keyframes: define('keyframes', text('name')),
  }
  const tailwind: Value = [{ ...native('tw', () => text('style'), 'tw'), statics: elements('tw') }]
  return {
    libraries: {
      ...Object.fromEntries(WHOLE.map((name): [string, Library] => [name, plain])),
      ...Object.fromEntries(PARTLY.map((name): [string, Library] => [name, { styled }])),
      'twin.macro': { styled, default: tailwind, css: plain.css },
    },
  }
}

/** Packages that style and do nothing else, and packages that style among other things. */
const WHOLE = [
  'styled-components',
  'styled-components/macro',
  '@emotion/styled',
  '@emotion/styled/macro',
  '@emotion/styled/base',
  '@linaria/react',
]
const PARTLY = ['goober', '@mui/material', '@mui/material/styles', '@mui/system']

function define(name: string, value: Value): Value {
  return [native(name, call => told(call, value), `styled.${name}`)]
}

/** Functions in a style read the properties. */
function told(call: Call, value: Value): Value {
  for (const one of call.args.slice(1)) release(one, call.frame)
  return value
}

/** `styled.form`: an element for each name that is asked for. */
function elements(name: string): Thing {
  const all = makeGlobal(`${name}.elements`)
  all.lazy = element => (/^[a-z]+\d?$/.test(element) ? template(text(element), []) : undefined)
  return all
}

/** What a style makes a component of. `given` are properties that it always has. */
function template(target: Value, given: readonly Value[]): Value {
  const key = [target, ...given].map(one => one.map(keyOfTarget).join('|')).join(' ')
  const dress: Native = call => {
    for (const one of call.args) release(one, call.frame)
    return dressed(target, given, call)
  }
  const statics = makeGlobal(`styled ${key}`)
  const attrs = native('attrs', call => template(target, [...given, arg(call, 0)]), `attrs ${key}`)
  const config = native('withConfig', () => template(target, given), `withConfig ${key}`)
  statics.lazy = name => (name === 'attrs' ? [attrs] : name === 'withConfig' ? [config] : undefined)
  return [{ ...holding(native('template', dress, `template ${key}`), [...target, ...given.flat()]), statics }]
}

function keyOfTarget(atom: Value[number]): string {
  if (atom.kind === 'object' || atom.kind === 'function') return atom.key
  return literalText([atom]) ?? atom.kind
}

function dressed(target: Value, given: readonly Value[], call: Call): Value {
  const show: Native = inner => {
    const as = getMember(arg(inner, 0), 'as', inner).filter(atom => atom.kind === 'function' || atom.kind === 'text')
    const props = given.length > 0 ? [withGiven(given, inner)] : arg(inner, 0)
    return mount(as.length > 0 ? as : target, props, inner)
  }
  const name = literalText(target) === 'form' ? 'Form' : 'component'
  const key = `styled:${siteOfCall(call)}:${call.frame.context}`
  return [holding(native(name, show, key), join(target, given.flat()))]
}

function withGiven(given: readonly Value[], call: Call): Thing {
  const { frame } = call
  const props = makeThing(frame, siteOfCall(call))
  for (const one of given) {
    const isFunction = one.some(atom => atom.kind === 'function')
    spreadInto(props, isFunction ? callback(call, one, [arg(call, 0)]) : one, frame)
  }
  spreadInto(props, arg(call, 0), frame)
  return props
}
