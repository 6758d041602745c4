import type { Emitted } from '../model.ts'

const text = `# For people and machines that change this project

- \`schema.ts\` is the one definition of the data. After a change: \`npx plinth migrate new <name>\`. Never edit a
  migration that was applied.
- A resource (\`modules/<module>/<resource>.ts\`) is a table with operations. What \`allow\` does not name is denied.
- A filter or a sort needs an index in \`schema.ts\`; \`npm run migrate\` names the ones that are missing.
- An operation of its own is an \`action\`. A \`pending\` one answers 501: write the action in its place, and take
  \`gives: 501\` away from its request in \`test/contract.ts\`.
- Modules do not refer to each other’s tables unless they say \`together\`.
- Throw \`notFound\`, \`conflict\`, \`invalid\` or an error of \`defineError\`; never answer an error by hand.
- Hooks run in the transaction of the write. What a client may not say is set there.
- Type stripping runs this code unbuilt: no enums, no parameter properties, \`.ts\` in imports, \`import type\` for types.
- \`npm run check\` and \`npm test\` pass before a commit. The contract test is the frontend’s word: when it fails, the
  backend is wrong, or the frontend has changed.
- Files that were changed by hand are not overwritten when Plinth writes the project again.
`

/** `AGENTS.md`: short rules. */
export function emitAgents(): Emitted {
  return { path: 'AGENTS.md', text }
}
