import {
  arg,
  type Call,
  callback,
  callLater,
  type Frame,
  getMember,
  makeThing,
  type Native,
  native,
  siteOfCall,
  type Thing,
  truth,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'

const LATER: Native = call => {
  for (const one of call.args) callLater(one, call.frame, [unknown('value')])
  return unknown('unwatch')
}
const NOW: Native = call => callback(call, arg(call, 0), [])
const NOTHING: Native = () => UNDEFINED

const METHODS: Readonly<Record<string, Native>> = {
  $watch: LATER,
  $watchCollection: LATER,
  $watchGroup: LATER,
  $on: LATER,
  $apply: NOW,
  $applyAsync: NOW,
  $evalAsync: NOW,
  $emit: NOTHING,
  $broadcast: NOTHING,
  $digest: NOTHING,
  $destroy: NOTHING,
  $new: childScope,
}

/** A scope of its own, that knows what the one around it has; an isolated one does not. */
function childScope(call: Call): Value {
  const scope = makeScope(call)
  const isIsolated = truth(arg(call, 0)) === true
  if (!isIsolated) scope.lazy = (name, frame) => getMember(call.self, name, { frame })
  return [scope]
}

/** The members that scopes have by themselves; what a template writes into them is not known. */
export function scopeMember(name: string): Value {
  const run = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
  return run ? [native(name, run, `ng.scope.${name}`)] : unknown(name)
}

/** A scope of a controller or a directive. */
export function makeScope(call: Call): Thing {
  const scope = makeThing(call.frame, siteOfCall(call), 'instance')
  scope.holds = []
  scope.lazy = (name: string, _frame: Frame) => scopeMember(name)
  return scope
}
