import {
  block,
  call,
  chain,
  code,
  type Doc,
  type Expression,
  functionBlock,
  type Link,
  literal,
  type Member,
  object,
  quoted,
  Source,
  when,
} from '../../source/index.ts'
import { kebabCase, listed, singularOf, spoken, tableKey, upperFirst } from '../../words/names.ts'
import { reservedImports } from '../../words/reserved.ts'
import { type Emitted, idName, type Model } from '../model.ts'
import { singularName } from '../singular.ts'
import { emptyOf } from './empty.ts'
import type { Lines } from './lines.ts'

/** The function's name, and its file in the module's folder. */
export function fillName({ name }: Lines): { readonly fill: string; readonly file: string } {
  return { fill: `fill${upperFirst(name)}`, file: `fill-${kebabCase(name)}.ts` }
}

/** A hook's helper: fills in what the client may not say of lines, and takes them out of stock. */
export function emitFill(lines: Lines, module: string, model: Model): Emitted {
  const { fill, file } = fillName(lines)
  const source = new Source([
    ...reservedImports,
    'Line',
    'lines',
    'line',
    'filled',
    'wrong',
    'Db',
    fill,
    singularName(lines.source, model),
  ])
  const table = source.use('../../schema.ts', tableKey(lines.source.name), 'Table')
  source.add(lineType(lines))
  source.add(
    `/** ${docOf(lines)} */\n`,
    functionBlock(
      `export async function ${fill}(db: ${source.useType('plinth', 'Db')}, lines: readonly Line[]) `,
      body(lines, { source, table, model }),
    ).doc,
  )
  return { path: `modules/${kebabCase(module)}/${file}`, text: source.text() }
}

function docOf({ name, copies, stock, total }: Lines): string {
  const taken = stock === undefined ? '' : `Takes the ${spoken(name)} out of stock, and `
  const fields = [...copies.map(([to]) => to), ...(total === undefined ? [] : [total.field])]
  const text = `${taken}fills in what the client may not say: ${listed(fields)}.`
  return upperFirst(text)
}

function lineType({ key, quantity, child }: Lines): Doc {
  const type = child.fields.find(({ name }) => name === key)?.type === 'integer' ? 'number' : 'string'
  const members = [`readonly ${key}: ${type}`, ...(quantity === undefined ? [] : [`readonly ${quantity}: number`])]
  return ['interface Line ', block(members)]
}

interface Place {
  readonly source: Source
  readonly table: string
  readonly model: Model
}

function body(lines: Lines, place: Place): Doc[] {
  const { name, quantity, total } = lines
  const one = singularOf(spoken(name))
  const use = (word: string): string => place.source.use('plinth', word)
  const none = literal([{ field: name, message: `Add at least one ${one}.` }])
  const statements: Doc[] = [when('lines.length === 0', ['throw ', call(use('invalid'), [none]).doc])]
  if (quantity !== undefined) statements.push(...positive(lines, quantity, use('invalid')))
  statements.push(`const filled = []`, loop(lines, place))
  if (total === undefined)
    return [...statements, name === 'filled' ? 'return { filled }' : `return { ${name}: filled }`]
  const price = quantity === undefined ? `line.${total.price}` : `line.${quantity} * line.${total.price}`
  const sum = code(`filled.reduce((sum, line) => sum + ${price}, 0)`)
  return [
    ...statements,
    [
      'return ',
      object([
        [name, code('filled')],
        [total.field, sum],
      ]).doc,
    ],
  ]
}

function positive({ name }: Lines, quantity: string, invalid: string): Doc[] {
  const problem = object([
    ['field', code(`\`${name}[\${wrong}].${quantity}\``)],
    ['message', code(quoted('Ask for at least one.'))],
  ])
  return [
    `const wrong = lines.findIndex(line => line.${quantity} < 1)`,
    when('wrong !== -1', ['throw ', invalid, '([', problem.doc, '])']),
  ]
}

/** Rows are locked in the order of their ids, so that two orders for the same things cannot wait for each other. */
function loop(lines: Lines, { source, table, model }: Place): Doc {
  const { key, stock, copies, blank } = lines
  const row = singularName(lines.source, model)
  const filled: Member[] = [
    ...copies.map(([to, from]): Member => [to, code(`${row}.${from}`)]),
    ...blank.map((field): Member => [field.name, emptyOf(field)]),
  ]
  const gone =
    stock === undefined
      ? `One of the ${spoken(lines.name)} is not to be had.`
      : `One of the ${spoken(lines.name)} is sold out.`
  const inner: Doc[] = [
    [`const [${row}] = await `, statement(lines, source, table).doc],
    when(`${row} === undefined`, ['throw ', call(source.use('plinth', 'conflict'), [literal(gone)]).doc]),
    call('filled.push', [object([{ spread: code('line') }, ...filled])]).doc,
  ]
  const order = stock === undefined ? 'lines' : `lines.toSorted((a, b) => a.${key}.localeCompare(b.${key}))`
  return [`for (const line of ${order}) `, block(inner)]
}

function statement(
  { key, quantity, stock, condition, source: from }: Lines,
  source: Source,
  table: string,
): Expression {
  const use = (word: string): string => source.use('plinth/schema', word)
  const conditions = [
    call(use('eq'), [code(`${table}.${idName(from)}`), code(`line.${key}`)]),
    ...Object.entries(condition).map(([field, value]) => call(use('eq'), [code(`${table}.${field}`), literal(value)])),
  ]
  if (stock === undefined || quantity === undefined) {
    const links: Link[] = [
      { name: 'select', values: [] },
      { name: 'from', values: [code(table)] },
      { name: 'where', values: [all(conditions, use)] },
    ]
    return chain(code('db'), links)
  }
  const left = code(`${use('sql')}\`\${${table}.${stock}} - \${line.${quantity}}\``, 9)
  const enough = call(use('gte'), [code(`${table}.${stock}`), code(`line.${quantity}`)])
  const links: Link[] = [
    { name: 'update', values: [code(table)] },
    { name: 'set', values: [object([[stock, left]])] },
    { name: 'where', values: [all([...conditions, enough], use)] },
    { name: 'returning', values: [] },
  ]
  return chain(code('db'), links)
}

function all(conditions: readonly Expression[], use: (word: string) => string): Expression {
  const [first] = conditions
  return conditions.length === 1 && first !== undefined ? first : call(use('and'), conditions)
}
