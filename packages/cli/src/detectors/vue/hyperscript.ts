import {
  arg,
  type Call,
  type Callable,
  ELEMENT,
  makeThing,
  mount,
  native,
  siteOfCall,
  spreadInto,
  type Value,
} from '../../syntax/index.ts'

/** `h(component, props)`: renders a component from code. */
export function hyperscript(call: Call): Value {
  const props = makeThing(call.frame, siteOfCall(call))
  const given = arg(call, 1).filter(atom => atom.kind === 'object' && atom.tag !== 'array')
  spreadInto(props, given, call.frame)
  mount(arg(call, 0), [props], { ...call, args: [[props]] })
  return ELEMENT
}

/** What `render(h)` is given. */
export const RENDERER: Callable = native('h', hyperscript, 'vue.h')
