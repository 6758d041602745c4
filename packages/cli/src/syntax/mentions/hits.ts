import type { Module } from '../modules/module.ts'

/** A place that speaks of a name. */
export interface Hit {
  module: Module
  at: number
  /** What stands before the dot: `service` of `this.service.load`. */
  receiver?: string
  /** It is called there, or handed to what a template does. */
  used: boolean
}

/** Where a name stands in the code of some modules, but for where it is imported, declared, listed or commented out. */
export function hitsOf(name: string, modules: readonly Module[]): Hit[] {
  const word = new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g')
  return modules.flatMap(module => {
    const { text } = module.source
    if (!text.includes(name)) return []
    return [...text.matchAll(word)].flatMap(({ index }) => hitAt(module, index, name) ?? [])
  })
}

function hitAt(module: Module, at: number, name: string): Hit | undefined {
  const { text } = module.source
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
  const before = text.slice(Math.max(0, at - 60), at).trimEnd()
  const after = text.slice(at + name.length, at + name.length + 20).trimStart()
  if (
    module.seen.met.has(at) ||
    isPassedOver(module, at) ||
    COMMENT.test(line) ||
    isCommentedOut(module, at) ||
    isImported(text, at) ||
    isListed(before, after)
  )
    return undefined
  if (isDeclared(before, text.slice(at + name.length)) || !isWhole(text, at, name)) return undefined
  const receiver = /([\w$]+)\s*(?:\)|!)?\s*\??\.$/.exec(before)?.[1]
  const used = /^(?:\?\.)?[(<`]/.test(after) || isInTemplate(module, at)
  return receiver === undefined ? { module, at, used } : { module, at, receiver, used }
}

const COMMENT = /^\s*\*|\/\/|\/\*|<!--/

/** In a part of a template that is a comment, of however many lines. */
function isCommentedOut({ source: { component, text } }: Module, at: number): boolean {
  if (!component) return false
  const open = text.lastIndexOf('<!--', at)
  return open >= 0 && text.indexOf('-->', open) > at
}

/** `import { name } from`, `export { name } from`: the statement begins before it, and ends after it. */
function isImported(text: string, at: number): boolean {
  const from = Math.max(text.lastIndexOf('import', at), text.lastIndexOf('export', at))
  return from >= 0 && /^(?:import|export)\s+(?:type\s+)?(?:[\w$]+\s*,\s*)?[{*][^{}();]*$/.test(text.slice(from, at))
}

/** `{ load, name, save }` hands it on; `onClick={name}` and `[name, load]` use it. */
function isListed(before: string, after: string): boolean {
  return (/,$/.test(before) || /(?<!=)\{$/.test(before)) && /^[,}]/.test(after)
}

/** A way that no test ever took, where the test is known: `if (false) load()`. */
function isPassedOver({ seen: { passed, taken } }: Module, at: number): boolean {
  for (const [from, to] of passed) if (from <= at && at < to && !taken.has(from)) return true
  return false
}

/** In a text a name stands alone, or behind that of its module: `dispatch('users/loadUsers')`; in an address it is none. */
function isWhole(text: string, at: number, name: string): boolean {
  const before = text.slice(Math.max(0, at - 40), at)
  const quote = /['"`]/.exec(text[at + name.length] ?? '')?.[0]
  if (quote === undefined) return !/[/-]$/.test(before)
  return /[a-z\d][A-Z]|\w_\w/.test(name) && new RegExp(`${quote}(?:[\\w$]+/)?$`).test(before)
}

/** `function name`, `const name =`, `name: async () =>`, `async name(id) {`, `name = () =>`. */
function isDeclared(before: string, after: string): boolean {
  if (
    /(?:function\s*\*?|const|let|var|class|interface|type|get|set|public|private|protected|static|readonly)$/.test(
      before,
    )
  )
    return true
  // `api.load = function () {}` is one, too, and `api.load(…)` is none.
  if (/^\s*=\s*(?:async\b|function\b|\(|[\w$]+\s*=>)/.test(after)) return true
  return !/\.$/.test(before) && (/^\s*\??\s*:\s*(?:async\b|function\b|\(|[\w$]+\s*=>)/.test(after) || isMethod(after))
}

/** What stands between brackets before a body: a call is followed by something else. */
function isMethod(after: string): boolean {
  const open = /^\s*(?:<[^>]*>)?\(/.exec(after)?.[0].length
  if (open === undefined) return false
  let depth = 1
  let at = open
  for (; depth > 0 && at < after.length && at < LONGEST; at += 1) depth += DEPTH[after[at] ?? ''] ?? 0
  return /^\s*(?::[^={};()]+)?\{/.test(after.slice(at, at + 200))
}

const DEPTH: Readonly<Record<string, number>> = { '(': 1, ')': -1 }
/** Characters that the parameters of a method may have. */
const LONGEST = 1000

function isInTemplate({ source: { component } }: Module, at: number): boolean {
  return component?.scripts?.every(([from, to]) => at < from || at >= to) ?? false
}
