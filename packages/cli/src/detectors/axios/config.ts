import {
  type Call,
  concat,
  getMember,
  literalOf,
  makeThing,
  putFields,
  siteOfCall,
  spreadInto,
  type Text,
  type Thing,
  text,
  textOf,
  textsOf,
  type Value,
  valueOfTexts,
} from '../../syntax/index.ts'
import { isWhole } from '../clients/options.ts'

/** A request's configuration: the defaults, with what the call says on top. Headers are merged one by one. */
export function mergeConfig(defaults: Thing, given: readonly Value[], call: Call): Thing {
  const { frame } = call
  const config = makeThing(frame, siteOfCall(call))
  const headers = makeThing(frame, siteOfCall(call))
  const own = getMember([defaults], 'headers', { frame })
  spreadInto(headers, getMember(own, 'common', { frame }), frame)
  spreadInto(headers, own, frame)
  spreadInto(config, [defaults], frame)
  for (const one of given) {
    const known = one.filter(atom => atom.kind !== 'constant')
    if (known.length === 0) continue
    spreadInto(config, known, frame)
    spreadInto(headers, getMember(known, 'headers', { frame }), frame)
  }
  headers.slots.delete('common')
  // Interceptors of older versions write to `config.headers.common`.
  headers.lazy = name => (name === 'common' ? [headers] : undefined)
  headers.holds = []
  putFields(frame, config, { headers: [headers] })
  return config
}

/** The base in front of an address that is not whole by itself. */
export function withBase(base: Value, url: Value): Value {
  const known = base.filter(atom => !(atom.kind === 'constant' && atom.value === undefined))
  const bases = textsOf(known, 'baseURL').filter(one => literalOf(one) !== '')
  const urls = textsOf(url, 'url')
  if (bases.length === 0) return valueOfTexts(urls)
  const slash: Text = textOf([{ text: '/' }])
  const joined = urls.flatMap(one => (isWhole(one, bases) ? [one] : concat(concat(bases, [slash]), [one])))
  return joined.length > 0 ? valueOfTexts(joined) : text('')
}
