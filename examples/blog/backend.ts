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
  auth: {
    users: schema.users,
    // The frontend logs in at src/agent.ts:28 and never renews a token:
    // people stay signed in for as long as one lasts.
    access: '30d',
  },
  modules: [articles, profiles],
})
