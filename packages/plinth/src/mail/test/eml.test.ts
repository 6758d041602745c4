import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Mail, openMail } from '../index.ts'

let folder: string
let mail: Mail

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'plinth-mail-')), 'mail')
  mail = openMail({ url: undefined, folder, from: 'no-reply@example.com' })
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

const fine = { to: 'ada@example.com', subject: 'Hello', text: 'Dear Ada' }
const files = () =>
  readdirSync(folder)
    .filter(name => name.endsWith('.eml'))
    .toSorted()
const last = () => readFileSync(join(folder, files().at(-1) ?? ''), 'utf8')
const headersOf = (text: string) => text.split('\r\n\r\n')[0]?.replace(/\r\n /g, ' ').split('\r\n') ?? []

describe('1.3.11 a mail', () => {
  it.each([
    'ada@example.com\r\nBcc: eve@example.com',
    'ada@example.com\nBcc: eve@example.com',
    'ada@example.com, eve@example.com',
    'ada@example.com;eve@example.com',
    '<ada@example.com>',
    'Ada <ada@example.com>',
    'ada@example.com\u0000',
    'ada',
    '',
    `${'a'.repeat(300)}@example.com`,
  ])('is not sent to %j', async to => {
    await expect(mail.send({ ...fine, to })).rejects.toMatchObject({ code: 'MAIL_UNFIT' })
  })

  it.each(['a\r\nBcc: eve@example.com', 'a\nb', 'a\rb', 'a\u2028b', 'a\u0000'])('has no subject %j', async subject => {
    await expect(mail.send({ ...fine, subject })).rejects.toMatchObject({ code: 'MAIL_UNFIT' })
  })

  it('ends nowhere but at its end, whatever its text holds', async () => {
    const text = 'first\r\n.\r\nMAIL FROM:<eve@example.com>\r\n\r\nBcc: eve@example.com'
    await mail.send({ ...fine, text })
    expect(last()).not.toContain('eve@')
    expect(Buffer.from(last().split('\r\n\r\n')[1] ?? '', 'base64').toString()).toBe(text)
    expect(headersOf(last()).map(line => line.split(':')[0])).toEqual([
      'From',
      'To',
      'Subject',
      'Date',
      'Message-ID',
      'MIME-Version',
      'Content-Type',
      'Content-Transfer-Encoding',
      'Auto-Submitted',
    ])
  })
})

describe('.eml files', () => {
  it('carry any subject in lines of 76 characters at most', async () => {
    const subject = `Schöne Grüße ${'ß'.repeat(60)} 👋`
    await mail.send({ ...fine, subject, text: 'x'.repeat(500) })
    for (const line of last().split('\r\n')) expect(line.length).toBeLessThanOrEqual(90)
    const words = [...last().matchAll(/=\?utf-8\?B\?([^?]+)\?=/g)].map(([, word = '']) =>
      Buffer.from(word, 'base64').toString(),
    )
    expect(words.join('')).toBe(subject)
  })

  it('are readable by their owner alone, and a thousand at most', async () => {
    await mail.send(fine)
    expect(statSync(join(folder, files()[0] ?? '')).mode & 0o777).toBe(0o600)
    for (let n = 0; n < 1005; n++) writeFileSync(join(folder, `2000-01-01T00-00-${String(n).padStart(4, '0')}.eml`), '')
    await mail.send(fine)
    expect(files()).toHaveLength(1000)
    expect(last()).toContain('To: <ada@example.com>')
  })

  it('stand where MAIL_URL says; what is not served yet is said at start', async () => {
    const other = openMail({ url: `file://${folder}/other`, folder: '/nowhere', from: 'no-reply@example.com' })
    await other.send(fine)
    expect(readdirSync(join(folder, 'other'))).toHaveLength(1)
    expect(() => openMail({ url: 'smtp://localhost', folder, from: '' })).toThrow(/smtp/)
  })
})
