import {
  addToCell,
  arg,
  type Call,
  callback,
  cellOf,
  ELEMENT,
  elementsOf,
  type Frame,
  getMember,
  holding,
  isFunction,
  type Library,
  literalTexts,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  readCell,
  release,
  siteOfCall,
  truth,
  turn,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { makeClient } from '../axios/instance.ts'
import type { MakeDetector } from '../detector.ts'
import { listed } from './lists.ts'
import { askProvider, simpleRest } from './provider.ts'
import { RESOURCES, resourceOf } from './resources.ts'

const CORES = ['@refinedev/core', '@pankod/refine-core']
// Packages for looks have hooks of their own around those of the core.
const LOOKS = ['antd', 'mui', 'mantine', 'chakra-ui', 'react-hook-form', 'react-table']

/** Refine: what its resources and hooks ask of the data provider, and the one for plain REST. */
export const refineDetector: MakeDetector = ({ requests }) => {
  const library = hooks()
  const looks = LOOKS.flatMap(name => [`@refinedev/${name}`, `@pankod/refine-${name}`])
  const rest: Library = {
    default: [native('simpleRest', call => simpleRest(requests, call), 'refine.simpleRest')],
    axiosInstance: [makeClient(requests, makeGlobal('refine.axios', {}), 'refine.axios')],
  }
  return {
    mounter: (component, props, call) => {
      if (component.kind === 'unknown' && component.name === 'DeleteButton')
        ask('deleteOne', { resource: resourceOf(props, call), id: unknown('id') }, call)
      return undefined
    },
    libraries: {
      ...Object.fromEntries(looks.map(name => [name, library])),
      ...Object.fromEntries(
        CORES.map(name => [name, { ...library, Refine: [native('Refine', refine, 'refine.Refine')] }]),
      ),
      '@refinedev/simple-rest': rest,
      '@pankod/refine-simple-rest': rest,
    },
  }
}

const PROVIDER = 'refine.provider'

/** What the pages of a resource do. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  list: ['getList'],
  create: ['create'],
  edit: ['getOne', 'update'],
  show: ['getOne'],
}

const provider = (frame: Frame): Value => readCell(cellOf(frame.machine, PROVIDER))

type Params = Readonly<Record<string, Value>>

function ask(method: string, given: Params, call: Call): Value {
  return askProvider(provider(call.frame), { method, given, params: [] }, call)
}

/** The same, with everything else that the options of a hook say. */
function askWith(method: string, options: Value, call: Call): Value {
  const params = options.filter(atom => atom.kind === 'object')
  return askProvider(provider(call.frame), { method, given: paramsOf(options, call), params }, call)
}

/** `<Refine dataProvider={…} resources={…}>`: pages of resources are found by their addresses. */
function refine(call: Call): Value {
  const { frame } = call
  const prop = (name: string): Value => getMember(arg(call, 0), name, call)
  const given = prop('dataProvider')
  const several = given.filter(atom => atom.kind === 'object' && atom.slots.has('default'))
  addToCell(
    frame.machine,
    cellOf(frame.machine, PROVIDER),
    several.length > 0 ? getMember(several, 'default', call) : given,
  )
  for (const name of ['authProvider', 'accessControlProvider', 'notificationProvider', 'liveProvider', 'children'])
    release(prop(name), frame)
  for (const [index, resource] of elementsOf(prop('resources'), frame).entries()) {
    const name = getMember(resource, 'name', call)
    addToCell(frame.machine, cellOf(frame.machine, RESOURCES), name)
    const pages = Object.entries(PAGES).filter(([page]) =>
      getMember(resource, page, call).some(atom => atom.kind !== 'constant'),
    )
    // An address alone may be a place in the menu: what is asked for there, its page asks for.
    const isPlace = pages.length === 1 && getMember(resource, 'list', call).every(atom => atom.kind === 'text')
    const methods = new Set(isPlace ? [] : pages.flatMap(([, all]) => all))
    if (methods.has('update') && mayDelete(resource, call)) methods.add('deleteOne')
    for (const method of methods) ask(method, { resource: name, id: unknown('id') }, turn(call, index))
    for (const [page] of pages) release(getMember(resource, page, call), frame)
  }
  return ELEMENT
}

/** Packages for looks put a button there with which a row is deleted, where a resource says so. */
function mayDelete(resource: Value, call: Call): boolean {
  return ['meta', 'options'].some(name => {
    const said = getMember(resource, name, call).filter(atom => atom.kind === 'object')
    return truth(getMember(said, 'canDelete', call)) === true
  })
}

const LISTS = [
  'useTable',
  'useList',
  'useInfiniteList',
  'useSelect',
  'useSimpleList',
  'useEditableTable',
  'useDataGrid',
  'useCheckboxGroup',
  'useRadioGroup',
  'useAutocomplete',
]
const FORMS = ['useForm', 'useModalForm', 'useDrawerForm', 'useStepsForm']
const CHANGES = { useCreate: 'create', useUpdate: 'update', useDelete: 'deleteOne' }
/** Hooks of who is signed in: what they ask is asked by the `authProvider`, which is handed out. */
const AUTH = ['useLogin', 'useLogout', 'useRegister', 'useForgotPassword', 'useUpdatePassword']

function hooks(): Library {
  const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `refine.${name}`)]]
  return Object.fromEntries([
    ...LISTS.map(name =>
      define(name, call => shown('getList', listed(arg(call, 0), /Table|Grid|SimpleList/.test(name), call), call)),
    ),
    ...['useOne', 'useShow'].map(name => define(name, call => shown('getOne', arg(call, 0), call))),
    define('useMany', call => shown('getMany', arg(call, 0), call)),
    define('useCustom', call => shown('custom', arg(call, 0), call)),
    define('useCustomMutation', call => changing('custom', arg(call, 0), call)),
    ...Object.entries(CHANGES).map(([name, method]) => define(name, call => changing(method, arg(call, 0), call))),
    ...FORMS.map(name => define(name, call => form(arg(call, 0), call))),
    define('useApiUrl', call =>
      callback(call, getMember(provider(call.frame), 'getApiUrl', call).filter(isFunction), []),
    ),
    define('useDataProvider', call => [
      holding(
        native('provider', inner => provider(inner.frame), `refine.provider:${siteOfCall(call)}`),
        [],
      ),
    ]),
    ...AUTH.map(name => define(name, () => unknown(name))),
  ])
}

/** What the options say, with what they hold one step further in: `config: { query }`. */
function paramsOf(options: Value, call: Call): Params {
  const part = (from: Value, name: string): Value =>
    getMember(
      from.filter(atom => atom.kind === 'object'),
      name,
      call,
    )
  const config = part(options, 'config')
  const given = (value: Value): boolean => value.some(atom => atom.kind !== 'constant')
  const values = [part(options, 'values'), part(config, 'payload')].find(given) ?? []
  const id = part(options, 'id')
  return {
    resource: resourceOf(options, call),
    id: given(id) ? id : unknown('id'),
    variables: values,
    payload: values,
    query: part(config, 'query'),
  }
}

/** Hooks that show something: under each of the names that versions and packages have for it. */
function shown(method: string, options: Value, call: Call): Value {
  const { frame } = call
  const result = askWith(method, options, call)
  const rows = getMember(result, 'data', call)
  const [made, query, table] = [0, 1, 2].map(() => makeThing(frame, siteOfCall(call), 'instance'))
  if (!made || !query || !table) return []
  putFields(frame, query, { data: result })
  putFields(frame, table, { dataSource: rows, rows })
  putFields(frame, made, { data: result, result })
  for (const name of ['query', 'tableQuery', 'tableQueryResult', 'queryResult'])
    putFields(frame, made, { [name]: [query] })
  for (const name of ['tableProps', 'listProps', 'dataGridProps']) putFields(frame, made, { [name]: [table] })
  made.lazy = query.lazy = table.lazy = anything
  return [made]
}

const anything = (name: string): Value => unknown(name)

/** `const { mutate } = useCreate()`. */
function changing(method: string, options: Value, call: Call): Value {
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  const run: Native = inner => {
    const given = arg(inner, 0).filter(atom => atom.kind === 'object')
    return promise(askWith(method, [...given, ...options], inner))
  }
  for (const name of ['mutate', 'mutateAsync'])
    putFields(call.frame, made, { [name]: [holding(native(name, run, `refine.${name}:${made.key}`), options)] })
  made.lazy = anything
  return [made]
}

/** `const { onFinish, query } = useForm({ action: 'edit' })`: what is typed is sent, of a row that is there or a new one. */
function form(options: Value, call: Call): Value {
  const { frame } = call
  const known = options.filter(atom => atom.kind === 'object')
  const actions = literalTexts(getMember(known, 'action', call))
  const written = actions.length > 0 ? actions : isForNew(call) ? ['create'] : ['edit']
  const isNew = written.includes('create')
  const run: Native = inner => {
    const given = { ...paramsOf(options, inner), variables: arg(inner, 0) }
    return promise(ask(isNew ? 'create' : 'update', given, inner))
  }
  const made = makeThing(frame, siteOfCall(call), 'instance')
  const props = makeThing(frame, siteOfCall(call), 'instance')
  const finish: Value = [holding(native('onFinish', run, `refine.finish:${made.key}`), options)]
  const result = isNew ? UNDEFINED : ask('getOne', paramsOf(options, call), call)
  const query = makeThing(frame, siteOfCall(call), 'instance')
  putFields(frame, query, { data: result })
  const fields = formOf(call)
  putFields(frame, props, { onFinish: finish, form: fields })
  putFields(frame, made, {
    onFinish: finish,
    form: fields,
    formProps: [props],
    query: [query],
    queryResult: [query],
    refineCore: [made],
  })
  made.lazy = props.lazy = query.lazy = anything
  return [made]
}

/** `pages/products/create.tsx`, `pages/products/new/index.tsx` */
function isForNew({ frame }: Call): boolean {
  const [folder = '', file = ''] = frame.module.path.split(/[\\/]/).slice(-2)
  return /creat|new|add/i.test(/^index\./.test(file) ? folder : file)
}

/** Ant Design's own form: what stands in its fields is asked for by it, too. */
function formOf(call: Call): Value {
  const { Form = [] } = call.frame.machine.world.libraries('antd') ?? {}
  const made = callback(turn(call, 1), getMember(Form, 'useForm', call), [])
  return elementsOf(made, call.frame).flat()
}
