import type { BlueprintAction } from '../../../blueprint/blueprint.ts'
import { type Expression, Source } from '../../source/index.ts'
import { kebabCase } from '../../words/names.ts'
import { reservedImports } from '../../words/reserved.ts'
import type { Emitted, Model } from '../model.ts'
import { distinctCode } from './distinct.ts'
import { feedCode } from './feed.ts'
import { pendingCode } from './pending.ts'
import { toggleCode } from './toggle.ts'
import { transitionCode } from './transition.ts'

/** What an action is written with. */
export interface Writer {
  readonly source: Source
  readonly model: Model
}

/** `modules/<module>/<action>.ts`. */
export function emitAction(action: BlueprintAction, model: Model): Emitted {
  const source = new Source([...reservedImports, 'row'])
  const { doc, made } = codeOf(action, { source, model })
  source.add(doc === undefined ? '' : `/** ${doc} */\n`, 'export default ', made.doc)
  return { path: `modules/${kebabCase(action.module)}/${kebabCase(action.name)}.ts`, text: source.text() }
}

function codeOf(action: BlueprintAction, writer: Writer): { doc: string | undefined; made: Expression } {
  switch (action.kind) {
    case 'toggle':
      return toggleCode(action, writer)
    case 'feed':
      return feedCode(action, writer)
    case 'distinct':
      return distinctCode(action, writer)
    case 'transition':
      return transitionCode(action, writer)
    case 'pending':
      return pendingCode(action, writer)
  }
}
