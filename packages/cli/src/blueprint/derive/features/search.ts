import { plainWord } from '../facts/words.ts'
import { type Asked, isCall, tailOf } from './asked.ts'
import { type Found, type Look, type Lookalike, placesOf, seenIn } from './from.ts'
import { inPages } from './pagination.ts'

const QUERY =
  /^(q|s|search|query|keywords?|term|searchterm|searchtext|searchquery|searchstring|searchkey|needle|fulltext|text|find|lookup|searchfor|filtertext|textfilter|querystring|phrase|searchvalue|(first|last|full|family|sur)name|(name|title|text|email|label)(like|contains|search|startswith|ilike|filter|pattern))$/
/** `filter[*]` looks into every field. */
const ANYWHERE = /^(filters?|search)\[\*\]$/
/** `filters[name][$containsi]`, `title__icontains`: any text that stands somewhere in a field. */
const WITHIN = /(?:\[\$?|__|\.)(?:i?contains|i?like|i?regexp?|i?starts_?with)i?\]?$/i
const PLACE = /^(search|searches|fulltextsearch|autocomplete|suggest|suggestions|typeahead|lookup|find)$/

/** `/letters/containing/{phrase}` */
const TYPED = /^(?:q|query|search\w*|keywords?|term|phrase|needle|fulltext)$/

const LIST = /(?:list|page|paged|query)$/

/** What somebody types goes to the server, which looks for it. */
export function needsSearch({ asked, operated, facts }: Look): Found {
  const isTyped = (facts.signals.searchFields ?? []).length > 0
  return placesOf([...asked, ...operated], one => isSearch(one) || isNamed(one) || (isTyped && isFiltered(one)))
}

/**
 * `?name=rose&page=1`, `?key=rose&page=1`: nobody knows whole names of what fills pages. In 14 of 14 labelled frontends
 * with such a list it is searched.
 */
function isNamed(one: Asked): boolean {
  return one.method === 'GET' && inPages(one) && one.endpoint.query.some(word => NAME.test(word))
}

/** A person's own name is a key: what is theirs is asked for by it. */
const NAME = /^(?!user_?name$)(?:title|key|(?:\w+_)?name|[a-z]+Name)$/

/** `?filter=rose` and `?title=rose`, where a page has a field to search in: any text, and none of a few words. */
function isFiltered(one: Asked): boolean {
  const { method, endpoint } = one
  const fields = endpoint.queryShape?.kind === 'object' ? endpoint.queryShape.fields : {}
  const typed = [fields.filter, fields.title, fields.name].some(
    one => one?.shape.kind === 'string' || one?.shape.kind === 'unknown',
  )
  return method === 'GET' && isCall(one) && typed
}

function isSearch(one: Asked): boolean {
  const { endpoint, method, words, sent } = one
  if (!isCall(one)) return false
  const named = endpoint.query.some(
    word =>
      ANYWHERE.test(word) ||
      WITHIN.test(word) ||
      QUERY.test(plainWord(word.replace(/^filter\[|\]$/g, '').replace(/\[.*$/, ''))),
  )
  if (method === 'GET' && named) return true
  // A list that is asked for in a body.
  if (method === 'POST' && LIST.test(tailOf(one)) && sent.some(word => QUERY.test(plainWord(word)))) return true
  if (method === 'GET' && TYPED.test(plainWord(/\{(\w+)\}$/.exec(endpoint.path)?.[1] ?? ''))) return true
  const place = words.findIndex(word => PLACE.test(word)) >= 0
  if (!place) return false
  const afterwards = /\/\{\w+\}$/.test(endpoint.path) && PLACE.test(tailOf(one))
  return afterwards || endpoint.query.length > 0 || (method === 'POST' && sent.length > 0)
}

/** A field to search in, for what is there already. */
export function looksLikeSearch({ facts }: Look): Lookalike {
  return {
    reason: 'Searched in the browser: no request carries what is typed.',
    evidence: seenIn(facts.signals.searchFields),
  }
}
