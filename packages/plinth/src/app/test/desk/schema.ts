import { id, pgTable, tenantId, text } from 'plinth/schema'

export const users = pgTable('users', { id: id(), email: text().notNull().unique() })

export const notes = pgTable('notes', { id: id(), tenantId: tenantId('uuid'), label: text().notNull() })
