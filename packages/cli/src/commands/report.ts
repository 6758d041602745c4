import { ink } from 'plinth/commands'
import type { Blueprint, FeatureName } from '../blueprint/blueprint.ts'
import type { Endpoint, Evidence } from '../blueprint/endpoint.ts'
import type { SdkUse } from '../blueprint/operation.ts'
import { columns, cut } from './table.ts'

const methodInk: Readonly<Record<string, (text: string) => string>> = {
  GET: ink.good,
  DELETE: ink.bad,
}

/** The blueprint for a person: endpoints, resources, features, and what could not be served, each with its place. */
export function report(blueprint: Blueprint): string {
  const sections = [
    section('Endpoints', endpointRows(blueprint.endpoints)),
    section('GraphQL operations', operationRows(blueprint)),
    section('Calls of packages', sdkRows(blueprint)),
    section('Resources', resourceRows(blueprint)),
    section('Actions', actionRows(blueprint)),
    section('Features', featureRows(blueprint)),
    section(
      'Not this backend',
      blueprint.thirdParty.map(({ host, evidence }) => [host, places(evidence)]),
    ),
    section(
      'Unresolved',
      blueprint.unresolved.map(({ text, reason, evidence }) => [cut(text, 48), reason, place(evidence)]),
    ),
    section(
      'Files passed over',
      blueprint.problems.map(({ file, line, message }) => [`${file}:${line}`, message]),
    ),
  ]
  return sections.filter(text => text !== '').join('\n\n')
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  return rows.length === 0
    ? ''
    : [`${ink.strong(title)} ${ink.faint(String(rows.length))}`, ...columns(rows)].join('\n')
}

function endpointRows(endpoints: readonly Endpoint[]): string[][] {
  return endpoints.map(({ method, path, query, body, live, certainty, evidence }) => {
    const paint = methodInk[method] ?? ((text: string) => text)
    const takes = [...query.map(word => `?${word}`), ...body]
    const mark = live ? (certainty === 'sure' ? '' : certainty) : 'dead code'
    return [paint(method), path, ink.faint(cut(takes.join(' '), 44)), ink.faint(mark), ink.faint(places(evidence))]
  })
}

function operationRows({ operations = [] }: Blueprint): string[][] {
  return operations.map(({ kind, name, variables, fields, live, evidence }) => {
    const given = variables.map(({ name: variable, type }) => `$${variable}: ${type}`).join(', ')
    return [
      kind === 'mutation' ? ink.bad(kind) : ink.good(kind),
      given === '' ? name : `${name}(${given})`,
      ink.faint(cut(fields.join(' '), 60)),
      ink.faint(live ? '' : 'dead code'),
      ink.faint(places(evidence)),
    ]
  })
}

/** Tables with their columns, calls, and calls of which only the name is known. */
function sdkRows({ sdk = [] }: Blueprint): string[][] {
  return (sdk as unknown as readonly SdkUse[]).flatMap(({ library, calls, tables, unsupported = [] }) => [
    ...tables.map(({ name, columns }) => [library, 'table', name, ink.faint(cut(columns.join(' '), 60)), '']),
    ...calls.map(({ name, feature, live, evidence }) => [
      library,
      live ? 'call' : 'dead call',
      name,
      ink.faint(feature ?? ''),
      ink.faint(places(evidence)),
    ]),
    ...unsupported.map(name => [library, ink.bad('unsupported'), name, '', '']),
  ])
}

function resourceRows({ resources, tables }: Blueprint): string[][] {
  return resources.map(({ name, table, operations, evidence }) => {
    const fields = tables.find(each => each.name === table)?.fields.length ?? 0
    return [name, Object.keys(operations).join(' '), ink.faint(`${fields} fields`), ink.faint(places(evidence))]
  })
}

function actionRows({ actions }: Blueprint): string[][] {
  return actions.map(action => {
    const meaning = action.kind === 'pending' ? ink.bad(`501: ${action.reason}`) : action.kind
    return [action.endpoints.join(', ') || action.name, meaning, ink.faint(places(action.evidence))]
  })
}

function featureRows({ features }: Blueprint): string[][] {
  return Object.entries(features).map(([name, { needed, evidence }]) => [
    needed ? ink.good('yes') : ink.faint('no'),
    name as FeatureName,
    ink.faint(places(evidence)),
  ])
}

function places(evidence: readonly Evidence[]): string {
  const [first, ...rest] = evidence
  if (first === undefined) return ''
  return `${place(first)}${rest.length === 0 ? '' : ` +${rest.length}`}`
}

function place({ file, line }: Evidence): string {
  return `${file}:${line}`
}
