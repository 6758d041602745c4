import type { BlueprintAction } from '../../../blueprint/blueprint.ts'
import { type Expression, Source } from '../../source/index.ts'
import { kebabCase } from '../../words/names.ts'
import { reservedImports } from '../../words/reserved.ts'
import type { Emitted, Model } from '../model.ts'
import { assignCode } from './assign.ts'
import { bulkCode } from './bulk.ts'
import { distinctCode } from './distinct.ts'
import { exportCode } from './export.ts'
import { feedCode } from './feed.ts'
import { pendingCode } from './pending.ts'
import { reorderCode } from './reorder.ts'
import { searchCode } from './search.ts'
import { singletonCode } from './singleton.ts'
import { statsCode } from './stats.ts'
import { tallyCode } from './tally.ts'
import { toggleCode } from './toggle.ts'
import { transitionCode } from './transition.ts'

/** What an action is written with. */
export interface Writer {
  readonly source: Source
  readonly model: Model
}

/** Names that the code of an action has for things of its own. */
const own = [
  'row',
  'body',
  'changes',
  'found',
  'id',
  'ids',
  'items',
  'others',
  'query',
  'resources',
  'transaction',
  'trusted',
]

/** `modules/<module>/<action>.ts`. */
export function emitAction(action: BlueprintAction, model: Model): Emitted {
  const source = new Source([...reservedImports, ...own])
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
    case 'tally':
      return tallyCode(action, writer)
    case 'assign':
      return assignCode(action, writer)
    case 'bulk':
      return bulkCode(action, writer)
    case 'export':
      return exportCode(action, writer)
    case 'reorder':
      return reorderCode(action, writer)
    case 'search':
      return searchCode(action, writer)
    case 'singleton':
      return singletonCode(action, writer)
    case 'stats':
      return statsCode(action, writer)
    case 'pending':
      return pendingCode(action, writer)
  }
}
