import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compose } from '../compose.ts'
import type { Mail } from '../mail.ts'

/** Mails that are kept; the oldest go. */
const most = 1000

/** Mails as `.eml` files in a folder, named by time: for development and tests. Readable by their owner alone. */
export function emlMail(folder: string, from: string): Mail {
  return {
    async send(message) {
      const date = new Date()
      const text = compose(message, from, date)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const name = `${date.toISOString().replaceAll(':', '-')}-${randomUUID().slice(0, 8)}.eml`
      const draft = join(folder, `.${name}`)
      await writeFile(draft, text, { mode: 0o600 })
      // Whoever watches the folder sees whole mails only.
      await rename(draft, join(folder, name))
      await prune(folder)
    },
  }
}

async function prune(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter(name => /^\d.*\.eml$/.test(name)).toSorted()
  await Promise.all(
    names.slice(0, Math.max(0, names.length - most)).map(name => rm(join(folder, name), { force: true })),
  )
}
