import { type Envelope, ownTemplate, type Template } from '../dialect/envelope.ts'
import { calledIn, itemWay, listWay, type Way } from '../dialect/unwrap.ts'
import { hasBody } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { routeOf, segmentsOf } from '../facts/path.ts'
import { fieldsOf } from '../facts/shape.ts'
import { camelCase } from '../facts/words.ts'
import { asWritten } from '../tables/resources.ts'
import type { HomelessAction } from './action.ts'

/**
 * The actions that are asked for under another name of their rows than the one that stands in their code, by the names
 * that the runtime gives them: the words of the path, and the method where several have the same, or a resource does.
 */
export function actionRoutes(
  actions: readonly HomelessAction[],
  asks: readonly Ask[],
  resources: readonly string[],
): [operation: string, route: string][] {
  return sidesOf(actions, asks, resources).flatMap(({ path, kind, key, name, ask }): [string, string][] => {
    const route = ask === undefined || kind === 'pending' ? path : writtenAs(ask, path)
    return route === path ? [] : [[name, `${methodOf(key)} ${route}`]]
  })
}

/** Whole answers of lists beside a resource that are wrapped in another way than others, by the runtime's names. */
export function actionAnswers(
  actions: readonly HomelessAction[],
  asks: readonly Ask[],
  { verbs, envelope }: { readonly verbs: readonly string[]; readonly envelope: Envelope },
): [operation: string, answer: Template][] {
  return sidesOf(actions, asks, verbs).flatMap(({ kind, name, ask }): [string, Template][] => {
    const template = kind === 'feed' && ask !== undefined ? ownList(ask, envelope.listStyle) : undefined
    return template === undefined ? [] : [[name, template]]
  })
}

/** Bodies of single calls that have another envelope than others, or none, by the runtime's names. */
export function actionBodies(
  actions: readonly HomelessAction[],
  asks: readonly Ask[],
  { verbs, envelope }: { readonly verbs: readonly string[]; readonly envelope: Envelope },
): [operation: string, body: Template][] {
  return sidesOf(actions, asks, verbs).flatMap(({ kind, name, ask }): [string, Template][] => {
    if (kind !== 'assign' || ask === undefined || !hasBody(ask)) return []
    const way = (itemWay(ask, ask.body) ?? []).slice(0, 1)
    if (way.join() === envelope.bodyStyle.join()) return []
    // The member is called after the path, whatever the rows are called elsewhere.
    const [member] = Object.keys(fieldsOf(ask.body))
    return [[name, way.length === 0 || member === undefined ? '$input' : { [member]: '$input' }]]
  })
}

/** Undefined where the list stands where others do. */
function ownList(ask: Ask, style: Way): Template | undefined {
  const way = listWay(ask, ask.answer)
  if (way === undefined || way.join('.') === style.join('.')) return undefined
  const called = calledIn(ask, way)
  const template = ownTemplate(ask, true)
  return template === undefined || called === undefined ? template : withName(template, called)
}

/** The list is called after the path, and its rows are of another resource: `{ featured: […] }` of products. */
function withName(template: Template, called: string): Template {
  if (typeof template !== 'object' || template === null || Array.isArray(template)) return template
  const entries = Object.entries(template).map(([key, value]) => [
    key === '$names' ? called : key,
    withName(value, called),
  ])
  return Object.fromEntries(entries) as Template
}

interface Side {
  readonly path: string
  readonly kind: HomelessAction['kind']
  readonly key: string
  /** As the runtime calls it. */
  readonly name: string
  readonly ask: Ask | undefined
}

/** Each call of each action: the method stands in the name where several have the same words, or a resource does. */
function sidesOf(actions: readonly HomelessAction[], asks: readonly Ask[], resources: readonly string[]): Side[] {
  const sides = actions.flatMap(({ path, kind, endpoints }) =>
    endpoints
      .filter((key, at) => at === 0 || asks.some(ask => ask.key === key))
      .map(key => ({ path, kind, key, name: nameOf(path, key), ask: asks.find(ask => ask.key === key) })),
  )
  return sides.map(side => {
    const isOnly = sides.filter(({ name }) => name === side.name).length === 1 && !resources.includes(side.name)
    return isOnly ? side : { ...side, name: `${side.name}.${methodOf(side.key).toLowerCase()}` }
  })
}

function methodOf(key: string): string {
  return key.slice(0, key.indexOf(' '))
}

/** The path of an action with the words that are asked for, its parameters as they are called in its code. */
function writtenAs(ask: Ask, path: string): string {
  const segments = segmentsOf(path.replace(/(?<=\/):(\w+)/g, '{$1}'), '') ?? []
  return routeOf([...asWritten(ask, segments), ...ask.written.slice(segments.length)])
}

/** `workspaces.archive` of `/workspaces/:id/archive`; one word alone takes the method with it. */
function nameOf(path: string, key: string): string {
  const words = path
    .split('/')
    .filter(part => part !== '' && !part.startsWith(':'))
    .flatMap(part => part.split(':'))
  const name = words.map(camelCase).join('.')
  return words.length > 1 ? name : `${name}.${methodOf(key).toLowerCase()}`
}
