import {
  addToCell,
  arg,
  awaited,
  type Call,
  callback,
  cellOf,
  concat,
  ELEMENT,
  type Frame,
  getMember,
  holding,
  type Library,
  makeGlobal,
  makeThing,
  mount,
  type Native,
  native,
  promise,
  putFields,
  readCell,
  release,
  siteOfCall,
  text,
  textOf,
  textsOf,
  unknown,
  type Value,
  valueOfTexts,
} from '../../syntax/index.ts'
import { joinBase } from '../clients/options.ts'
import type { MakeDetector } from '../detector.ts'

/** react-admin: what its resources ask of the data provider, and the providers that it comes with. */
export const adminDetector: MakeDetector = () => {
  const hooks = Object.entries(HOOKS).map(([name, method]): [string, Value] => [
    name,
    [native(name, call => asked(method, arg(call, 0), call), `admin.${name}`)],
  ])
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
  useCreate: 'create',
  useUpdate: 'update',
  useDelete: 'delete',
}
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
    for (const method of methods) asked(method, name, call)
    release(component, call.frame)
    mount(component, [makeThing(call.frame, siteOfCall(call))], call)
  }
  return ELEMENT
}

const LIST = { pagination: { page: 'number', perPage: 'number' }, sort: { field: 'string', order: 'string' } } as const

function asked(method: string, name: Value, call: Call): Value {
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
  const given = arg(call, 1).filter(atom => atom.kind === 'object')
  const params = made({
    ...Object.fromEntries(listed),
    filter: getMember(given, 'filter', call),
    id: unknown('id'),
    data: given.length > 0 ? getMember(given, 'data', call) : unknown('data'),
  })
  const methods = getMember(provider(frame), method, call).filter(atom => atom.kind === 'function')
  const answer = awaited(callback(call, methods, [name, params]), frame, call.node)
  return made({ data: getMember(answer, 'data', call), total: unknown('total', { is: 'number' }) })
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
