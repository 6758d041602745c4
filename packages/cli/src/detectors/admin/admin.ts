import {
  addToCell,
  arg,
  awaited,
  type Call,
  type Callable,
  callback,
  cellOf,
  concat,
  ELEMENT,
  type Frame,
  getMember,
  holding,
  isFunction,
  type Library,
  literalTexts,
  makeArray,
  makeGlobal,
  makeThing,
  mount,
  type Native,
  native,
  promise,
  putFields,
  readCell,
  release,
  siteOf,
  siteOfCall,
  text,
  textOf,
  textsOf,
  UNDEFINED,
  unknown,
  type Value,
  valueOfTexts,
} from '../../syntax/index.ts'
import { joinBase } from '../clients/options.ts'
import type { MakeDetector } from '../detector.ts'

/** react-admin: what its resources ask of the data provider, and the providers that it comes with. */
export const adminDetector: MakeDetector = () => {
  const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `admin.${name}`)]]
  const hooks = [
    ...Object.entries(HOOKS).map(([name, method]) =>
      define(name, call => asked(method, { resource: arg(call, 0), given: arg(call, 1) }, call)),
    ),
    ...Object.entries(CHANGES).map(([name, method]) => define(name, call => changeBy(method, call))),
  ]
  const library: Library = {
    ...Object.fromEntries(hooks),
    Admin: [native('Admin', admin, 'admin.Admin')],
    CoreAdmin: [native('CoreAdmin', admin, 'admin.CoreAdmin')],
    Resource: [native('Resource', resource, 'admin.Resource')],
    useDataProvider: [native('useDataProvider', ({ frame }) => provider(frame), 'admin.useDataProvider')],
    fetchUtils: [makeGlobal('admin.fetchUtils', { fetchJson: FETCH_JSON })],
  }
  const providerWith = (name: string, words: readonly string[]): Library => ({
    default: [native(name, call => makeProvider(words, call), `admin.${name}`)],
  })
  return {
    mounter: (component, props, call) => {
      // Every component of every frontend comes by here.
      if (provider(call.frame).length === 0) return undefined
      if (component.kind === 'unknown') showField(component.name, props, call)
      else if (component.kind === 'function') noteShown(component, call)
      return undefined
    },
    libraries: {
      'react-admin': library,
      'ra-core': library,
      'ra-data-json-server': providerWith('jsonServerProvider', ['_start', '_end', '_sort', '_order']),
      'ra-data-simple-rest': providerWith('simpleRestProvider', ['sort', 'range', 'filter']),
    },
  }
}

const PROVIDER = 'admin.provider'
const HOOKS = {
  useGetList: 'getList',
  useGetOne: 'getOne',
  useGetMany: 'getMany',
}
/** Hooks that give a function. */
const CHANGES = { useCreate: 'create', useUpdate: 'update', useDelete: 'delete' }
/** What the pages of a resource do. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  list: ['getList', 'delete'],
  edit: ['getOne', 'update', 'delete'],
  create: ['create'],
  show: ['getOne'],
}

function provider(frame: Frame): Value {
  return readCell(cellOf(frame.machine, PROVIDER))
}

/** `<Admin dataProvider={…}>`: its login is called by the page, its children are resources. */
function admin(call: Call): Value {
  const props = arg(call, 0)
  const prop = (name: string): Value => getMember(props, name, call)
  addToCell(call.frame.machine, cellOf(call.frame.machine, PROVIDER), prop('dataProvider'))
  for (const name of ['authProvider', 'dashboard', 'layout', 'loginPage', 'children', 'customRoutes'])
    release(prop(name), call.frame)
  callback(
    call,
    prop('children').filter(atom => atom.kind === 'function'),
    [unknown('permissions')],
  )
  return ELEMENT
}

/** `<Resource name="song" list={…} edit={…}>` */
function resource(call: Call): Value {
  const props = arg(call, 0)
  const name = getMember(props, 'name', call)
  for (const [page, methods] of Object.entries(PAGES)) {
    const component = getMember(props, page, call).filter(atom => atom.kind !== 'constant')
    if (component.length === 0) continue
    release(component, call.frame)
    mount(component, [makeThing(call.frame, siteOfCall(call))], call)
    for (const method of methods) asked(method, { resource: name, given: dataOf(component, call) }, call)
  }
  return ELEMENT
}

const LIST = { pagination: { page: 'number', perPage: 'number' }, sort: { field: 'string', order: 'string' } } as const

interface Asking {
  resource: Value
  given: Value
}

function asked(method: string, { resource, given: all }: Asking, call: Call): Value {
  const { frame } = call
  const made = (fields: Readonly<Record<string, Value>>): Value => {
    const thing = makeThing(frame, siteOfCall(call))
    putFields(frame, thing, fields)
    return [thing]
  }
  const listed = Object.entries(LIST).map(([part, fields]): [string, Value] => [
    part,
    made(Object.fromEntries(Object.entries(fields).map(([field, is]) => [field, unknown(field, { is })]))),
  ])
  const given = all.filter(atom => atom.kind === 'object')
  const params = made({
    ...Object.fromEntries(listed),
    filter: getMember(given, 'filter', call),
    id: unknown('id'),
    data: given.length > 0 ? getMember(given, 'data', call) : unknown('data'),
  })
  const methods = getMember(provider(frame), method, call).filter(isFunction)
  const answer = awaited(callback(call, methods, [resource, params]), frame, call.node)
  return made({ data: getMember(answer, 'data', call), total: unknown('total', { is: 'number' }) })
}

/** `const [update] = useUpdate('songs')`, and `update('songs', { id, data })`. */
function changeBy(method: string, call: Call): Value {
  const isNamed = (value: Value): boolean => value.some(atom => atom.kind !== 'constant')
  const run: Native = inner => {
    const [resource = [], given = []] = inner.args
    const asking = {
      resource: isNamed(resource) ? resource : arg(call, 0),
      given: isNamed(given) ? given : arg(call, 1),
    }
    return promise(getMember(asked(method, asking, inner), 'data', inner))
  }
  const key = `admin.${method}:${siteOfCall(call)}:${call.frame.context}`
  const change = holding(native(method, run, key), call.args.flat())
  return makeArray(call.frame, siteOfCall(call), [[change], unknown('state')])
}

const INPUT = /Input$/
const REFERENCE: Readonly<Record<string, string>> = {
  ReferenceInput: 'getList',
  ReferenceArrayInput: 'getList',
  ReferenceField: 'getMany',
  ReferenceArrayField: 'getMany',
}

/** `<TextInput source="title" />` is a field of the page that shows it; `reference` names another resource. */
function showField(name: string, props: Value, call: Call): void {
  const prop = (one: string): Value =>
    getMember(
      props.filter(atom => atom.kind === 'object'),
      one,
      call,
    )
  const references = Object.hasOwn(REFERENCE, name) ? literalTexts(prop('reference')) : []
  for (const reference of references) asked(REFERENCE[name] ?? '', { resource: text(reference), given: [] }, call)
  const site = siteAround(call.frame)
  for (const source of INPUT.test(name) ? literalTexts(prop('source')) : [])
    if (site !== undefined) addToCell(call.frame.machine, fieldsIn(site, call.frame), text(source))
}

/** The function that runs. */
function siteAround(frame: Frame): number | undefined {
  for (let at: Frame | undefined = frame; at; at = at.caller) if (at.running !== undefined) return at.running
  return undefined
}

const fieldsIn = (site: number, { machine }: Frame) => cellOf(machine, `admin.fields:${site}`)
const shownIn = (site: number, { machine }: Frame) => cellOf(machine, `admin.shown:${site}`)

/** Fields may be shown by a component that pages share, and that runs once for all of them. */
function noteShown({ code }: Callable, { frame }: Call): void {
  const site = siteAround(frame)
  if (!code || site === undefined) return
  addToCell(frame.machine, shownIn(site, frame), text(String(siteOf(code.module, code.node))))
}

/** The names of the fields that a component shows, or one that is shown in it. */
function namesIn(site: number, frame: Frame, seen = new Set<number>()): string[] {
  if (seen.has(site)) return []
  seen.add(site)
  const inner = literalTexts(readCell(shownIn(site, frame))).flatMap(one => namesIn(Number(one), frame, seen))
  return [...literalTexts(readCell(fieldsIn(site, frame))), ...inner]
}

/** What a page sends: its fields, where there are any. */
function dataOf(page: Value, call: Call): Value {
  const { frame } = call
  const names = page.flatMap(atom =>
    atom.kind === 'function' && atom.code ? namesIn(siteOf(atom.code.module, atom.code.node), frame) : [],
  )
  if (names.length === 0) return []
  const [data, made] = [makeThing(frame, siteOfCall(call)), makeThing(frame, siteOfCall(call))]
  for (const name of names) putFields(frame, data, { [name]: unknown(name) })
  putFields(frame, made, { data: [data], filter: UNDEFINED })
  return [made]
}

/** `fetchUtils.fetchJson(url, options)`: an answer whose body is read as JSON already. */
const fetchJson: Native = call => {
  const { frame } = call
  const answer = awaited(callback(call, frame.machine.world.globals.fetch ?? [], call.args), frame, call.node)
  const body = callback(call, getMember(answer, 'json', call), [])
  const made = makeThing(frame, siteOfCall(call))
  putFields(frame, made, {
    json: awaited(body, frame, call.node),
    headers: getMember(answer, 'headers', call),
    status: getMember(answer, 'status', call),
    body: unknown('body', { is: 'string' }),
  })
  return promise([made])
}

const FETCH_JSON: Value = [native('fetchJson', fetchJson, 'admin.fetchJson')]

/** Where each method of a provider goes, and what it sends. */
const ROUTES: Readonly<Record<string, { method: string; one: boolean }>> = {
  getList: { method: 'GET', one: false },
  getMany: { method: 'GET', one: false },
  getManyReference: { method: 'GET', one: false },
  getOne: { method: 'GET', one: true },
  create: { method: 'POST', one: false },
  update: { method: 'PUT', one: true },
  delete: { method: 'DELETE', one: true },
}

/** `jsonServerProvider(apiUrl, httpClient = fetchUtils.fetchJson)` */
function makeProvider(words: readonly string[], call: Call): Value {
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  const base = arg(call, 0)
  const given = arg(call, 1).filter(atom => atom.kind === 'function')
  const client = given.length > 0 ? given : FETCH_JSON
  for (const [name, { method, one }] of Object.entries(ROUTES)) {
    const run: Native = inner => {
      const [resource = [], params = []] = inner.args
      const list = joinBase(base, resource)
      const query = name === 'getList' ? textOf([{ text: `?${words.map(word => `${word}=1`).join('&')}` }]) : undefined
      const item = one ? withId(list, getMember(params, 'id', inner)) : list
      const url = query ? valueOfTexts(concat(textsOf(item, 'url'), [query])) : item
      const options = makeThing(inner.frame, siteOfCall(inner))
      const sent = method === 'POST' || method === 'PUT' ? { body: getMember(params, 'data', inner) } : {}
      putFields(inner.frame, options, { method: text(method), ...sent })
      const answer = awaited(callback(inner, client, [url, [options]]), inner.frame, inner.node)
      const result = makeThing(inner.frame, siteOfCall(inner))
      putFields(inner.frame, result, { data: getMember(answer, 'json', inner), total: unknown('total') })
      return promise([result])
    }
    putFields(call.frame, made, { [name]: [holding(native(name, run, `${name}:${made.key}`), [...base, ...client])] })
  }
  return [made]
}

function withId(list: Value, id: Value): Value {
  return valueOfTexts(concat(concat(textsOf(list, 'url'), [textOf([{ text: '/' }])]), textsOf(id, 'id')))
}
