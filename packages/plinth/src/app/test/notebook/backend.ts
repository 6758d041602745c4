import { action, anyone, defineBackend, event, module, on, resource } from 'plinth'
import { eq, sql } from 'plinth/schema'
import { z } from 'plinth/zod'
import * as schema from './schema.ts'

const noteKept = event('notes.kept', z.object({ id: z.uuid() }))

const notes = resource(schema.notes, {
  allow: { read: anyone, create: anyone },
  after: { create: ({ row, events }) => events.emit(noteKept, { id: row.id }) },
})

const arrived = on(noteKept, {
  name: 'arrivals',
  run: async ({ event, db }) => void (await db.insert(schema.arrivals).values({ noteId: event.data.id })),
})

/** Says when it is inside, takes half a second, and needs the database at its end. */
const ponder = action('POST /notes/:id/ponder', {
  on: schema.notes,
  allow: anyone,
  returns: z.object({ label: z.string() }),
  async run({ row, db }) {
    console.log('pondering')
    await db.execute(sql`select pg_sleep(0.5)`)
    const [note] = await db.select().from(schema.notes).where(eq(schema.notes.id, row.id))
    return { label: note?.label ?? '' }
  },
})

export default defineBackend({
  name: 'notebook',
  schema,
  modules: [
    module('notes', {
      tables: [schema.notes, schema.arrivals],
      resources: [notes],
      actions: [ponder],
      subscriptions: [arrived],
    }),
  ],
})
