import { filledTables, firstNumbers } from '../../seeds/ids.ts'
import { demoLogins } from '../../seeds/logins.ts'
import { demoRows } from '../../seeds/rows.ts'
import { demoTenants } from '../../seeds/tenants.ts'
import { array, block, call, type Doc, literal, type Member, object, Source } from '../../source/index.ts'
import { languageWords } from '../../words/reserved.ts'
import type { Emitted, Model } from '../model.ts'
import { insertOf } from './insert.ts'

const declared = {
  id: [
    '/** Ids of demo rows are easy to tell: 00000000-0000-4000-8000-000000000101. */\n',
    `const id = (n: number) => \`00000000-0000-4000-8000-\${String(n).padStart(12, '0')}\``,
  ],
  day: [
    '/** One row a day, so that lists have an order. */\n',
    'const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n, 9))',
  ],
} as const

/** `seeds/demo.ts`: people to log in as, and believable rows in every table. */
export function emitSeeds(model: Model): Emitted[] {
  const logins = demoLogins(model)
  const rows = demoRows(model)
  const filled = filledTables(model, rows)
  if (logins.length === 0 && filled.length === 0) return []
  const source = new Source([...languageWords, 'seed', 'id', 'day', 'db', 'logins', 'n'])
  const used = new Set<string>()
  const firsts = firstNumbers(filled)
  const inserts = filled.map(table => insertOf(table, rows.get(table.name) ?? [], { source, model, firsts, used }))
  for (const name of ['id', 'day'] as const) if (used.has(name)) source.add(...declared[name])
  for (const { list } of inserts) if (list !== undefined) source.add(list)
  const wants = [...(filled.length > 0 ? ['db'] : []), ...(used.has('logins') ? ['logins'] : [])]
  const run = runCode(
    wants,
    inserts.map(({ statement }) => statement),
  )
  const people = array(logins.map(({ columns, password }) => literal({ ...columns, password })))
  const members: Member[] = [['logins', people]]
  if (model.blueprint.tenancy !== undefined)
    members.push(['tenants', array(demoTenants(logins.length).map(tenant => literal({ ...tenant })))])
  const made = call(source.use('plinth', 'seed'), [object([...members, { method: run }], { open: true })])
  const what = logins.length > 0 ? 'people to log in as, and something to look at' : 'something to look at'
  source.add(`/** Demo data: ${what}. Running it again changes nothing. */\n`, 'export default ', made.doc)
  return [{ path: 'seeds/demo.ts', text: source.text() }]
}

function runCode(wants: readonly string[], statements: readonly Doc[]): Doc {
  if (statements.length === 0) return 'async run() {}'
  return [`async run({ ${wants.join(', ')} }) `, block(statements)]
}
