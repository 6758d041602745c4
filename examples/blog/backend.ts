import { defineBackend } from 'plinth'
import computed from './computed.ts'
import dialect from './dialect.ts'
import { articles } from './modules/articles/index.ts'
import { profiles } from './modules/profiles/index.ts'
import * as schema from './schema.ts'

declare module 'plinth' {
  interface Register {
    schema: typeof schema
    computed: typeof computed
  }
}

export default defineBackend({
  name: 'blog',
  schema,
  computed,
  dialect,
  auth: { users: schema.users },
  modules: [articles, profiles],
})
