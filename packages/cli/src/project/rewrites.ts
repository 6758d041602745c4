import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  elementsOf,
  type Frame,
  getMember,
  keysOf,
  literalTexts,
  printText,
  text,
  textsOf,
  type Value,
} from '../syntax/index.ts'
import { type Config, callNow, memberAt, readConfig } from './config.ts'
import type { Sources } from './load.ts'

/** Addresses that a server in front of the backend passes on, and under what path. `:name` is a segment, `:name*` the rest. */
export interface Rewrite {
  from: string
  to: string
}

/** What the frontend's own server, or its development server, passes on under another path. The first that fits counts. */
export function readRewrites(root: string, sources: Sources): Rewrite[] {
  const bundlers = BUNDLERS.map(names => readConfig(root, names, sources))
  const next = readConfig(root, ['next.config'], sources)
  const nuxt = readConfig(root, ['nuxt.config'], sources)
  const rewrites = [
    ...(next ? nextRewrites(next) : []),
    ...(nuxt ? routeRules(nuxt) : []),
    ...[...bundlers, nuxt].flatMap(config => (config ? proxies(config) : [])),
    ...writtenProxies(root),
  ]
  // Where one of two passes it on as it is, that is how the backend knows it.
  const asIs = new Set(rewrites.flatMap(({ from, to }) => (from === to ? [from] : [])))
  return rewrites.filter(rewrite => !asIs.has(rewrite.from) && !isBare(rewrite))
}

/**
 * A development server that takes nothing but `/api` away leads to another server than the one of production, where
 * browsers ask below `/api`: the backend that is written has the path of the browser.
 */
function isBare({ from, to }: Rewrite): boolean {
  return /^\/(?:api|rest|v\d+)\b/.test(from) && to === '/:rest*'
}

const BUNDLERS = [
  ['vite.config', 'vue.config', 'astro.config'],
  ['webpack.config', 'webpack.dev', 'webpack.development', 'webpack.config.dev'],
  ['config/webpack.config.dev', 'config/webpack.dev', 'config/webpack.dev.conf', 'build/webpack.dev.conf'],
]

/** `rewrites()` gives a list, or lists by when they are tried. */
function nextRewrites({ values, call }: Config): Rewrite[] {
  const { frame } = call
  return values.flatMap(value => {
    const given = callNow(getMember(value, 'rewrites', { frame }), call)
    const lists = [given, ...['beforeFiles', 'afterFiles', 'fallback'].map(name => getMember(given, name, { frame }))]
    return lists.flatMap(list =>
      elementsOf(list, frame).flatMap(rule => {
        const [from] = literalTexts(getMember(rule, 'source', { frame }))
        const to = pathOf(getMember(rule, 'destination', { frame }))
        return from === undefined || to === undefined ? [] : [{ from, to }]
      }),
    )
  })
}

/** `routeRules: { '/api/**': { proxy: 'http://backend/v1/**' } }`. */
function routeRules({ values, call: { frame } }: Config): Rewrite[] {
  return values.flatMap(value => {
    const rules = memberAt(value, ['routeRules'], frame)
    return keysOf(rules).names.flatMap(from => {
      const proxy = memberAt(rules, [from, 'proxy'], frame)
      const to = pathOf(proxy.some(atom => atom.kind === 'object') ? getMember(proxy, 'to', { frame }) : proxy)
      return to === undefined ? [] : [{ from: starred(from), to: starred(to) }]
    })
  })
}

const starred = (path: string): string => path.replace(/\*\*$/, ':rest*')

const PROXIES = [
  ['server', 'proxy'],
  ['vite', 'server', 'proxy'],
  ['devServer', 'proxy'],
]

/** Proxies of development servers whose paths are changed on the way. */
function proxies({ values, call }: Config): Rewrite[] {
  const { frame } = call
  return values.flatMap(value =>
    PROXIES.flatMap(path => {
      const proxy = memberAt(value, path, frame)
      return keysOf(proxy).names.flatMap(name => proxied(name, getMember(proxy, name, { frame }), { values, call }))
    }),
  )
}

// Stands for what follows the prefix, while a function that changes it is called.
const REST = 'REST_OF_PATH'

function proxied(name: string, rule: Value, { call }: Config): Rewrite[] {
  const { frame } = call
  const from = name.replace(/^\^/, '').replace(/(?:\/?\.\*|\/|\$)$/, '')
  if (!/^\/[\w/-]*$/.test(from)) return []
  const given = text(`${from}/${REST}`)
  const changed = callNow(getMember(rule, 'rewrite', { frame }), call, [given])
  const [whole] = literalTexts(changed)
  const replaced = whole ?? replacedBy(getMember(rule, 'pathRewrite', { frame }), `${from}/${REST}`, frame)
  const base = pathOf(rule.some(atom => atom.kind === 'object') ? getMember(rule, 'target', { frame }) : rule) ?? ''
  const after = `${base.replace(/\/$/, '')}${replaced.startsWith('/') ? '' : '/'}${replaced}`
  if (!after.endsWith(`/${REST}`)) return []
  return [{ from: `${from}/:rest*`, to: `${after.slice(0, -REST.length)}:rest*` }]
}

/** `pathRewrite: { '^/api': '' }`. */
function replacedBy(rules: Value, path: string, frame: Frame): string {
  return keysOf(rules).names.reduce((changed, pattern) => {
    const [to] = literalTexts(getMember(rules, pattern, { frame }))
    return to === undefined ? changed : replaced(changed, pattern, to)
  }, path)
}

function replaced(path: string, pattern: string, to: string): string {
  try {
    return path.replace(new RegExp(pattern), to)
  } catch {
    return path
  }
}

/** The path of an address, whatever its host. */
function pathOf(value: Value): string | undefined {
  const [whole] = textsOf(value, '')
  if (!whole) return undefined
  const printed = printText(whole)
  return printed.replace(/^(?:[a-z]+:)?\/\/[^/]*|^(?:\{\w+\})+(?=\/|$)/i, '').replace(/\?.*$/, '')
}

interface WrittenProxy {
  target?: unknown
  pathRewrite?: unknown
}

/** `proxy.conf.json`, as Angular's server reads it. */
function writtenProxies(root: string): Rewrite[] {
  const rules = ['proxy.conf.json', 'src/proxy.conf.json', 'proxy.config.json'].map(name => readJson(join(root, name)))
  return rules.flatMap(Object.entries<WrittenProxy>).flatMap(([name, rule]) => {
    const from = name.replace(/(?:\/\*\*?|\/)$/, '')
    const changes = Object.entries((rule.pathRewrite ?? {}) as Record<string, unknown>)
    const after = changes.reduce((path, [pattern, to]) => replaced(path, pattern, String(to)), `${from}/${REST}`)
    if (!from.startsWith('/') || !after.endsWith(`/${REST}`)) return []
    return [{ from: `${from}/:rest*`, to: `${after.slice(0, -REST.length)}:rest*` }]
  })
}

function readJson(path: string): Record<string, WrittenProxy> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, WrittenProxy>) : {}
  } catch {
    return {}
  }
}
