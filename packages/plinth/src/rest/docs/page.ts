import type { JsonSchema } from '../../operations/index.ts'
import type { OpenApi } from '../openapi/openapi.ts'
import { html, type Markup } from './markup.ts'
import { type Entry, needsToken, operationSection } from './operation.ts'
import { resolver } from './schema.ts'

/** The page at `/docs`: every operation by module, with what it takes, what it answers, and a line for the shell. */
export function docsPage(document: OpenApi, token: string): string {
  const entries = entriesOf(document, token)
  const { title, version } = document.info
  const modules = document.tags.map(({ name }) => ({
    name,
    entries: entries.filter(({ object }) => (object.tags as string[]).includes(name)),
  }))
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} API</title>
<link rel="stylesheet" href="/docs/style.css">
<script src="/docs/script.js" defer></script>
</head>
<body>
<a class="skip" href="#content">Skip to the operations</a>
<nav aria-label="Operations">
<p class="title"><strong>${title}</strong> <span class="quiet">${version}</span></p>
<label class="filter"><span>Filter</span><input type="search" id="filter" placeholder="orders, POST, sign in…" autocomplete="off" spellcheck="false"></label>
<div class="list">${modules.map(({ name, entries: own }) => moduleLinks(name, own))}</div>
</nav>
<main id="content">
<h1>${title}</h1>
<p class="lead">${entries.length} operations. <a href="/openapi.json">OpenAPI 3.1</a>. The access token goes into <code>${token}</code>.</p>
<p id="nothing" class="quiet" hidden>Nothing fits this filter.</p>
${modules.map(({ name, entries: own }) => html`<section class="module"><h2>${name}</h2>${own.map(operationSection)}</section>`)}
</main>
</body>
</html>
`.html
}

function entriesOf({ paths, components }: OpenApi, token: string): Entry[] {
  const resolve = resolver(components.schemas as Record<string, JsonSchema>)
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, object]) => ({ method: method.toUpperCase(), path, object, resolve, token })),
  )
}

function moduleLinks(name: string, entries: readonly Entry[]): Markup {
  const links = entries.map(({ method, path, object }) => {
    const lock = needsToken(object) ? html` <span class="lock" title="signed in">●</span>` : undefined
    return html`<li><a href="#${String(object.operationId)}"><span class="method ${method}">${method}</span> <span class="path">${path}</span>${lock}</a></li>`
  })
  return html`<section><h2>${name}</h2><ul>${links}</ul></section>`
}
