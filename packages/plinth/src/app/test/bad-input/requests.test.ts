import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Asked } from '../archive.ts'
import { faultOf } from './probe.ts'
import { openTarget, type Target } from './target.ts'

let target: Target
let before: string[]

beforeAll(async () => {
  target = await openTarget({})
  before = await target.state()
})
afterAll(() => target?.stop())

/** One request, broken in one place. */
interface Row extends Asked {
  /** `CALM` stands for the id of a row. */
  readonly ask?: string
  readonly status: number
  readonly code: string
  /** The field that the answer must name. */
  readonly field?: string
}

const json = (text: string) => ({ ask: 'POST /api/papers', raw: text })
const typed = (type: string) => ({ ...json('{"title":"x"}'), headers: { 'content-type': type } })
const keyed = (key: string) => ({ ...json('{"title":"x"}'), headers: { 'idempotency-key': key } })
const signed = (token: string) => ({ ask: 'GET /api/papers', headers: { authorization: token } })
const query = (words: string) => ({ ask: `GET /api/papers?${words}` })
const malformed = { status: 400, code: 'BODY_MALFORMED' }
const unsupported = { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' }
const refused = (field: string) => ({ status: 400, code: 'VALIDATION_FAILED', field })

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const unsignedToken = `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded({ sub: 'x', exp: 9_999_999_999 })}.`
const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

const tables: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
  'a body': {
    'of no JSON': { ...json('{"title":x}'), ...malformed },
    'of half a JSON': { ...json('{"title":"x"'), ...malformed },
    'of two JSONs': { ...json('{"title":"x"}{}'), ...malformed },
    'behind a byte order mark': { ...json('\ufeff{"title":"x"}'), ...malformed },
    'with NaN': { ...json('{"title":"x","float":NaN}'), ...malformed },
    'of invalid UTF-8': { ask: 'POST /api/papers', raw: new Uint8Array([0x22, 0xff, 0x22]), ...malformed },
    'with a number of infinite size': { ...json('{"title":"x","float":1e999}'), ...refused('float') },
    'with a number over 2^53': { ...json('{"title":"x","big":9007199254740993}'), ...refused('big') },
    'with a field twice, the second of them wrong': { ...json('{"title":"x","title":1}'), ...refused('title') },
    'with a NUL character': { ...json('{"title":"a\\u0000b"}'), ...refused('title') },
    'with a NUL character in a list': { ...json('{"title":"x","tags":["\\u0000"]}'), ...refused('tags[0]') },
    'with a NUL character in JSON': { ...json('{"title":"x","data":{"a":"\\u0000"}}'), ...refused('data.a') },
    'with half of a surrogate pair': { ...json('{"title":"\\ud800"}'), ...refused('title') },
    'with a prototype inside of JSON': {
      ...json('{"title":"x","data":{"__proto__":1}}'),
      ...refused('data.__proto__'),
    },
    'nested 33 deep': { ...json(`{"title":"x","data":${deep(32)}}`), ...refused(`data${'[0]'.repeat(31)}`) },
    'nested 5000 deep': { ...json(`{"data":${deep(5000)}}`), status: 400, code: 'VALIDATION_FAILED' },
    'with a text over 100,000 characters': { ...json(`{"title":"${'x'.repeat(100_001)}"}`), ...refused('title') },
    'over a megabyte': { ...json(`{"title":"${'x'.repeat(1_100_000)}"}`), status: 413, code: 'BODY_TOO_LARGE' },
    'of another tenant': { ...json('{"title":"x","tenantId":"CALM"}'), ...refused('tenantId') },
    'of another owner': { ...json('{"title":"x","ownerId":"CALM"}'), ...refused('ownerId') },
    'as a form': { ...typed('application/x-www-form-urlencoded'), ...unsupported },
    'in parts': { ...typed('multipart/form-data; boundary=x'), ...unsupported },
    'as text': { ...typed('text/plain'), ...unsupported },
    'of no type': { ...typed(''), ...unsupported },
    'of two types': { ...typed('application/json, text/plain'), ...unsupported },
    'of nothing, deleting': { ask: 'DELETE /api/papers/CALM', raw: '{', ...malformed },
  },
  'an address': {
    'with a broken escape': { ask: 'GET /api/papers/%E0%A4%A', status: 400, code: 'URL_MALFORMED' },
    'with invalid UTF-8': { ask: 'GET /api/papers/%ff', status: 400, code: 'URL_MALFORMED' },
    'with a NUL character': { ask: 'GET /api/papers/%00', ...refused('id') },
    'with an id that is no UUID': { ask: 'GET /api/papers/1', status: 404, code: 'NOT_FOUND' },
    'with an id that is no whole number': { ask: 'GET /api/shelves/1.5', status: 404, code: 'NOT_FOUND' },
    'with an id over 32 bits': { ask: 'GET /api/shelves/9007199254740993', status: 404, code: 'NOT_FOUND' },
    'that climbs': { ask: 'GET /api/papers/..%2f..%2fauth%2fme', status: 404, code: 'NOT_FOUND' },
    'with a long path': { ask: `GET /api/papers/${'x'.repeat(501)}`, status: 414, code: 'URL_TOO_LONG' },
    'with a long query': { ...query(`search=${'x'.repeat(9000)}`), status: 414, code: 'URL_TOO_LONG' },
    'of nothing': { ask: 'GET /api/nothing', status: 404, code: 'NOT_FOUND' },
    'asked by an odd method': { ask: 'PROPFIND /api/papers', status: 405, code: 'METHOD_NOT_ALLOWED' },
    'written to where one reads': { ask: 'PUT /api/papers', body: {}, status: 405, code: 'METHOD_NOT_ALLOWED' },
  },
  'a query with': {
    'an unknown word': { ...query('nothing=1'), ...refused('nothing') },
    'a prototype': { ...query('__proto__=1'), ...refused('__proto__') },
    'an unknown operator': { ...query('whole[near]=1'), ...refused('whole[near]') },
    'a filter twice': { ...query('whole=1&whole=2'), ...refused('whole') },
    'a filter of the wrong type': { ...query('flag=perhaps'), ...refused('flag') },
    'a filter over 32 bits': { ...query('whole=9007199254740993'), ...refused('whole') },
    'a filter of NaN': { ...query('float=NaN'), ...refused('float') },
    'a filter out of its list': { ...query('kind=nothing'), ...refused('kind') },
    'a filter by a NUL character': { ...query('title=%00'), ...refused('title') },
    'a search for a NUL character': { ...query('search=%00'), ...refused('search') },
    'a long search': { ...query(`search=${'x'.repeat(201)}`), ...refused('search') },
    'a limit twice': { ...query('limit=1&limit=2'), ...refused('limit') },
    'a limit of none': { ...query('limit=0'), ...refused('limit') },
    'a negative limit': { ...query('limit=-1'), ...refused('limit') },
    'a limit over 1000': { ...query('limit=1001'), ...refused('limit') },
    'a negative offset': { ...query('offset=-1'), ...refused('offset') },
    'an offset over 2^53': { ...query('offset=9007199254740993'), ...refused('offset') },
    'page zero': { ...query('page=0'), ...refused('page') },
    'a page over 2^53': { ...query('page=9007199254740993'), ...refused('page') },
    'a page further than offsets go': { ...query('page=10000000'), ...refused('page') },
    'two ways to page': { ...query('page=1&offset=1'), ...refused('page') },
    'a forged cursor': { ...query('cursor=WzFd'), status: 400, code: 'CURSOR_INVALID', field: 'cursor' },
    'a cursor that is none': { ...query('cursor=%00'), ...refused('cursor') },
    'an unknown sort': { ...query('sort=ownerId'), ...refused('sort') },
    'a sort twice': { ...query('sort=title,-title'), ...refused('sort') },
    'an unknown relation': { ...query('include=users'), ...refused('include') },
    'an unknown field': { ...query('fields=nothing'), ...refused('fields') },
    'an unknown word, for one row': { ask: 'GET /api/papers/CALM?nothing=1', ...refused('nothing') },
    'an unknown relation, for one row': { ask: 'GET /api/papers/CALM?include=users', ...refused('include') },
    'an unknown field, for one row': { ask: 'GET /api/papers/CALM?fields=nothing', ...refused('fields') },
  },
  'a header with': {
    'an idempotency key with a space': { ...keyed('a b'), status: 400, code: 'IDEMPOTENCY_KEY_INVALID' },
    'a long idempotency key': { ...keyed('x'.repeat(256)), status: 400, code: 'IDEMPOTENCY_KEY_INVALID' },
    'a tag that is none': {
      ask: 'DELETE /api/papers/CALM',
      headers: { 'if-match': 'W/"\x7f"' },
      status: 412,
      code: 'PRECONDITION_FAILED',
    },
    'a token that is none': { ...signed('Bearer x'), status: 401, code: 'AUTH_TOKEN_INVALID' },
    'a token without a signature': { ...signed(`Bearer ${unsignedToken}`), status: 401, code: 'AUTH_TOKEN_INVALID' },
    'a token of another scheme': { ...signed('Basic eDp5'), status: 401, code: 'UNAUTHENTICATED' },
  },
}

describe.each(Object.entries(tables))('%s', (_, rows) => {
  test.each(Object.entries(rows))('%s', async (_, { ask = '', status, code, field, ...asked }) => {
    const answer = await target.archive.ask(ask.replace('CALM', target.calm), asked)
    const said = JSON.stringify(answer.body)
    expect([answer.status, said], said).toEqual([status, expect.stringContaining(`"code":"${code}"`)])
    if (field !== undefined) expect(answer.body).toMatchObject({ details: [{ field, message: expect.any(String) }] })
    expect(faultOf(answer, {})).toBeUndefined()
    expect(await target.state()).toEqual(before)
  })
})
