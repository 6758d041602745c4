import {
  type Call,
  type Frame,
  getMember,
  join,
  type Markup,
  makeThing,
  putFields,
  setFields,
  siteOfCall,
  type Thing,
  text,
  unknown,
  type Value,
} from '../../syntax/index.ts'

/** Something that a template writes, and the controller that stands around it, where one does. */
interface Model {
  file: string
  path: readonly string[]
  controller: string
  /** What it writes, where that is written down: `ng-click="page = 'licences'"`. */
  literal?: string
}

interface Read {
  /** How many modules there were: others may be loaded later. */
  count: number
  models: Model[]
}

const read = new WeakMap<Frame['machine'], Read>()
const PATH = /^[\w$]+(?:\.[\w$]+)*$/
const EVENT = /^(?:data-)?ng-(?:click|change|submit|init|keyup|keydown|blur|focus|dblclick)$/
const ASSIGNED = /(?<![\w$.])([\w$]+(?:\.[\w$]+)*)\s*=(?![=>])\s*(?:'([^']*)'|"([^"]*)")?/g

/** What the templates of a program write. */
function modelsIn({ machine }: Frame): Model[] {
  const known = read.get(machine)
  if (known?.count === machine.modules.size) return known.models
  const models: Model[] = []
  for (const { source } of machine.modules.values())
    if (source.page) collect(source.component?.template ?? [], { file: source.file, controller: '' }, models)
  read.set(machine, { count: machine.modules.size, models })
  return models
}

function collect(parts: readonly (Markup | object)[], around: Omit<Model, 'path'>, models: Model[]): void {
  for (const part of parts) {
    if (!('attributes' in part)) continue
    const written = (name: string) => part.attributes.find(one => one.name.replace(/^data-/, '') === name)?.text
    const named = written('ng-controller')
    const inside = named === undefined ? around : { ...around, controller: plainName(named) }
    const path = written('ng-model')
    if (path !== undefined && PATH.test(path)) models.push({ ...inside, path: path.split('.') })
    for (const { name, text: code = '' } of part.attributes)
      if (EVENT.test(name)) models.push(...assignedIn(code).map(one => ({ ...inside, ...one })))
    collect(part.children, inside, models)
  }
}

/** `page = 'licences'; pot.lid = true` */
function assignedIn(code: string): Pick<Model, 'path' | 'literal'>[] {
  return [...code.matchAll(ASSIGNED)].map(([, path = '', one, other]) => {
    const literal = one ?? other
    return { path: path.split('.'), ...(literal === undefined ? {} : { literal }) }
  })
}

/** `PotController as pot` is `PotController`. */
export function plainName(name: string): string {
  return name.replace(/ as .*$/, '').trim()
}

/** Which templates a controller has: those that name it, and the one that stands beside it in a route. */
export interface Shown {
  names: readonly string[]
  urls: readonly string[]
}

/** A scope, and the controller that its template knows by another name. */
interface Written {
  scope: Thing
  made: Value
}

/** Gives a scope, or its controller, what their templates write. */
export function fillModels({ scope, made }: Written, { names, urls }: Shown, call: Call): void {
  const plain = names.map(plainName)
  for (const { file, path, controller, literal } of modelsIn(call.frame)) {
    const isOwn = controller === '' ? urls.some(url => isAt(file, url)) : plain.includes(controller)
    if (!isOwn) continue
    const [first = '', ...rest] = path
    const isAlias = !scope.slots.has(first) && rest.length > 1 && made.length > 0
    const value = literal === undefined ? unknown(path.at(-1) ?? first) : text(literal)
    write(isAlias ? made : [scope], { path: isAlias ? rest : path, value }, call)
  }
}

function isAt(file: string, url: string): boolean {
  const plain = url.replace(/^(?:\.?\/)+|[?#].*$/g, '')
  return plain !== '' && `/${file}`.endsWith(`/${plain}`)
}

interface Writing {
  path: readonly string[]
  value: Value
}

/** Fields along a path that nothing gives yet, and more of what a field may hold. Of a scope, only what is there is written. */
function write(target: Value, { path: [name = '', ...rest], value }: Writing, call: Call): void {
  const { frame } = call
  for (const atom of target) {
    if (atom.kind !== 'object' || atom.tag === 'array') continue
    const isThere = atom.slots.has(name)
    if (rest.length === 0 && isThere) setFields(frame, atom, { [name]: join(getMember([atom], name, call), value) })
    else if (!isThere && (rest.length > 0 || !atom.lazy))
      putFields(frame, atom, { [name]: rest.length > 0 ? [makeThing(frame, siteOfCall(call))] : value })
    if (rest.length > 0) write(getMember([atom], name, call), { path: rest, value }, call)
  }
}
