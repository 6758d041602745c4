import { relative } from 'node:path'
import { ink } from 'plinth/commands'
import type { Blueprint } from '../blueprint/blueprint.ts'
import type { Settled } from '../generator/index.ts'

/** What was written, the migrations that came with it, and what was left alone. */
export function printWritten(directory: string, { written, kept, migrations }: Settled): void {
  const place = ink.faint(relative('.', directory) || '.')
  if (written.length === 0 && migrations.length === 0) console.log(`${ink.good('unchanged')} ${place}`)
  else console.log(`${ink.good('wrote')} ${written.length} files to ${place}`)
  for (const path of migrations) console.log(`${ink.good('wrote')} ${path}`)
  for (const path of kept) console.log(`${ink.faint('kept')}  ${path} ${ink.faint('(changed by hand)')}`)
  console.log('')
}

/** What nobody could derive, by name: it answers 501 until somebody writes it. */
export function printPending({ actions }: Blueprint): void {
  const pending = actions.filter(action => action.kind === 'pending')
  if (pending.length === 0) return
  console.log(`${ink.strong('Left to you')}: these answer 501 until you write them`)
  for (const { method, path, reason, evidence } of pending) {
    const [place] = evidence
    console.log(
      `  ${method} ${path}  ${ink.faint(`${reason}${place === undefined ? '' : `, ${place.file}:${place.line}`}`)}`,
    )
  }
  console.log('')
}
