import type { JsonSchema } from '../../operations/index.ts'
import { curlOf } from './curl.ts'
import { html, type Markup } from './markup.ts'
import { type FieldLine, fieldLines, type Resolve, sample, typeText } from './schema.ts'

/** One operation of the document, with where it is. */
export interface Entry {
  readonly method: string
  readonly path: string
  readonly object: JsonSchema
  readonly resolve: Resolve
  /** Header and value that carry the token. */
  readonly token: string
}

/** One section of the page. */
export function operationSection(entry: Entry): Markup {
  const { method, path, object } = entry
  const body = bodySchema(object)
  return html`<section class="operation" id="${String(object.operationId)}" data-words="${wordsOf(entry)}">
<header><h3><span class="method ${method}">${method}</span> <code class="path">${path}</code></h3>
<p>${String(object.summary)} ${needsToken(object) ? html`<span class="lock">signed in</span>` : undefined}</p></header>
<div class="columns"><div class="takes">
${table('Parameters', parameterLines(entry))}
${body === undefined ? undefined : table('Body', fieldLines(body, entry.resolve))}
${answerPart(entry)}
</div><div class="shows">
<figure><figcaption>Request <button type="button" class="copy">Copy</button></figcaption><pre><code>${curlOf(entry, body)}</code></pre></figure>
${exampleAnswer(entry)}
</div></div>
</section>`
}

/** What the filter of the page looks in. */
function wordsOf({ method, path, object }: Entry): string {
  return `${method} ${path} ${String(object.operationId)} ${String(object.summary)}`.toLowerCase()
}

/** True where no anonymous call is let through. */
export function needsToken({ security }: JsonSchema): boolean {
  return Array.isArray(security) && security.every(scheme => Object.keys(scheme as object).length > 0)
}

function bodySchema({ requestBody }: JsonSchema): JsonSchema | undefined {
  return contentSchema(requestBody)
}

function contentSchema(part: unknown): JsonSchema | undefined {
  const content = (part as { content?: Record<string, { schema?: JsonSchema }> } | undefined)?.content
  return content?.['application/json']?.schema
}

function parameterLines({ object, resolve }: Entry): FieldLine[] {
  const parameters = (object.parameters ?? []) as {
    name: string
    in: string
    required?: boolean
    description?: string
    schema: JsonSchema
  }[]
  return parameters.map(({ name, in: place, required = false, description = '', schema }) => ({
    name,
    type: typeText(schema, resolve),
    required,
    description: [place === 'header' ? 'Header' : '', description].filter(note => note !== '').join('. '),
  }))
}

function success(object: JsonSchema): readonly [string, unknown] {
  const [status = '200', response] =
    Object.entries(object.responses as object).find(([code]) => code.startsWith('2')) ?? []
  return [status, response]
}

function answerPart({ object, resolve }: Entry): Markup | undefined {
  const [status, response] = success(object)
  const schema = contentSchema(response)
  return schema === undefined
    ? html`<h4>Answer ${status}</h4><p class="quiet">No body.</p>`
    : table(`Answer ${status}`, fieldLines(schema, resolve))
}

function exampleAnswer({ object, resolve }: Entry): Markup | undefined {
  const [status, response] = success(object)
  const schema = contentSchema(response)
  if (schema === undefined) return undefined
  const text = JSON.stringify(sample(schema, resolve), null, 2)
  return html`<figure><figcaption>${status}</figcaption><pre><code>${text}</code></pre></figure>`
}

function table(title: string, lines: readonly FieldLine[]): Markup | undefined {
  if (lines.length === 0) return undefined
  const rows = lines.map(
    ({ name, type, required, description }) =>
      html`<tr><th scope="row"><code>${name}</code>${required ? html`<abbr title="required">*</abbr>` : undefined}</th><td>${type}${description === '' ? undefined : html`<small>${description}</small>`}</td></tr>`,
  )
  const kept =
    rows.length > 12
      ? html`<details><summary>${rows.length} fields</summary><table>${rows}</table></details>`
      : html`<table>${rows}</table>`
  return html`<h4>${title}</h4>${kept}`
}
