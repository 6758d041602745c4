import type { BlueprintField, BlueprintResource, BlueprintTable } from '../../../blueprint/blueprint.ts'
import { array, call, code, type Expression, literal, type Member, object, Source } from '../../source/index.ts'
import { camelCase, kebabCase, listed, singularOf, spoken, tableKey } from '../../words/names.ts'
import { reservedImports } from '../../words/reserved.ts'
import { type Emitted, fieldOf, type Model } from '../model.ts'
import { allowCode, allowObject, allowOf, operationsOf } from './allow.ts'
import { emitFill } from './fill.ts'
import { createHook, creates, ownedBy } from './hooks.ts'
import { linesOf } from './lines.ts'

/** `modules/<module>/<resource>.ts`, and the helper of its hook where it has one. */
export function emitResource(resource: BlueprintResource, model: Model): Emitted[] {
  const source = new Source([...reservedImports, 'input', 'db', 'actor'])
  const table = source.use('../../schema.ts', tableKey(resource.table), 'Table')
  const allow = allowObject(allowOf(resource, model), source)
  const members = optionsOf(resource, model, { source, allow: allow.value })
  for (const { name, policy } of allow.shared) source.add(`const ${name} = `, policy.doc)
  const doc = docOf(resource, model)
  const made = call(source.use('plinth', 'resource'), [code(table), object(members, { open: true })])
  source.add(doc === undefined ? '' : `/** ${doc} */\n`, 'export default ', made.doc)
  const path = `modules/${kebabCase(resource.module)}/${kebabCase(resource.name)}.ts`
  const lines = creates(resource) ? linesOf(resource, model) : undefined
  return [{ path, text: source.text() }, ...(lines === undefined ? [] : [emitFill(lines, resource.module, model)])]
}

interface Writing {
  readonly source: Source
  readonly allow: Expression
}

function optionsOf(resource: BlueprintResource, model: Model, { source, allow }: Writing): Member[] {
  const table = model.table(resource.table)
  const rules = rulesOf(resource, table, { source, model })
  const hook = createHook(resource, model, source)
  const options: readonly (readonly [string, Expression | undefined])[] = [
    ['name', resource.name === tableKey(table.name) ? undefined : literal(resource.name)],
    ['singular', resource.singular === singularOf(resource.name) ? undefined : literal(resource.singular)],
    [
      'path',
      resource.path === undefined || resource.path === `/${kebabCase(resource.name)}`
        ? undefined
        : literal(resource.path),
    ],
    ['id', resource.id === undefined || resource.id === 'id' ? undefined : literal(resource.id)],
    ['operations', maybe(operationsOf(resource), literal)],
    ['allow', allow],
    ['filter', filterOf(resource.filter)],
    ['sort', list(resource.sort)],
    ['search', list(resource.search)],
    ['size', maybe(resource.size, literal)],
    ['relations', relationsOf(resource, table)],
    ['include', list(resource.include)],
    ['embed', embedOf(resource.embed, model)],
    ['children', childrenOf(resource.children, source)],
    ['only', maybe(resource.only, literal)],
    ['computed', list(resource.computed)],
    ['fields', rules.length === 0 ? undefined : object(rules)],
    ['before', maybe(hook, value => object([['create', value]], { open: true }))],
  ]
  return options.flatMap(([name, value]): Member[] => (value === undefined ? [] : [[name, value]]))
}

/** What is special about a resource that has no operations of its own. */
function docOf(resource: BlueprintResource, model: Model): string | undefined {
  const parent = model.blueprint.resources.find(({ children }) => Object.values(children).includes(resource.table))
  if (parent === undefined || Object.keys(resource.operations).length > 0) return undefined
  const copied = model
    .table(resource.table)
    .fields.filter(({ server }) => typeof server === 'object' && 'copyOf' in server)
  const taken = copied.length === 0 ? '' : ` The server fills in ${listed(copied.map(({ name }) => name))}.`
  return `Written and read with their ${spoken(parent.singular)}.${taken}`
}

function filterOf(filter: BlueprintResource['filter']): Expression | undefined {
  const words = Object.entries(filter)
  if (words.length === 0) return undefined
  return words.every(([word, path]) => word === path) ? literal(words.map(([word]) => word)) : literal(filter)
}

/** A relation that is not called like its key has to be said. */
function relationsOf({ include, embed }: BlueprintResource, table: BlueprintTable): Expression | undefined {
  const names = [...include, ...Object.keys(embed)]
  const said = names.flatMap((name): [string, string][] => {
    const keys = table.fields.filter(({ references }) => references !== undefined)
    if (keys.some(key => key.name === `${name}Id`)) return []
    const key = keys.find(one => one.name === name || camelCase(one.name.replace(/(?:_?id|Id)$/, '')) === name)
    return key === undefined ? [] : [[name, key.name]]
  })
  return said.length === 0 ? undefined : literal(Object.fromEntries(said))
}

function embedOf(embed: BlueprintResource['embed'], model: Model): Expression | undefined {
  const names = Object.entries(embed)
  if (names.length === 0) return undefined
  const plain = names.every(([, shown]) =>
    model.blueprint.resources.some(({ name, table }) => name === shown && table === shown),
  )
  return plain ? literal(names.map(([name]) => name)) : literal(embed)
}

function childrenOf(children: BlueprintResource['children'], source: Source): Expression | undefined {
  const members = Object.entries(children).map(
    ([name, table]): Member => [name, code(source.use('../../schema.ts', tableKey(table), 'Table'))],
  )
  return members.length === 0 ? undefined : object(members)
}

interface Asking {
  readonly source: Source
  readonly model: Model
}

/** Rules of the fields that a body may not carry, where bodies are taken. */
function rulesOf(resource: BlueprintResource, table: BlueprintTable, { source, model }: Asking): Member[] {
  const written = ['create', 'replace', 'update'].some(verb => Object.hasOwn(resource.operations, verb))
  const child = model.blueprint.resources.some(({ children }) => Object.values(children).includes(table.name))
  if (!written && !(child && Object.keys(resource.operations).length === 0)) return []
  const shown = resource.only?.flatMap(name => fieldOf(table, name) ?? []) ?? table.fields
  return shown.flatMap((field): Member[] => {
    const rule = writeRule(field, resource, source) ?? roleRule(field, resource, { source, model })
    return rule === undefined ? [] : [[field.name, object([['write', rule]])]]
  })
}

/** The runtime keeps roles from bodies; where they are no roles of people who sign in, whoever writes the row writes them. */
function roleRule(
  { name, references }: BlueprintField,
  { operations: own, table }: BlueprintResource,
  { source, model }: Asking,
): Expression | undefined {
  if (!/^roles?$/.test(name) || references !== undefined || table === model.users) return undefined
  const above = model.blueprint.resources.find(({ children }) => Object.values(children).includes(table))
  const operations = Object.keys(own).length === 0 && above !== undefined ? above.operations : own
  const allow = (operations.create ?? operations.update ?? operations.replace)?.allow ?? 'nobody'
  return allowCode(typeof allow === 'string' || 'can' in allow ? allow : 'signedIn', source)
}

function writeRule(field: BlueprintField, resource: BlueprintResource, source: Source): Expression | undefined {
  if (field.write !== undefined) return allowCode(field.write, source)
  if (field.server === undefined || (field.server === 'owner' && ownedBy(resource, field.name))) return undefined
  return code(source.use('plinth', 'nobody'))
}

function list(names: readonly string[]): Expression | undefined {
  return names.length === 0 ? undefined : array(names.map(literal))
}

function maybe<T>(value: T | undefined, make: (value: T) => Expression): Expression | undefined {
  return value === undefined ? undefined : make(value)
}
