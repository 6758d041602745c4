import type { TextRow } from '../../data/index.ts'
import type { ResourceModel } from '../model/model.ts'
import type { Draft } from '../sql/draft.ts'
import { policySql } from '../sql/predicate.ts'
import { projectRow, wholeRowJson } from '../sql/project.ts'
import { Columns } from '../sql/texts.ts'
import type { Values } from '../sql/write.ts'
import { reviveRow } from './revive.ts'

/** A row that was written, as the asker sees it; `item` is null where the asker may write it and not read it. */
export interface Written {
  readonly item: string | null
  readonly version: string
  readonly id: string
}

/** What a statement says of a row that it wrote. */
export interface Stored {
  readonly written: Written
  /** The whole row, where it was asked for. */
  readonly row: Values
  readonly allowed: boolean
}

/** What to ask of the row `t` that a statement writes, and how to read its answer. */
export interface Returning {
  readonly sql: string
  read(row: TextRow): Stored
}

/** What to ask besides what the asker sees. */
export interface ReturningAsk {
  /** The whole row, for hooks and listeners. */
  readonly whole: boolean
  /** A condition that must hold of the row. Default none. */
  readonly allowed?: string
}

/** The row that a statement wrote, its version and its id, under the read policy. */
export function returningOf(model: ResourceModel, draft: Draft, { whole, allowed = 'true' }: ReturningAsk): Returning {
  const shape = projectRow(model, draft.at('t'))
  const columns = new Columns(shape)
  const version = columns.add('t.xmin')
  const id = columns.add(`t.${model.id.sql}`)
  const readable = columns.add(policySql(model.readOne, model.table, draft.at('t')))
  const fits = columns.add(allowed)
  const json = whole ? columns.add(wholeRowJson(model, 't')) : undefined
  return {
    sql: columns.sql,
    read: row => ({
      written: {
        item: row[readable] === 't' ? shape.json(row) : null,
        version: row[version] ?? '',
        id: row[id] ?? '',
      },
      row: json === undefined ? {} : reviveRow(model, row[json] ?? '{}'),
      allowed: row[fits] === 't',
    }),
  }
}
