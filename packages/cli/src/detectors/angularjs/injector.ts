import {
  addToCell,
  type Call,
  type Callable,
  cellOf,
  construct,
  elementsOf,
  getMember,
  invoke,
  literalTexts,
  makeThing,
  parameterNames,
  putFields,
  readCell,
  runTask,
  siteOfCall,
  text,
  unknown,
  type Value,
} from '../../syntax/index.ts'

/** Values by the name under which functions ask for them. */
export type Named = Readonly<Record<string, Value>>

/** How a name comes to its value. */
export type Kind = 'value' | 'factory' | 'service' | 'provider'

/** A function with the names of what it asks for. */
interface Asking {
  run: Callable
  names: readonly string[]
}

/** Hands to functions what they ask for by the names of their parameters. */
export class Injector {
  readonly #known: (name: string, call: Call) => Value | undefined
  readonly #making = new Set<string>()

  /** `known` gives what the framework has by itself. */
  constructor(known: (name: string, call: Call) => Value | undefined) {
    this.#known = known
  }

  /** Keeps how a name comes to its value. */
  register(kind: Kind, [name, value]: readonly [Value, Value], call: Call): void {
    const entry = makeThing(call.frame, siteOfCall(call))
    putFields(call.frame, entry, { kind: text(kind), value })
    for (const one of literalTexts(name))
      addToCell(call.frame.machine, cellOf(call.frame.machine, `ng:${one}`), [entry])
  }

  /** What a name stands for; the same for all who ask. */
  provided(name: string, call: Call): Value {
    const known = this.#known(name, call)
    if (known) return known
    const { machine } = call.frame
    const entries = readCell(cellOf(machine, `ng:${name}`))
    if (entries.length === 0 || this.#making.has(name)) return unknown(name)
    this.#making.add(name)
    try {
      return runTask(machine, { name: `ng ${name}`, inputs: [entries] }, () =>
        entries.flatMap(entry => this.#make([entry], call)),
      )
    } finally {
      this.#making.delete(name)
    }
  }

  #make(entry: Value, call: Call): Value {
    const value = getMember(entry, 'value', call)
    const [kind] = literalTexts(getMember(entry, 'kind', call))
    if (kind === 'value') return value
    if (kind === 'factory') return this.call(value, {}, call)
    if (kind === 'service') return this.make(value, {}, call)
    const functions = value.some(atom => atom.kind === 'function' || (atom.kind === 'object' && atom.tag === 'array'))
    const provider = functions ? this.make(value, {}, call) : value
    return this.call(getMember(provider, '$get', call), {}, call)
  }

  /** Calls functions with what they ask for; `own` goes first. */
  call(given: Value, own: Named, call: Call): Value {
    return askingOf(given, call).flatMap(one => invoke([one.run], this.#callOf(one, own, call)))
  }

  /** Constructs what functions or classes make with what they ask for. */
  make(given: Value, own: Named, call: Call): Value {
    return askingOf(given, call).flatMap(one => construct([one.run], this.#callOf(one, own, call), one.run.name))
  }

  #callOf({ run, names }: Asking, own: Named, call: Call): Call {
    const args = names.map(name => own[name] ?? this.provided(name, call))
    const home = run.code?.scope.frame ?? call.frame
    const frame = { ...home, depth: Math.max(home.depth, call.frame.depth) }
    return { args, self: [], frame, node: run.code?.node ?? call.node, types: [] }
  }
}

/** `['$http', function (http) {}]`, `function ($http) {}`, and a function with `$inject`. */
function askingOf(given: Value, call: Call): Asking[] {
  return given.flatMap((atom): Asking[] => {
    if (atom.kind === 'object' && atom.tag === 'array') {
      const parts = elementsOf([atom], call.frame)
      const runs = parts.at(-1)?.filter(one => one.kind === 'function') ?? []
      const names = parts.slice(0, -1).map(one => literalTexts(one)[0] ?? '')
      return runs.flatMap(run => (run.kind === 'function' ? [{ run, names }] : []))
    }
    if (atom.kind !== 'function') return []
    const listed = atom.statics?.slots.has('$inject') ? elementsOf(getMember([atom], '$inject', call), call.frame) : []
    const names = listed.map(one => literalTexts(one)[0] ?? '')
    return [{ run: atom, names: names.length > 0 ? names : parameterNames(atom) }]
  })
}
