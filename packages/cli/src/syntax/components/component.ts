import type { ArrowFunctionExpression, Expression } from 'oxc-parser'
import type { Parsed } from '../source.ts'

/** An attribute of a template's element: written text, or an expression. Neither is set for one that stands alone. */
export interface Attribute {
  /** `class`, `@click`, `v-model`, `v-bind`. */
  name: string
  text?: string
  value?: Expression
}

/** An element of a template, with its expressions parsed. */
export interface Markup {
  name: string
  offset: number
  attributes: Attribute[]
  /** `v-for`: the parameters of the function are what each turn binds. */
  each?: { params: ArrowFunctionExpression; list: Expression }
  test?: Expression
  /** `v-slot`: what the component hands to its content. */
  slot?: ArrowFunctionExpression
  /** Elements, and expressions that are shown. */
  children: (Markup | Expression)[]
}

/** What a single-file component has besides its script. */
export interface Component {
  /** Where the setup script begins and ends; its statements run once for each instance. */
  setup: readonly [number, number] | undefined
  /** Where its scripts begin and end: elsewhere the name of a ref stands for what it holds. Absent where there are no refs. */
  scripts?: readonly (readonly [number, number])[]
  template: (Markup | Expression)[]
  /** Svelte's words: `$props()`, `$state(…)`, `$store`. */
  runes?: boolean
}

/** Loads the parser for single-file components: 100 ms that frontends without them need not pay. */
export async function loadComponentParser(): Promise<(file: string, text: string) => Parsed> {
  const { parseComponent } = await import('./vue.ts')
  return parseComponent
}
