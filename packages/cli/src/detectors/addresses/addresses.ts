import {
  arg,
  type Call,
  concat,
  elementsOf,
  getMember,
  holding,
  keysOf,
  type Library,
  literalOf,
  makeThing,
  type Native,
  native,
  type Pair,
  putField,
  siteOfCall,
  type Text,
  text,
  textOf,
  textsOf,
  type Value,
  valueOfTexts,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { pageOfNext, useSearchParams } from './page-query.ts'

/** Packages that put addresses together: patterns that are filled in, parts that are joined, texts with `%s`. */
export const addressesDetector: MakeDetector = () => {
  const define = (name: string, run: Native): Value => [native(name, run, `addresses.${name}`)]
  const compile = define('compile', compiled)
  const fill = define('generatePath', call => filled(arg(call, 0), arg(call, 1), call))
  const join = define('urlJoin', call => joined(parts(call)))
  const joinPaths = define('joinPaths', call => joined(elementsOf(arg(call, 0), call.frame)))
  const print = define('sprintf', call => printed(arg(call, 0), call.args.slice(1)))
  const listed = define('vsprintf', call => printed(arg(call, 0), elementsOf(arg(call, 1), call.frame)))
  const cat = define('urlcat', concatenated)
  const template: Value = define('template', expandable)
  const paths: Library = { join, resolve: join }
  const search = define('useSearchParams', useSearchParams)
  return {
    outside: pageOfNext,
    libraries: {
      'path-to-regexp': { compile, default: compile },
      'react-router': { generatePath: fill, useSearchParams: search },
      'react-router-dom': { generatePath: fill, useSearchParams: search },
      '@remix-run/router': { generatePath: fill, joinPaths },
      'url-join': { default: join, urlJoin: join },
      'proper-url-join': { default: join },
      urlcat: { default: cat, join },
      util: { format: print },
      'sprintf-js': { sprintf: print, vsprintf: listed },
      'url-template': { parseTemplate: template, parse: template },
      'path-browserify': paths,
      path: paths,
    },
  }
}

/** `compile('/users/:id')` gives a function that fills the pattern in. */
function compiled(call: Call): Value {
  const pattern = arg(call, 0)
  const key = `compiled:${siteOfCall(call)}:${call.frame.context}`
  return [
    holding(
      native('toPath', inner => filled(pattern, arg(inner, 0), inner), key),
      pattern,
    ),
  ]
}

/** `parse('/users/{id}').expand({ id })`. */
function expandable(call: Call): Value {
  const pattern = arg(call, 0)
  const made = makeThing(call.frame, siteOfCall(call))
  const expand = native('expand', inner => filled(pattern, arg(inner, 0), inner), `expand:${made.key}`)
  putField(call.frame, made, { name: 'expand', value: [holding(expand, pattern)] })
  return [made]
}

const PLACEHOLDER = /(:\w+(?:\([^)]*\))?[?*+]?|\{[?&/]?[\w,]+\}|\*\w*$)/

/** A pattern with its placeholders filled in: a word where it is known, else a hole of its name. */
export function filled(pattern: Value, values: Value, { frame }: Call): Value {
  const texts = textsOf(pattern, 'path').flatMap(one => {
    let done: Text[] = [textOf([])]
    for (const part of one.parts) {
      if (!('text' in part)) {
        done = concat(done, [textOf([part])])
        continue
      }
      for (const piece of part.text.split(PLACEHOLDER)) {
        if (/^\{[?&]/.test(piece)) {
          done = concat(done, [textOf([{ text: piece.charAt(1) }, { pairs: pairsNamed(piece, values, frame) }])])
          continue
        }
        const name = /^(?::(\w+)|\{\/?(\w+)\})/.exec(piece)
        if (name && piece.startsWith('{/')) done = concat(done, [textOf([{ text: '/' }])])
        const given = name ? getMember(values, name[1] ?? name[2] ?? '', { frame }) : []
        done = concat(done, name ? pieceOf(given, name[1] ?? name[2] ?? 'id') : [textOf([{ ...part, text: piece }])])
      }
    }
    return done
  })
  return valueOfTexts(texts)
}

/** `{?page,size}` of RFC 6570. */
function pairsNamed(piece: string, values: Value, frame: Call['frame']): Pair[] {
  const names = piece.match(/\w+/g) ?? []
  return names.map(name => ({ name, value: getMember(values, name, { frame }), optional: false }))
}

function pieceOf(given: Value, name: string): Text[] {
  const known = textsOf(given, name).filter(one => literalOf(one) !== '')
  return known.length > 0 ? known : [textOf([{ name }])]
}

function parts(call: Call): Value[] {
  const [first = []] = call.args
  const isList = first.some(atom => atom.kind === 'object' && atom.tag === 'array')
  return isList ? elementsOf(first, call.frame) : [...call.args]
}

function joined(values: readonly Value[]): Value {
  const [first = [], ...rest] = values
  const slash = textOf([{ text: '/' }])
  let texts = textsOf(first, 'base')
  for (const value of rest) {
    const next = textsOf(value, 'path')
    const isQuery = next.every(({ parts: [start] }) => start && 'text' in start && /^[?&#]/.test(start.text))
    texts = concat(isQuery ? texts : concat(texts, [slash]), next)
  }
  return valueOfTexts(texts)
}

/** `urlcat(base, '/users/:id', { id, page })`: what the pattern does not name becomes the query. */
function concatenated(call: Call): Value {
  const isObject = (value: Value | undefined) => value?.some(atom => atom.kind === 'object') === true
  const [base, pattern, values] = isObject(call.args[1])
    ? [undefined, arg(call, 0), arg(call, 1)]
    : [arg(call, 0), arg(call, 1), arg(call, 2)]
  const path = filled(pattern, values, call)
  const named = new Set(
    textsOf(pattern, '').flatMap(one => [...(literalOf(one) ?? '').matchAll(/:(\w+)/g)].map(([, name]) => name)),
  )
  const query = makeThing(call.frame, siteOfCall(call), 'params')
  for (const name of isObject(values) ? keysOf(values).names : []) {
    if (!named.has(name)) putField(call.frame, query, { name, value: getMember(values, name, call) })
  }
  const whole = base ? joined([base, path]) : path
  if (query.slots.size === 0) return whole
  return valueOfTexts(concat(concat(textsOf(whole, 'url'), textsOf(text('?'), '')), textsOf([query], 'query')))
}

/** `%s` and `%d` in their order. */
function printed(format: Value, values: readonly Value[]): Value {
  return valueOfTexts(
    textsOf(format, 'format').flatMap(one => {
      let done: Text[] = [textOf([])]
      let next = 0
      for (const part of one.parts) {
        for (const piece of 'text' in part ? part.text.split(/(%(?:\d+\$)?[sdifj])/) : []) {
          if (!/^%(?:\d+\$)?[sdifj]$/.test(piece)) done = concat(done, [textOf([{ ...part, text: piece }])])
          else {
            const at = /^%(\d+)\$/.exec(piece)
            done = concat(done, pieceOf(values[at ? Number(at[1]) - 1 : next] ?? [], 'value'))
            next += 1
          }
        }
        if (!('text' in part)) done = concat(done, [textOf([part])])
      }
      return done
    }),
  )
}
