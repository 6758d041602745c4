import type { Blueprint } from '../blueprint/blueprint.ts'
import type { Endpoint } from '../blueprint/endpoint.ts'
import { html, type Markup, type Part } from './markup.ts'
import type { Places } from './places.ts'

const titles: Readonly<Record<string, string>> = {
  endpoints: 'Endpoints',
  actions: 'Actions',
  sockets: 'Sockets',
  hosts: 'Third parties',
  unresolved: 'Unresolved',
  problems: 'Files passed over',
}

/** A part of the page with its heading and its count; nothing where there is nothing to say. */
export function section(id: string, entries: readonly Markup[], before?: Markup): Markup | undefined {
  if (entries.length === 0) return undefined
  const title = titles[id] ?? id
  return html`<section id="${id}"><h2>${title} <small>${entries.length}</small></h2>${before}${entries}</section>\n`
}

/** One endpoint: a line that opens. */
export function endpointEntry(endpoint: Endpoint, places: Places): Markup {
  const { method, path, kind, live, certainty, encoding, headers = {} } = endpoint
  const sent = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const use = live ? 'live' : 'dead'
  return html`<details class="endpoint ${use}" data-method="${method}" data-kind="${kind}" data-certainty="${certainty}" data-live="${use}"><summary><span class="method mono ${method}">${method}</span><span class="path">${path}</span><span class="tag">${kind}</span><span class="tag ${live ? '' : 'off'}">${
    live ? 'live' : 'dead code'
  }</span><span class="tag ${certainty}">${certainty}</span></summary><dl>${[
    names('Query', endpoint.query),
    names(encoding === undefined ? 'Body' : `Body, ${encoding}`, endpoint.body),
    names('Reads', endpoint.reads),
    names('Headers', sent),
  ]}<dt>Seen at</dt><dd>${places.links(endpoint.evidence)}</dd></dl></details>\n`
}

function names(title: string, list: readonly string[]): Part {
  if (list.length === 0) return undefined
  return html`<dt>${title}</dt><dd class="names">${list.map(name => html`<span>${name}</span>`)}</dd>`
}

/** What is done beside rows, and what is left to a person. */
export function actionEntries({ actions }: Blueprint, places: Places): Markup[] {
  return actions.map(action => {
    const pending = action.kind === 'pending'
    return html`<div class="card"><b>${action.endpoints.join(', ') || action.name}</b> <span class="tag ${
      pending ? 'off' : ''
    }">${pending ? '501' : action.kind}</span> <span class="tag ${action.certainty}">${action.certainty}</span>${
      pending ? html`<p>${action.reason}</p>` : undefined
    }<p>${places.links(action.evidence)}</p></div>\n`
  })
}

/** Yes and no, each with its reasons. */
export function featureEntries({ features }: Blueprint, places: Places): Markup[] {
  return Object.entries(features).map(
    ([name, { needed, evidence, reason }]) =>
      html`<div class="card"><b>${name}</b> <span class="tag ${needed ? 'yes' : ''}">${needed ? 'yes' : 'no'}</span>${
        typeof reason === 'string' ? html`<p class="faint">${reason}</p>` : undefined
      }<p>${
        evidence.length > 0
          ? places.links(evidence.slice(0, 6))
          : html`<span class="faint">Nothing in the code asks for it.</span>`
      }</p></div>\n`,
  )
}

/** Hosts of others. */
export function hostEntries({ thirdParty }: Blueprint, places: Places): Markup[] {
  return thirdParty.map(
    ({ host, evidence }) => html`<div class="card"><b>${host}</b><p>${places.links(evidence)}</p></div>\n`,
  )
}

/** What stayed open, with the reason. */
export function openEntries({ unresolved }: Blueprint, places: Places): Markup[] {
  return unresolved.map(
    ({ text, reason, evidence }) =>
      html`<div class="card"><code>${text}</code><p>${reason}</p><p>${places.links([evidence])}</p></div>\n`,
  )
}

/** Files that were passed over. */
export function problemEntries({ problems }: Blueprint, places: Places): Markup[] {
  return problems.map(
    ({ file, line, message }) => html`<div class="card">${message}<p>${places.links([{ file, line }])}</p></div>\n`,
  )
}

/** Sockets and lasting connections, as they were found. */
export function socketEntries({ sockets }: Blueprint): Markup[] {
  return sockets.map(socket => html`<div class="card"><pre>${JSON.stringify(socket, undefined, 2)}</pre></div>\n`)
}
