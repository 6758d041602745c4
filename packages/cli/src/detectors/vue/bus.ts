import {
  addToCell,
  arg,
  type Call,
  callback,
  cellOf,
  holding,
  literalTexts,
  native,
  readCell,
  release,
  type Thing,
  UNDEFINED,
  type Value,
} from '../../syntax/index.ts'

/** `$on`, `$once`, `$off` and `$emit` of an instance that others meet at: who emits calls whoever listens. */
export function busMember(bus: Thing, name: string): Value | undefined {
  const member = (run: (call: Call) => Value): Value => [
    holding(
      native(name, call => [run(call), [bus]][1] ?? [], `${name}:${bus.key}`),
      [],
    ),
  ]
  if (name === '$on' || name === '$once') return member(call => listen(bus, call))
  if (name === '$emit') return member(call => tell(bus, call))
  return name === '$off' ? member(() => UNDEFINED) : undefined
}

function listen(bus: Thing, call: Call): Value {
  const { machine } = call.frame
  for (const event of literalTexts(arg(call, 0))) addToCell(machine, handlersOf(bus, event, call), arg(call, 1))
  // What is emitted under a name that is not known reaches everybody.
  release(arg(call, 1), call.frame)
  return UNDEFINED
}

function tell(bus: Thing, call: Call): Value {
  for (const event of literalTexts(arg(call, 0))) {
    const handlers = readCell(handlersOf(bus, event, call)).filter(atom => atom.kind === 'function')
    if (handlers.length > 0) callback(call, handlers, call.args.slice(1))
  }
  return UNDEFINED
}

function handlersOf(bus: Thing, event: string, { frame }: Call) {
  return cellOf(frame.machine, `bus ${bus.key} ${event}`)
}
