import { printText } from '../../syntax/index.ts'
import type { Located } from './located.ts'

/** What stands for the id of a row that is not there yet, or for that of what belongs to none: `no-shelf`, `unassigned`. */
const SENTINEL =
  /^(?:no[-_]\w+|un(?:assigned|grouped|categori[sz]ed)|new|create|add|none|null|undefined|true|false|-?\d+|(?:new|tmp|temp)(?:[-_:]?\{\w+\}|[-_]\w+))$/i
/** A sign that people choose from a list, and that is no word of an address: `/reactions/👍`. */
const SIGN = /^(?:%[\da-f]{2}|[^\w\s{}.~!$&'()*+,;=:@%/-])+$/iu
/** The id of a row that the program brings along: a UUID, a ULID, many digits. */
const MADE = /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[0-7][\dA-HJKMNP-TV-Z]{25}|[\da-f]{20,}|[a-z]{0,3}\d{9,})$/i

/** A name that is made until somebody types one, in words: `Untitled {n}`. */
const NAMED = /\S(?: |%20)\S/

/** One of a few kinds, in the letters of a constant, and an id with letters in front: `/quotes/MANUAL`, `/quotes/GF_{id}`. */
const KIND = /^(?:[A-Z][A-Z\d]*(?:_[A-Z\d]+)*|\w+[-_:]\{\w+\})$/

/**
 * Without addresses that hold a word in place of an id: `/users/new` beside `/users/{id}`, both from one place in the code.
 * Rows that the program brings along have ids that are written down, and are asked for as all others are.
 * Forms are told `new` for a row that they make, and ask for nothing then; that is not followed through all conditions.
 */
export function withoutSentinels(located: readonly Located[]): Located[] {
  const asked = new Map<string, string[][]>()
  for (const one of located) {
    const key = placeOf(one)
    asked.set(key, [...(asked.get(key) ?? []), segmentsOf(one)])
  }
  const written = new Map<string, string[][]>()
  for (const one of located) {
    const key = placeOf(one)
    written.set(key, [...(written.get(key) ?? []), writtenOf(one)])
  }
  return located.filter(one => {
    const segments = segmentsOf(one)
    if ((asked.get(placeOf(one)) ?? []).some(other => isSentinelOf(segments, other))) return false
    const own = writtenOf(one)
    return !own.includes(EMPTY, 1) || !(written.get(placeOf(one)) ?? []).some(other => isEmptyOf(own, other))
  })
}

/**
 * The segments as they are put together: `/users/` + '' ends with a text that is empty, as the id of a row that nobody
 * made yet is.
 */
function writtenOf({ sent: { url } }: Located): string[] {
  const parts = url.parts.map(part => ('text' in part && part.text === '' ? { text: EMPTY } : part))
  return (
    printText({ ...url, parts })
      .replace(/[?#].*$/, '')
      .replace(/([^:/])\/\/(?=[^/])/g, `$1/${EMPTY}/`)
      // Helpers that join folders say `.` for none.
      .replace(/([^:/.])\/\.(?=\/|$)/g, `$1/${EMPTY}`)
      .split('/')
      .map(segment => (segment === EMPTY ? segment : segment.replaceAll(EMPTY, '')))
  )
}

const EMPTY = '\0'

function isEmptyOf(segments: readonly string[], other: readonly string[]): boolean {
  if (segments.length !== other.length) return false
  const differing = segments.flatMap((segment, at) => (segment === other[at] ? [] : [at]))
  return differing.length > 0 && differing.every(at => segments[at] === EMPTY && HOLE.test(other[at] ?? ''))
}

function placeOf({ sent: { method, sink, place } }: Located): string {
  return `${method} ${sink} ${place.file}:${place.line}`
}

function segmentsOf({ address }: Located): string[] {
  return (address.path ?? '').split('/')
}

function isSentinelOf(segments: readonly string[], other: readonly string[]): boolean {
  if (segments.length !== other.length) return false
  const differing = segments.flatMap((segment, at) => (isSame(segment, other[at]) ? [] : [at]))
  return differing.length > 0 && differing.every(at => isWord(segments[at]) && /^\{/.test(other[at] ?? ''))
}

function isWord(segment = ''): boolean {
  return [SENTINEL, MADE, SIGN, NAMED, KIND].some(one => one.test(segment))
}

/** `{id}` behind another `{id}` is called `{id2}`. */
function isSame(segment: string, other = ''): boolean {
  return segment === other || (HOLE.test(segment) && segment.replace(/\d*\}/, '') === other.replace(/\d*\}/, ''))
}

const HOLE = /^\{\w+\}$/
