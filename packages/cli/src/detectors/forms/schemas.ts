import {
  arg,
  type Call,
  elementsOf,
  getMember,
  holding,
  join,
  keysOf,
  type Library,
  literalTexts,
  makeArray,
  makeGlobal,
  makeThing,
  type Native,
  NULL,
  native,
  promise,
  putField,
  putFields,
  siteOfCall,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'

/** Packages of schemas, by specifier: what a schema describes is what a form with it gives. */
export function schemaLibraries(): Record<string, Library> {
  const members = Object.fromEntries(
    Object.entries(MAKERS).map(([name, describe]): [string, Value] => {
      const make: Native = call => schemaOf(describe(call), call)
      return [name, [native(name, make, `schema.${name}`)]]
    }),
  )
  const read: Native = call => parsed(arg(call, 0), arg(call, 1))
  const readers = Object.fromEntries(
    ['parse', 'parseAsync'].map(name => [name, [native(name, read, `schema.of.${name}`)] as Value]),
  )
  readers.safeParse = [native('safeParse', call => safe(read(call), call), 'schema.of.safeParse')]
  const all: Record<string, Value> = { ...members, coerce: [makeGlobal('schema.coerce', members)] }
  const whole = [makeGlobal('schema', all)]
  const zod = { ...all, z: whole, default: whole }
  const resolvers = Object.fromEntries(
    RESOLVERS.map(name => [name, [native(name, call => arg(call, 0), `schema.${name}`)] as Value]),
  )
  return {
    zod,
    'zod/v4': zod,
    yup: { ...all, default: whole },
    valibot: { ...all, ...readers, default: whole },
    ...Object.fromEntries(RESOLVED.map(name => [name, resolvers])),
  }
}

const RESOLVERS = ['zodResolver', 'yupResolver', 'valibotResolver', 'toTypedSchema', 'zod4Resolver']
const RESOLVED = [
  ...['zod', 'yup', 'valibot'].map(name => `@hookform/resolvers/${name}`),
  ...['zod', 'yup', 'valibot'].map(name => `@vee-validate/${name}`),
  '@hookform/resolvers',
  'mantine-form-zod-resolver',
]

type Describe = (call: Call) => Value

const typed =
  (is: 'string' | 'number' | 'boolean' | 'date' | 'file'): Describe =>
  () =>
    unknown('field', { is })
const anything: Describe = () => unknown('field')
const inner: Describe = call => described(arg(call, 0))
const listed: Describe = call => makeArray(call.frame, siteOfCall(call), { items: [], rest: described(arg(call, 0)) })
const oneOf: Describe = call => {
  const { frame } = call
  const given = arg(call, 0)
  const isList = given.some(atom => atom.kind === 'object' && atom.tag === 'array')
  return isList
    ? elementsOf(given, frame).flat()
    : keysOf(given).names.flatMap(name => getMember(given, name, { frame }))
}
const either: Describe = call => elementsOf(call.args.at(-1) ?? [], call.frame).flatMap(described)

const MAKERS: Readonly<Record<string, Describe>> = {
  ...Object.fromEntries(['string', 'email', 'uuid', 'url'].map(name => [name, typed('string')])),
  ...Object.fromEntries(['number', 'int', 'bigint'].map(name => [name, typed('number')])),
  boolean: typed('boolean'),
  bool: typed('boolean'),
  date: typed('date'),
  file: typed('file'),
  blob: typed('file'),
  ...Object.fromEntries(['any', 'unknown', 'mixed', 'custom', 'instanceof', 'record'].map(name => [name, anything])),
  ...Object.fromEntries(['object', 'strictObject', 'looseObject'].map(name => [name, fields])),
  array: listed,
  literal: call => arg(call, 0),
  enum: oneOf,
  nativeEnum: oneOf,
  picklist: oneOf,
  union: either,
  variant: either,
  discriminatedUnion: either,
  optional: call => join(inner(call), UNDEFINED),
  nullish: call => join(inner(call), UNDEFINED),
  nullable: call => join(inner(call), NULL),
  pipe: inner,
  preprocess: call => described(arg(call, 1)),
}

/** An object with a value for each field, under the field's name. */
function fields(call: Call): Value {
  const { frame } = call
  const made = makeThing(frame, siteOfCall(call))
  for (const name of keysOf(arg(call, 0)).names) {
    putField(frame, made, { name, value: named(described(getMember(arg(call, 0), name, { frame })), name) })
  }
  return [made]
}

function named(value: Value, name: string): Value {
  return value.map(atom => (atom.kind === 'unknown' && atom.name === 'field' ? { ...atom, name } : atom))
}

/** What a schema describes; a value that is none describes itself. */
export function described(schema: Value): Value {
  return schema.flatMap(atom =>
    atom.kind === 'object' && atom.tag === 'instance' && atom.inner ? [...atom.inner] : [],
  )
}

function schemaOf(value: Value, call: Call): Value {
  const schema = makeThing(call.frame, siteOfCall(call), 'instance')
  schema.inner = value
  schema.holds = value
  schema.lazy = name => [holding(native(name, method(name, value, [schema]), `${name}:${schema.key}`), value)]
  return [schema]
}

function method(name: string, value: Value, self: Value): Native {
  return call => {
    switch (name) {
      case 'parse':
      case 'parseAsync':
      case 'validate':
      case 'validateSync':
      case 'cast':
        return name.endsWith('Async') || name === 'validate'
          ? promise(parsed(self, arg(call, 0)))
          : parsed(self, arg(call, 0))
      case 'safeParse':
        return safe(parsed(self, arg(call, 0)), call)
      case 'safeParseAsync':
        return promise(safe(parsed(self, arg(call, 0)), call))
      case 'optional':
      case 'nullish':
      case 'notRequired':
        return schemaOf(join(value, UNDEFINED), call)
      case 'array':
        return schemaOf(makeArray(call.frame, siteOfCall(call), { items: [], rest: value }), call)
      case 'of':
        return schemaOf(listed(call), call)
      case 'extend':
      case 'merge':
      case 'concat':
      case 'shape':
      case 'and':
        return schemaOf(
          merged([...value, ...(described(arg(call, 0)).length > 0 ? inner(call) : fields(call))], call),
          call,
        )
      case 'pick':
      case 'omit':
        return schemaOf(chosen(value, name === 'pick', call), call)
      case 'oneOf':
        return schemaOf(oneOf(call), call)
      case 'or':
        return schemaOf(join(value, inner(call)), call)
      default:
        return self
    }
  }
}

/** What is parsed passes through; what is not known is what the schema says. */
function parsed(schema: Value, given: Value): Value {
  const known = given.filter(atom => atom.kind === 'answer' || atom.kind === 'object')
  return known.length > 0 ? given : described(schema)
}

function safe(data: Value, call: Call): Value {
  const result = makeThing(call.frame, siteOfCall(call))
  const success = unknown('success', { is: 'boolean' })
  // valibot says `output`.
  putFields(call.frame, result, { success, data, output: data, error: unknown('error') })
  return [result]
}

/** `Login.schema.safeParse(form)`, where the schema comes from a package that is not among the files: what is given is in it. */
export function parsedOutside(from: string, call: Call): Value | undefined {
  const found = /\.safeParse(Async)?$/.exec(from)
  if (!found) return undefined
  const result = safe(arg(call, 0), call)
  return found[1] === undefined ? result : promise(result)
}

function merged(values: Value, call: Call): Value {
  const made = makeThing(call.frame, siteOfCall(call))
  for (const atom of values) {
    if (atom.kind !== 'object') continue
    for (const name of atom.slots.keys())
      putField(call.frame, made, { name, value: getMember([atom], name, { frame: call.frame }) })
  }
  return [made]
}

function chosen(value: Value, keep: boolean, call: Call): Value {
  const { frame } = call
  const list = elementsOf(
    arg(call, 0).filter(atom => atom.kind === 'object' && atom.tag === 'array'),
    frame,
  )
  const names = list.length > 0 ? list.flatMap(one => literalTexts(one)) : keysOf(arg(call, 0)).names
  const made = makeThing(frame, siteOfCall(call))
  for (const name of keysOf(value).names) {
    if (names.includes(name) === keep) putField(frame, made, { name, value: getMember(value, name, { frame }) })
  }
  return [made]
}
