import { id, pgTable, text, timestamps, uuid } from 'plinth/schema'

export const notes = pgTable('notes', { id: id(), label: text().notNull(), ...timestamps() })

/** One row for each time that an event arrived. */
export const arrivals = pgTable('arrivals', { id: id(), noteId: uuid().notNull() })
