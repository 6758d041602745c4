import type { Emitted } from '../model.ts'

const ignored = `node_modules/
.env
.plinth/*
!.plinth/generated.json
`

const environment = `# Everything has a default for development. Each secret may also come from a file: NAME_FILE=/path/to/it.

# Production wants a database of its own; without it, PostgreSQL runs in .plinth/postgres.
# DATABASE_URL=postgres://app:secret@localhost:5432/app
# DATABASE_DIRECT_URL=postgres://owner:secret@localhost:5432/app

# Signs access tokens: 32 characters or more.
# AUTH_SECRET=

# HOST=127.0.0.1
# PORT=4000

# Origins of browsers that may call, comma separated. Development adds localhost.
# ALLOWED_ORIGINS=https://shop.example.com

# Proxies in front: their number, or their networks.
# TRUST_PROXY=1
`

/** `.gitignore` and `.env.example`. */
export function emitFiles(): Emitted[] {
  return [
    { path: '.gitignore', text: ignored },
    { path: '.env.example', text: environment },
  ]
}
