import {
  type Call,
  type Library,
  makeGlobal,
  makeThing,
  native,
  siteOfCall,
  type Thing,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'

/** Packages of dates, which end as a text of a date or a number, and of names that are made at random. */
export const datesDetector: MakeDetector = () => {
  const chain: Value = [maker('date')]
  const library: Library = { default: chain }
  const luxon = { DateTime: chain, Duration: chain, Interval: chain }
  const id = () => unknown('id', { is: 'string' })
  const ids = (names: string): Library =>
    Object.fromEntries(names.split(' ').map(name => [name, [native(name, id, `ids.${name}`)]]))
  return {
    globals: { moment: chain, dayjs: chain, luxon: [makeGlobal('luxon', luxon)] },
    libraries: {
      dayjs: library,
      moment: library,
      'moment-timezone': library,
      luxon,
      spacetime: library,
      '@js-joda/core': { LocalDate: chain, LocalDateTime: chain, ZonedDateTime: chain },
      ...Object.fromEntries(['date-fns', 'date-fns-tz', 'date-fns/fp'].map(name => [name, DATE_FNS])),
      uuid: ids('v1 v3 v4 v5 v6 v7 default'),
      'uuid/v4': ids('default'),
      nanoid: {
        ...ids('nanoid default'),
        customAlphabet: [native('customAlphabet', () => ids('nanoid').nanoid ?? [])],
      },
      '@paralleldrive/cuid2': ids('createId default'),
      cuid: ids('default'),
      ulid: ids('ulid default'),
      shortid: { default: [makeGlobal('shortid', ids('generate'))], ...ids('generate') },
    },
  }
}

const TEXT = /^(?:format|toISO|toString|toJSON|toLocale|toHTTP|toRFC|toSQL|toUTC|utcString|fromNow|calendar|humanize)/
const NUMBER = /^(?:unix|valueOf|toMillis|toSeconds|toUnix|getTime|diff|get|as[A-Z]|ts$)/
const FLAG = /^(?:is[A-Z]|has[A-Z])/

function result(name: string): Value | undefined {
  if (TEXT.test(name)) return unknown('date', { is: 'date' })
  if (NUMBER.test(name)) return unknown('time', { is: 'number' })
  return FLAG.test(name) ? unknown('flag', { is: 'boolean' }) : undefined
}

/** A function whose calls, and the calls of whose members, go on with a date. */
function maker(key: string): Value[number] {
  const run = (call: Call): Value => [dateOf(call)]
  const statics = makeGlobal(`dates.${key}`)
  statics.lazy = name => [native(name, run, `dates.${key}.${name}`)]
  return { ...native(key, run, `dates.${key}`), construct: run, statics }
}

/** A date with every method that such packages have: it gives a text, a number or another date. */
function dateOf(call: Call): Thing {
  for (const one of call.args) use(one)
  const made = makeThing(call.frame, siteOfCall(call), 'date')
  made.holds = []
  const self: Value = [made]
  made.lazy = name => {
    if (name === 'constructor') return undefined
    const given = result(name)
    return [
      native(
        name,
        inner => {
          for (const one of inner.args) use(one)
          return given ?? self
        },
        `dates.${name}:${given ? '' : made.key}`,
      ),
    ]
  }
  return made
}

const define = (names: string, run: (call: Call) => Value): Library =>
  Object.fromEntries(names.split(' ').map(name => [name, [native(name, run, `date-fns.${name}`)]]))

const used = (given: Value) => {
  return (call: Call): Value => {
    for (const one of call.args) use(one)
    return given
  }
}

const DATE_FNS: Library = {
  ...define(
    'format formatISO formatRFC3339 formatISO9075 lightFormat formatInTimeZone formatDistance formatDistanceToNow formatRelative',
    used(unknown('date', { is: 'date' })),
  ),
  ...define(
    'getTime getUnixTime differenceInDays differenceInSeconds differenceInMinutes differenceInHours getYear',
    used(unknown('time', { is: 'number' })),
  ),
  ...define(
    'addDays addMonths addWeeks addYears addHours addMinutes addSeconds add sub subDays subMonths subWeeks subYears subHours subMinutes startOfDay endOfDay startOfWeek endOfWeek startOfMonth endOfMonth startOfYear endOfYear startOfToday endOfToday parse parseISO toDate fromUnixTime set utcToZonedTime zonedTimeToUtc toZonedTime fromZonedTime',
    call => [dateOf(call)],
  ),
}
