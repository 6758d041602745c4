import { createHash } from 'node:crypto'
import type { Blueprint } from '../blueprint/blueprint.ts'
import { mapOf } from './map.ts'
import { html, type Markup, trusted } from './markup.ts'
import { Places, type SourceOf } from './places.ts'
import { script } from './script.ts'
import {
  actionEntries,
  endpointEntry,
  featureEntries,
  hostEntries,
  openEntries,
  problemEntries,
  section,
  socketEntries,
} from './sections.ts'
import { style } from './style.ts'

/**
 * The page to review a blueprint with: one file that asks no host for anything, and whose policy lets it run nothing but
 * its own filter. Everything that was read is escaped. The same blueprint and the same sources give the same bytes.
 */
export function pageOf(blueprint: Blueprint, sourceOf: SourceOf): string {
  const places = new Places(sourceOf)
  const sections = sectionsOf(blueprint, places)
  const policy = `default-src 'none'; style-src '${digest(style)}'; script-src '${digest(script)}'; base-uri 'none'; form-action 'none'`
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><title>${blueprint.name}: what the frontend asks for</title><style>${trusted(style)}</style></head><body>
<header><h1>${blueprint.name}</h1>${summary(blueprint)}</header>
<section id="map"><h2>Map <small>${blueprint.tables.length} tables</small></h2>${mapOf(blueprint)}</section>
${sections}${places.windows()}<script>${trusted(script)}</script></body></html>
`.text
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

function sectionsOf(blueprint: Blueprint, places: Places): (Markup | undefined)[] {
  const endpoints = blueprint.endpoints.map(endpoint => endpointEntry(endpoint, places))
  const features = html`<div class="grid">${featureEntries(blueprint, places)}</div>`
  return [
    section('endpoints', endpoints, filters(blueprint)),
    html`<section id="features"><h2>Features</h2>${features}</section>\n`,
    section('actions', actionEntries(blueprint, places)),
    section('sockets', socketEntries(blueprint)),
    section('hosts', hostEntries(blueprint, places)),
    section('unresolved', openEntries(blueprint, places)),
    section('problems', problemEntries(blueprint, places)),
  ]
}

function summary({ frontends, endpoints, base, unresolved, actions, thirdParty }: Blueprint): Markup {
  const dead = endpoints.filter(({ live }) => !live).length
  const kinds = [...new Set(frontends.map(({ framework }) => framework))].join(', ')
  const said = `${endpoints.length} endpoints, ${dead} of them in dead code, ${unresolved.length} unresolved. Base path ${base.path || '/'} (${base.certainty}).`
  const links = [
    'map',
    'endpoints',
    'features',
    ...(actions.length > 0 ? ['actions'] : []),
    ...(thirdParty.length > 0 ? ['hosts'] : []),
    ...(unresolved.length > 0 ? ['unresolved'] : []),
  ]
  return html`<p class="faint">${kinds}. ${said}</p><nav>${links.map(id => html`<a href="#${id}">${id}</a>`)}</nav>`
}

/** Hidden until the script runs: without it they would do nothing. */
function filters({ endpoints }: Blueprint): Markup {
  const options = (name: string, values: readonly string[]) =>
    html`<select name="${name}" aria-label="${name}"><option value="">any ${name}</option>${[...new Set(values)]
      .sort()
      .map(value => html`<option>${value}</option>`)}</select>`
  return html`<form id="filters" hidden><input name="text" type="search" placeholder="Path, field or file" aria-label="Text">${[
    options(
      'method',
      endpoints.map(({ method }) => method),
    ),
    options(
      'kind',
      endpoints.map(({ kind }) => kind),
    ),
    options(
      'certainty',
      endpoints.map(({ certainty }) => certainty),
    ),
    options('live', ['live', 'dead']),
  ]}<button type="reset">All</button><span id="shown" class="faint" role="status"></span></form>`
}
