import { array, call, code, type Expression, literal, type Member, object, Source } from '../source/index.ts'
import { camelCase, kebabCase, listed, spoken, tableKey, upperFirst } from '../words/names.ts'
import { languageWords } from '../words/reserved.ts'
import type { Emitted, Model } from './model.ts'
import { togetherWith } from './together.ts'

/** The variable that a module is exported as. */
export function moduleVariable(name: string): string {
  const variable = camelCase(name)
  return taken.has(variable) ? `${variable}Module` : variable
}

/** Words of the language, of the module's own file, and of `backend.ts`. */
const taken = new Set([...languageWords, 'module', 'schema', 'computed', 'dialect', 'defineBackend'])

/** `modules/<module>/index.ts`. */
export function emitModule(name: string, model: Model): Emitted {
  const variable = moduleVariable(name)
  const source = new Source([...languageWords, 'module', variable])
  const inModule = <T extends { readonly module: string }>(all: readonly T[]): T[] =>
    all.filter(({ module }) => module === name)
  const { blueprint } = model
  const file = (item: string): string => `./${kebabCase(item)}.ts`
  const resources = inModule(blueprint.resources).map(each =>
    code(source.useAs(file(each.name), 'default', { wish: camelCase(each.name), tail: 'Resource' })),
  )
  const actions = inModule(blueprint.actions).map(each => {
    const local = source.useAs(file(each.name), 'default', { wish: camelCase(each.name), tail: 'Action' })
    return code(each.kind === 'toggle' || each.kind === 'singleton' ? `...${local}` : local)
  })
  const own = inModule(blueprint.tables).filter(table => table.name !== model.users)
  const tables = own.map(table => code(source.use('../../schema.ts', tableKey(table.name), 'Table')))
  const together = togetherWith(name, model)
  const options: Member[] = [
    ...some('tables', tables),
    ...some('resources', resources),
    ...some('actions', actions),
    ...some('together', together.map(literal)),
  ]
  const made = call(source.use('plinth', 'module'), [literal(name), object(options, { open: true })])
  source.add(`/** ${docOf(name, model)} */\n`, `export const ${variable} = `, made.doc)
  return { path: `modules/${kebabCase(name)}/index.ts`, text: source.text() }
}

function some(name: string, items: readonly Expression[]): Member[] {
  return items.length === 0 ? [] : [[name, array(items)]]
}

function docOf(name: string, { blueprint }: Model): string {
  const resources = blueprint.resources.filter(({ module }) => module === name)
  const actions = blueprint.actions.filter(({ module }) => module === name)
  if (resources.length === 0 && actions.every(({ kind }) => kind === 'pending'))
    return 'Asked for by the frontend and not written yet.'
  const things = (resources.length > 0 ? resources : actions).map(each => spoken(each.name))
  return `${upperFirst(listed(things)) || 'Tables of its own'}.`
}
