import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** Asks for a secret at the terminal; what is typed is not shown. Ctrl-C ends the process. */
export function askSecret(question: string): Promise<string> {
  process.stderr.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  return new Promise(resolve => {
    lines.once('SIGINT', () => process.exit(130))
    lines.question('', answer => {
      lines.close()
      process.stderr.write('\n')
      resolve(answer)
    })
  })
}

/** The first line of a stream, without its end; empty for an empty stream. Blanks stay: they are part of a password. */
export async function firstLine(stream: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk)
    chunks.push(bytes)
    if (bytes.includes(10)) break
  }
  return (Buffer.concat(chunks).toString('utf8').split('\n')[0] ?? '').replace(/\r$/, '')
}
