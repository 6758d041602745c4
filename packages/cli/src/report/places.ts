import type { Evidence } from '../blueprint/endpoint.ts'
import { codeAround } from './code.ts'
import { html, type Markup } from './markup.ts'

/** The text of a file that evidence names, or undefined where it cannot or must not be shown. */
export type SourceOf = (file: string) => string | undefined

/** Places of one entry that are listed; the rest is counted. */
const MOST = 12

/** Places in code. Each is in the page once, however many entries name it, and opens over the page without a script. */
export class Places {
  readonly #sourceOf: SourceOf
  readonly #seen = new Map<string, { readonly id: string; readonly place: Evidence }>()

  constructor(sourceOf: SourceOf) {
    this.#sourceOf = sourceOf
  }

  /** A button for each place. */
  links(evidence: readonly Evidence[]): Markup {
    const more = evidence.length - MOST
    return html`<span class="places">${evidence.slice(0, MOST).map(place => this.#link(place))}${
      more > 0 ? html`<span class="faint">and ${more} more</span>` : undefined
    }</span>`
  }

  /** What the buttons open. Call it last. */
  windows(): Markup[] {
    return [...this.#seen.values()].map(({ id, place: { file, line } }) => {
      const text = this.#sourceOf(file)
      const code = text === undefined ? undefined : codeAround(text, line)
      return html`<div popover id="${id}" class="window"><header><b>${file}:${line}</b><button popovertarget="${id}" popovertargetaction="hide" aria-label="Close">×</button></header>${
        code ?? html`<p class="faint">The code of this place is not in the page.</p>`
      }</div>\n`
    })
  }

  #link(place: Evidence): Markup {
    const key = `${place.file}:${place.line}`
    const known = this.#seen.get(key) ?? { id: `c${this.#seen.size}`, place }
    this.#seen.set(key, known)
    return html`<button class="place" popovertarget="${known.id}">${key}</button>`
  }
}
