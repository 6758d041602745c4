import type { Blueprint } from '../../../blueprint/blueprint.ts'
import type { Evidence } from '../../../blueprint/endpoint.ts'
import { askedFor, keyOf, type Served, servedBy } from '../../contract/served.ts'
import { demoLogins } from '../../seeds/logins.ts'
import { kebabCase } from '../../words/names.ts'
import type { Emitted, Model } from '../model.ts'
import { mono, plain, table } from './markdown.ts'

/** `README.md`: what the project serves, what it does not, and how to work with it. */
export function emitReadme(model: Model): Emitted {
  const { blueprint } = model
  const parts = [
    `# ${blueprint.name}`,
    'The backend that the frontend asks for, written by Plinth from the frontend’s source. It is ordinary code: change it.',
    running(model),
    served(blueprint),
    pending(blueprint),
    notServed(blueprint),
    production,
  ]
  return { path: 'README.md', text: `${parts.filter(part => part !== '').join('\n\n')}\n` }
}

function running(model: Model): string {
  const logins = demoLogins(model).map(({ identity, password }) => `${mono(identity)} with ${mono(password)}`)
  const demo = logins.length === 0 ? '' : `\n\nDemo logins, in development: ${logins.join(', and ')}.`
  return `## Work with it

\`\`\`sh
npm install
npm start          # on port 4000; PostgreSQL is embedded, in .plinth/postgres
npm test           # asks what the frontend asks, and checks what its code reads
npm run check      # the type check
npm run dev        # restarts when something changes
\`\`\`

After a change in \`schema.ts\`: \`npx plinth migrate new <name>\` writes the migration, \`npm run migrate\` applies it.
\`npx plinth check <frontend>\` says where the frontend and this backend differ, and ends with 1 when they do.${demo}`
}

function served(blueprint: Blueprint): string {
  const rows = askedFor(blueprint)
    .map(endpoint => ({ endpoint, by: servedBy(blueprint, keyOf(endpoint)) }))
    .filter(({ by }) => by.kind !== 'nothing' && !(by.kind === 'action' && by.action.kind === 'pending'))
    .map(({ endpoint, by }) => [mono(keyOf(endpoint)), whereIs(by), placeOf(endpoint.evidence)])
  if (rows.length === 0) return ''
  return `## What it serves\n\n${table(['operation', 'written in', 'asked for in'], rows)}`
}

function whereIs(served: Served): string {
  if (served.kind === 'auth') return `built in: ${mono(served.operation)}`
  const item = served.kind === 'resource' ? served.resource : served.kind === 'action' ? served.action : undefined
  return item === undefined ? '' : mono(`modules/${kebabCase(item.module)}/${kebabCase(item.name)}.ts`)
}

function pending({ actions }: Blueprint): string {
  const rows = actions.flatMap(action =>
    action.kind === 'pending'
      ? [
          [
            mono(`${action.method} ${action.path}`),
            plain(action.reason),
            placeOf(action.evidence),
            mono(`modules/${kebabCase(action.module)}/${kebabCase(action.name)}.ts`),
          ],
        ]
      : [],
  )
  if (rows.length === 0) return ''
  return `## What answers 501\n\nThese could not be derived. Write an \`action\` in place of the \`pending\` one.\n\n${table(['operation', 'why', 'asked for in', 'to write in'], rows)}`
}

/** Endpoints that nothing in the blueprint answers. */
function notServed(blueprint: Blueprint): string {
  const left = askedFor(blueprint).filter(endpoint => servedBy(blueprint, keyOf(endpoint)).kind === 'nothing')
  if (left.length === 0) return ''
  const rows = left.map(endpoint => [mono(keyOf(endpoint)), placeOf(endpoint.evidence)])
  return `## What is asked for and not served\n\n${table(['operation', 'asked for in'], rows)}`
}

function placeOf(evidence: readonly Evidence[]): string {
  const [first] = evidence
  return first === undefined ? '' : mono(`${first.file}:${first.line}`)
}

const production = `## Production

Set \`NODE_ENV=production\`, \`DATABASE_URL\` (PostgreSQL 15 or later, as a role that row-level security binds),
\`DATABASE_DIRECT_URL\` (the owner of the tables, for migrations), \`AUTH_SECRET\` and \`ALLOWED_ORIGINS\`; \`.env.example\` has
the rest. Run \`npm run migrate\` before each start of a new version, then \`npm start\`. \`/health/ready\` says when it
takes requests. The demo data in \`seeds/\` is for development.`
