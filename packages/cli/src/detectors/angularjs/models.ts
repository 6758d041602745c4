import {
  type Call,
  type Frame,
  getMember,
  type Markup,
  makeThing,
  putFields,
  siteOfCall,
  type Thing,
  unknown,
  type Value,
} from '../../syntax/index.ts'

/** Something that a template writes by `ng-model`, and the controller that stands around it, where one does. */
interface Model {
  file: string
  path: readonly string[]
  controller: string
}

interface Read {
  /** How many modules there were: others may be loaded later. */
  count: number
  models: Model[]
}

const read = new WeakMap<Frame['machine'], Read>()
const PATH = /^[\w$]+(?:\.[\w$]+)+$/

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
    collect(part.children, inside, models)
  }
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
  for (const { file, path, controller } of modelsIn(call.frame)) {
    const isOwn = controller === '' ? urls.some(url => isAt(file, url)) : plain.includes(controller)
    if (!isOwn) continue
    const [first = '', ...rest] = path
    const isAlias = !scope.slots.has(first) && rest.length > 1 && made.length > 0
    write(isAlias ? made : [scope], isAlias ? rest : path, call)
  }
}

function isAt(file: string, url: string): boolean {
  const plain = url.replace(/^(?:\.?\/)+|[?#].*$/g, '')
  return plain !== '' && `/${file}`.endsWith(`/${plain}`)
}

/** Fields along a path that nothing gives yet. */
function write(target: Value, [name = '', ...rest]: readonly string[], call: Call): void {
  for (const atom of target) {
    if (atom.kind !== 'object' || atom.tag === 'array') continue
    if (!atom.slots.has(name)) {
      const value: Value = rest.length > 0 ? [makeThing(call.frame, siteOfCall(call))] : unknown(name)
      putFields(call.frame, atom, { [name]: value })
    }
    if (rest.length > 0) write(getMember([atom], name, call), rest, call)
  }
}
