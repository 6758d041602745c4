import { expect, it } from 'vitest'
import { openLog } from '../log.ts'

async function lines(write: (log: Awaited<ReturnType<typeof openLog>>) => void): Promise<string> {
  const out: string[] = []
  write(await openLog({ level: 'trace', to: { write: line => void out.push(line) } }))
  return out.join('')
}

it('masks passwords, tokens, cookies and keys by their names, at any depth', async () => {
  const out = await lines(log =>
    log.info(
      {
        body: { password: 'CANARY-1', nested: [{ refreshToken: 'CANARY-2' }] },
        cookie: 'CANARY-3',
        apiKey: 'CANARY-4',
      },
      'x',
    ),
  )
  expect(out).not.toContain('CANARY')
  expect(out).toContain('[masked]')
})

it('masks bearer tokens, JWTs, URL passwords and card numbers inside text', async () => {
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'
  const out = await lines(log => {
    log.warn({ note: `sent Bearer abcdefgh12345678 and ${jwt}` }, 'card 4111 1111 1111 1111 used')
    log.warn({ url: 'postgres://app:hunter2@db/x' }, 'x')
  })
  for (const secret of ['abcdefgh12345678', jwt, '4111 1111', 'hunter2']) expect(out).not.toContain(secret)
})

it('leaves numbers that are no card alone', async () => {
  expect(await lines(log => log.info({ order: '1234567890123' }, 'x'))).toContain('1234567890123')
})

it('masks what is bound by with() and what errors carry', async () => {
  const out = await lines(log => {
    const error = Object.assign(new TypeError('boom Bearer abcdefgh12345678'), { cause: { password: 'CANARY' } })
    log.with({ token: 'CANARY' }).error({ error }, 'failed')
  })
  expect(out).not.toMatch(/CANARY|abcdefgh12345678/)
  expect(out).toContain('TypeError')
})

it('16.4.1 writes one JSON object a line, whatever the text holds', async () => {
  const out = await lines(log => log.info({ agent: 'x\r\n{"level":"error"}\u001b[31m"}' }, 'a\nb'))
  expect(out.trimEnd().split('\n')).toHaveLength(1)
  expect(JSON.parse(out)).toMatchObject({ level: 'info', msg: 'a\nb' })
})

it('survives circular and endless values', async () => {
  const loop: Record<string, unknown> = {}
  loop.self = loop
  expect(await lines(log => log.info({ loop, big: 'x'.repeat(1e6) }, 'x'))).toContain('[deeper]')
})
