import { anyone, defineBackend, module, pending, resource, seed, signedIn } from 'plinth'
import { id, pgTable, text, timestamps } from 'plinth/schema'

const users = pgTable('users', {
  id: id(),
  name: text().notNull(),
  email: text().notNull().unique(),
  ...timestamps(),
})

const books = pgTable('books', { id: id(), title: text().notNull().unique(), note: text(), ...timestamps() })

/** The tables of the library. */
export const schema = { users, books }

/** Everybody may read, whoever is signed in may write; lending is not written yet. */
export const library = defineBackend({
  name: 'library',
  schema,
  auth: { users },
  modules: [
    module('library', {
      tables: [books],
      resources: [resource(books, { allow: { read: anyone, write: signedIn } })],
      actions: [
        pending('POST /loans', { asked: 'src/loans.ts:3', allow: anyone }),
        pending('GET /covers/:name', { asked: 'src/covers.ts:5', allow: anyone }),
      ],
    }),
  ],
})

/** One reader. */
export const people = seed({
  logins: [{ name: 'Rita Reader', email: 'rita@example.com', password: 'demo-reader-1' }],
  run: async () => undefined,
})
