import { randomUUID } from 'node:crypto'
import { mailErrors } from './errors.ts'
import type { Message } from './mail.ts'

// RFC 5322, with RFC 2047 for what is not ASCII in the subject. The body is base64: no line of it can be mistaken for
// a header or an end, whatever a stranger wrote into it.

const addressForm = /^[^\s@<>,;:"()[\]\\\p{Cc}]+@[^\s@<>,;:"()[\]\\\p{Cc}]+$/u
const longestSubject = 200

/** The text of a message as servers take it. */
export function compose(message: Message, from: string, date: Date): string {
  const subject = singleLine('subject', message.subject).slice(0, longestSubject)
  const domain = address('sender', from).split('@').at(-1)
  return [
    `From: <${from}>`,
    `To: <${address('recipient', message.to)}>`,
    `Subject: ${encoded(subject)}`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${randomUUID()}@${domain}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    'Auto-Submitted: auto-generated',
    '',
    wrapped(Buffer.from(message.text).toString('base64')),
    '',
  ].join('\r\n')
}

function address(part: string, text: string): string {
  if (text.length <= 254 && addressForm.test(text)) return text
  throw mailErrors.MAIL_UNFIT({ part, reason: 'it is no single address' })
}

function singleLine(part: string, text: string): string {
  if (/[\p{Cc}\u2028\u2029]/u.test(text))
    throw mailErrors.MAIL_UNFIT({ part, reason: 'it has a line break or another control character' })
  return text
}

function encoded(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text
  // An encoded word has 75 characters at most: 45 bytes of text, cut between characters.
  const words: string[] = []
  let word = ''
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 42) {
      words.push(word)
      word = ''
    }
    word += character
  }
  return [...words, word].map(each => `=?utf-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ')
}

const wrapped = (text: string): string => text.replace(/(.{76})(?=.)/g, '$1\r\n')
