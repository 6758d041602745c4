import type { Machine } from '../machine/machine.ts'
import type { Module } from '../modules/module.ts'
import type { Closure, Frame } from '../values/frame.ts'
import type { Callable } from '../values/value.ts'
import { type Hit, hitsOf } from './hits.ts'

/** A function that was called by nothing but what nothing calls. `owner` is the class of the instance that it ran on. */
export interface Unreached {
  site: number
  owner?: string
}

/**
 * Tells whether code that runs speaks of a function that it was not seen to call. What a program does is not always found
 * out (a value from a package that nobody knows, a bound that was reached): a function that a page calls by its name is not
 * dead, then.
 */
export class Mentions {
  readonly #machine: Machine
  readonly #modules: readonly Module[]
  readonly #ran: ReadonlySet<number>
  /** Components that are shown. */
  readonly #shown: ReadonlySet<string>
  readonly #known = new Map<string, boolean>()
  readonly #idle = new Map<Module, boolean>()
  readonly #hits = new Map<string, Hit[]>()
  #inside: Map<Module, Callable[]> | undefined
  /** The method that is tried out on an instance of which nobody called it. */
  #tried: (Unreached & { inherited: boolean }) | undefined

  /** Made when all that is reached has run. */
  constructor(machine: Machine) {
    this.#machine = machine
    this.#modules = [...machine.modules.values()]
    this.#shown = new Set(machine.mounted)
    this.#ran = new Set([...machine.ran].flatMap(([site, tasks]) => (tasks.size > 0 ? [site] : [])))
  }

  /** Notes which method of one instance is tried out next, if any. */
  begin(method: Callable | undefined): void {
    const [self] = method?.code?.self ?? []
    const owner = self?.kind === 'object' ? self.class : undefined
    const inherited = owner?.code?.site !== method?.code?.home?.code?.site
    this.#tried = method?.code && owner ? { site: method.code.site, owner: owner.name, inherited } : undefined
  }

  /** Whether what is tried out now is a method that its instance has of a class that its own one extends. */
  get isInherited(): boolean {
    return this.#tried?.inherited === true
  }

  /** The functions that led to what runs now, and that nothing reached before. */
  leadingTo(frame: Frame): Unreached[] {
    const found: Unreached[] = this.#tried ? [this.#tried] : []
    for (let at: Frame | undefined = frame; at; at = at.caller)
      if (at.running !== undefined && !this.#ran.has(at.running)) found.push({ site: at.running })
    return found
  }

  /** Whether code that runs, or that such code speaks of, speaks of it. */
  has(one: Unreached): boolean {
    const key = `${one.site} ${one.owner ?? ''}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    // Who speaks of itself alone is dead.
    this.#known.set(key, false)
    const found = this.#find(one)
    this.#known.set(key, found)
    return found
  }

  #find({ site, owner }: Unreached): boolean {
    const callable = this.#machine.made.get(site)
    const code = callable?.code
    if (!callable || !code) return false
    const name = nameOf(callable)
    // One without a name is called by what it was given to, which was seen where that ran.
    if (name === '') return this.#around(code.module, code.node.start, callable).some(one => this.#isSpokenOf(one))
    const hits = this.#hitsOf(name).filter(hit => means(hit, { callable, name, owner }, this.#machine))
    // Where it was handed to what makes a handle of it, that handle alone calls it, and nobody does.
    return hits.some(hit => (hit.used || !this.#isHandled(site)) && this.#runs(hit, callable))
  }

  #hitsOf(name: string): readonly Hit[] {
    let hits = this.#hits.get(name)
    if (!hits) {
      hits = hitsOf(name, this.#modules)
      this.#hits.set(name, hits)
    }
    return hits
  }

  /** Whether the code that speaks there runs. */
  #runs({ module, at, used }: Hit, callable: Callable): boolean {
    const around = this.#around(module, at, callable)
    if (around.length === 0) return used && !isWithin(callable, module, at) && !this.#isIdle(module)
    const inner = innermost(around)
    const site = inner?.code?.site ?? -1
    if (this.#isHandled(site) && !this.#ran.has(site)) return false
    // One among others that a function hands out by their names, and whose name nobody takes.
    if (inner && !this.#ran.has(site) && this.#isNeverNamed(inner)) return false
    return around.some(one => this.#ran.has(one.code?.site ?? -1)) || around.some(one => this.#isSpokenOf(one))
  }

  #isNeverNamed(callable: Callable): boolean {
    const name = nameOf(callable)
    return SPECIFIC.test(name) && this.#hitsOf(name).length === 0
  }

  /** A component that the build registers, and that is neither shown nor spoken of: nobody loads it. */
  #isIdle(module: Module): boolean {
    const known = this.#idle.get(module)
    if (known !== undefined) return known
    const names = this.#shown.has(module.path) ? [] : this.#registered(module)
    // Those that speak of each other alone are idle.
    this.#idle.set(module, names.length > 0)
    const idle =
      names.length > 0 &&
      !names.some(name => hitsOf(name, this.#modules).some(hit => hit.module !== module && !this.#isIdle(hit.module)))
    this.#idle.set(module, idle)
    return idle
  }

  /** The names under which the build registers a component; none of one that somebody imports. */
  #registered({ path }: Module): string[] {
    const { host } = this.#machine
    const names = [...(host.provided ?? [])].flatMap(([name, home]) =>
      name.startsWith(REGISTERED) && 'path' in home && home.path === path ? [name.slice(REGISTERED.length)] : [],
    )
    if (names.length === 0) return []
    const isImported = this.#modules.some(from =>
      [...from.imports.values()].some(({ specifier }) => {
        const target = host.resolve(specifier, from.path)
        return 'path' in target && target.path === path
      }),
    )
    return isImported ? [] : names.flatMap(name => [name, kebab(name)])
  }

  /** Where values still changed, or the work ran out, who calls a handle may not have been found. */
  #isHandled(site: number): boolean {
    return this.#machine.handled.has(site) && this.#machine.problems.length === 0
  }

  #isSpokenOf({ code }: Callable): boolean {
    return code !== undefined && !this.#ran.has(code.site) && this.has({ site: code.site })
  }

  /** The functions that a place stands in; none of a place within the function itself. */
  #around(module: Module, at: number, self: Callable): Callable[] {
    if (isWithin(self, module, at) && self.code?.node.start !== at) return []
    return (this.#functions().get(module) ?? []).filter(one => one !== self && isWithin(one, module, at))
  }

  #functions(): Map<Module, Callable[]> {
    if (this.#inside) return this.#inside
    this.#inside = new Map()
    for (const callable of this.#machine.made.values()) {
      if (!callable.code || callable.prototype) continue
      const { module } = callable.code
      const all = this.#inside.get(module)
      if (all) all.push(callable)
      else this.#inside.set(module, [callable])
    }
    return this.#inside
  }
}

/** What the names of components that the build registers begin with. */
const REGISTERED = '#component.'

function kebab(name: string): string {
  return name.replaceAll(/(?<=[a-z\d])[A-Z]/g, letter => `-${letter}`).toLowerCase()
}

function innermost(around: readonly Callable[]): Callable | undefined {
  return around.toSorted((one, other) => (other.code?.node.start ?? 0) - (one.code?.node.start ?? 0))[0]
}

function isWithin({ code }: Callable, module: Module, at: number): boolean {
  return code?.module === module && code.node.start <= at && at < code.node.end
}

const VARIABLE = /(?:const|let|var|,)\s+([\w$]+)\s*(?::[^=;]+)?=\s*[\w$.]+(?:<[^>]*>)?\(\s*(?:async\s*)?$/
const FIELD = /([\w$]+)\s*[:=]\s*(?:async\s*)?$/

/** The name of a function, or of what it is written for: `const save = useCallback(() => …)`. */
function nameOf({ name, code }: Callable): string {
  if (name !== '' || !code) return name === 'constructor' ? (code?.home?.name ?? '') : name
  const before = code.module.source.text.slice(Math.max(0, code.node.start - 120), code.node.start)
  return FIELD.exec(before)?.[1] ?? VARIABLE.exec(before)?.[1] ?? ''
}

/** A name of several words. */
const SPECIFIC = /[a-z\d][A-Z]|\w_\w/

interface Meant {
  callable: Callable
  name: string
  owner: string | undefined
}

/** Whether a name, where it stands, may be that of the function. Names of one word are those of many functions. */
function means({ module, at, receiver }: Hit, { callable, name, owner }: Meant, machine: Machine): boolean {
  const { code } = callable
  if (!code || isWithin(callable, module, at)) return false
  const home = owner ?? code.home?.name ?? ''
  if (receiver === 'this' || receiver === 'self') return module === code.module
  if (receiver !== undefined) {
    const isSpecific = owner === undefined && SPECIFIC.test(name)
    return isSpecific || [home, fileName(code.module.path)].some(one => isAlike(one, receiver))
  }
  if (module === code.module) return code.home === undefined && !isNamesake(code, name)
  const imported = module.imports.get(name)
  if (!imported) return false
  const target = machine.host.resolve(imported.specifier, module.path)
  return 'path' in target && (target.path === code.module.path || isBarrel(target.path))
}

/** `const remove = useMutation(…)` beside `{ remove: id => remove.mutate(id) }`: who says `remove` there means the variable. */
function isNamesake({ node, module: { source } }: Closure, name: string): boolean {
  const word = name.replaceAll('$', '\\$')
  const isField = new RegExp(`(?<![\\w$.])${word}\\s*:\\s*(?:async\\s*)?$`).test(
    source.text.slice(0, node.start).slice(-200),
  )
  return isField && new RegExp(`\\b(?:const|let|var)\\s+${word}\\s*[:=]`).test(source.text)
}

function fileName(path: string): string {
  const [file = '', folder = ''] = path.split('/').toReversed()
  const [name = ''] = file.split(/\.\w+$/)
  return name === 'index' ? folder : name
}

function isBarrel(path: string): boolean {
  return /\/index\.\w+$/.test(path)
}

/** `userService` is a `UserService`, and what `user.service.ts` gives. */
function isAlike(name: string, receiver: string): boolean {
  const [one, other] = [name, receiver].map(word => word.toLowerCase().replaceAll(/[^a-z\d]/g, ''))
  return one !== undefined && one.length > 2 && one === other
}
