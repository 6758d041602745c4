import { plainWord } from '../facts/words.ts'
import { type Asked, isCall, tailOf } from './asked.ts'
import { type Found, type Look, type Lookalike, placesOf, seenIn } from './from.ts'

const PAGE =
  /^(page|p|pg|pagenumber|pageno|pagenum|pageindex|currentpage|offset|skip|cursor|nexttoken|pagetoken|continuationtoken|continuation|startafter|startingafter|endingbefore|nextpage|scrollid|bookmark|marker|lastkey|nextkey|startkey|lastevaluatedkey|exclusivestartkey|lastvisible)$/
const FROM =
  /^(start|from|after|before|since|until|lastid|maxid|minid|beforeid|afterid|sinceid|untilid|fromid|olderthan|newerthan|earlierthan|laterthan|firstresult|continue|index|startindex|iddisplaystart)$/
const SIZE =
  /^(limit|length|size|count|take|rows|perpage|pagesize|first|last|max|maxresults|num|n|draw|iddisplaylength|itemsperpage)$/
const MORE =
  /^(next\w*|paging|pagination|pageinfo|hasmore|hasnext\w*|hasprevious\w*|cursor|endcursor|continuation\w*|nextcursor|scrollid|total|totalcount|totalpages|pagecount|lastpage|recordstotal|recordsfiltered)$/
const LIST = /^(search|query|list|filter|find|page|paged|paginate|datatable|grid)$/

/** Lists come in pieces: by number, by place, or from where the last one ended. */
export function needsPagination({ asked, operated, facts }: Look): Found {
  const paged = placesOf([...asked, ...operated], one => isCall(one) && WAYS.some(isWay => isWay(one)))
  return [...paged, ...seenIn(facts.signals.nextLinks)]
}

function plain(names: readonly string[]): string[] {
  return names.map(name => plainWord(name.replace(/^_/, '').replace(INNER, 'page$1').replace(WITHIN, '')))
}

// `listOptions.limit`, `pageable.page`
const WITHIN = /^\w+\.(?=\w+$)/

// `page[number]`, `pagination[page]`
const INNER = /^(?:page|paging|pagination)(?:\[|\.)(?:page)?(\w*)\]?$/i
const OUTER = /^(?:page|paging|pagination)$/i

/** The words of a query; those of an object in it that speaks of pages, too. */
function queryWords({ query, queryShape }: Asked['endpoint']): string[] {
  const fields = queryShape?.kind === 'object' ? Object.entries(queryShape.fields) : []
  const inner = fields.flatMap(([name, { shape }]) =>
    OUTER.test(name) && shape.kind === 'object' ? Object.keys(shape.fields).map(one => `${name}[${one}]`) : [],
  )
  return plain([...query.filter(name => !inner.some(one => one.startsWith(`${name}[`))), ...inner])
}

/** A page by its number, or a place in the list with the number of rows or a sign of more. */
export function inPages(one: Asked): boolean {
  if (one.method !== 'GET' && one.method !== 'POST') return false
  const words = queryWords(one.endpoint)
  const isPaged = words.some(word => PAGE.test(word) || BESIDE.test(word))
  return isPaged || isRange(words, one) || hasRows(one.endpoint.query)
}

/** The row that the last piece ended with. */
const BESIDE = /^(?:before|after|since|last|max|min|until|from)id$/

/** json-server's `_start` and `_end`, and the `range` of sorted rows: https://marmelab.com/react-admin/DataProviders.html */
function hasRows(query: readonly string[]): boolean {
  return ROWS.some(words => words.every(word => query.includes(word)))
}

const ROWS = [
  ['_start', '_end'],
  ['range', 'sort'],
]

/** `start` with `end` is a span of time; with `length` it is a page. */
function isRange(words: readonly string[], one: Asked): boolean {
  if (!words.some(word => FROM.test(word))) return false
  const spans = words.some(word => /^(end|stop|to|until|till|through)(date|time|at)?$/.test(word))
  return !spans && (words.some(word => SIZE.test(word)) || saysMore(one))
}

function saysMore({ reads }: Asked): boolean {
  return reads.some(name => name.split('.').some(part => MORE.test(plainWord(part.replaceAll('[]', '')))))
}

/** `/posts/{pageNumber}`, `/posts/page/{number}`; `/wiki/{page}` is a row, where nothing speaks of more. */
function inPath(one: Asked): boolean {
  const [, before = '', last = ''] = /(\w*)\/\{(\w+)\}$/.exec(one.endpoint.path) ?? []
  const word = plainWord(last)
  return (
    NUMBERED.test(word) ||
    (before === 'page' && /^(?:n|num|number|index|p)$/.test(word)) ||
    (word === 'page' && saysMore(one))
  )
}

const NUMBERED = /^(?:page(?:number|no|num|index)|currentpage)$/

/** A list that is asked for in a body. */
function inBody(one: Asked): boolean {
  if (one.method !== 'POST') return false
  const words = plain(one.sent)
  const lists = LIST.test(tailOf(one)) || saysMore(one)
  if (!lists) return false
  const span = words.includes('from') && (words.includes('to') || words.includes('size'))
  return words.some(word => PAGE.test(word)) || isRange(words, one) || (span && saysMore(one))
}

const NEXT =
  /(^|\.)(nextcursor|endcursor|nextpagetoken|nextpageurl|nextlink|nexturl)$|(^|\.)(links|paging|pagination|pageinfo|cursors)\.(next\w*|hasnext\w*|hasmore|endcursor|after)(\.href)?$/

/** The answer says where the next piece is, and the client reads how to go on. */
function bySteps({ method, reads }: Asked): boolean {
  const names = reads.map(name => name.split('.').map(plainWord).join('.'))
  const beside = names.includes('next') && names.some(name => /^(results|items|data|count)/.test(name))
  return method === 'GET' && (beside || names.some(name => NEXT.test(name)))
}

const TOTAL = /^(?:count|total(?:count|items|elements|records|rows|results)?)$/

/** The first rows are asked for, and the answer says beside them how many there are in all. */
function byTotal({ method, endpoint, reads }: Asked): boolean {
  if (method !== 'GET' || !queryWords(endpoint).some(word => SIZE.test(word))) return false
  return reads.some(name => {
    const cut = name.lastIndexOf('.') + 1
    if (!TOTAL.test(plainWord(name.slice(cut)))) return false
    return reads.some(other => other.startsWith(name.slice(0, cut)) && /^\w+\[\]/.test(other.slice(cut)))
  })
}

const WAYS = [inPages, inPath, inBody, bySteps, byTotal]

/** Pages of a list that is there already, or a fixed number of rows. */
export function looksLikePagination({ asked, facts }: Look): Lookalike {
  const pages = seenIn(facts.signals.localPages)
  if (pages.length > 0) return { reason: 'Pages of a list that was loaded whole.', evidence: pages }
  return {
    reason: 'A number of rows that is always the same, and no next page.',
    evidence: placesOf(asked, ({ endpoint }) => plain(endpoint.query).some(word => SIZE.test(word))),
  }
}
