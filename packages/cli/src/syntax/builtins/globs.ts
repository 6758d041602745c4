import { dirname, relative } from 'node:path/posix'
import type { Machine } from '../machine/machine.ts'
import { makeThing, putField, putFields } from '../machine/slots.ts'
import { exportOf, runModule } from '../modules/modules.ts'
import { elementsOf, makeArray } from '../objects/elements.ts'
import { getMember } from '../objects/member.ts'
import type { Frame, Native } from '../values/frame.ts'
import { truth } from '../values/join.ts'
import { holding, native, promise, text, unknown } from '../values/make.ts'
import { literalTexts } from '../values/text.ts'
import type { Value } from '../values/value.ts'
import { arg, siteOfCall } from './call.ts'

/** Files that one call names together: a table of pages, of components, of modules of a store. */
export const MOST_FILES = 400

/** `import.meta.glob('./pages/*.vue')`: for each file what loads it, or at once what it exports. */
export function glob(eager: boolean): Native {
  return call => {
    const { frame } = call
    const options = arg(call, 1)
    const [member] = literalTexts(getMember(options, 'import', { frame }))
    const now = eager || truth(getMember(options, 'eager', { frame })) === true
    const isRaw = ['as', 'query'].some(name => literalTexts(getMember(options, name, { frame })).length > 0)
    const made = makeThing(frame, siteOfCall(call))
    for (const { key, path } of globbed(arg(call, 0), frame)) {
      if (!now && !isRaw && frame.machine.live) frame.machine.listed.add(path)
      const load = (): Value => (isRaw ? unknown('file') : exportsOf(path, member, frame))
      const later = native('load', () => promise(load()), `glob:${siteOfCall(call)}:${key}`)
      putField(frame, made, { name: key, value: now ? load() : [holding(later, [])] })
    }
    return [made]
  }
}

function exportsOf(path: string, member: string | undefined, { machine }: Frame): Value {
  const module = runModule(machine, path)
  return module ? exportOf(module, member ?? '*') : unknown('module')
}

interface Globbed {
  key: string
  path: string
}

function globbed(patterns: Value, frame: Frame): Globbed[] {
  const listed = patterns.some(atom => atom.kind === 'object' && atom.tag === 'array')
  const all = listed ? elementsOf(patterns, frame).flatMap(literalTexts) : literalTexts(patterns)
  const without = all.filter(one => one.startsWith('!')).map(one => matcher(one.slice(1), frame))
  const found = new Map<string, Globbed>()
  for (const pattern of all.filter(one => !one.startsWith('!'))) {
    const matches = matcher(pattern, frame)
    for (const path of frame.machine.host.files ?? []) {
      const isMatch = path !== frame.module.path && matches(path) && !without.some(one => one(path))
      if (isMatch && found.size < MOST_FILES) found.set(path, { key: keyOf(pattern, path, frame), path })
    }
  }
  return [...found.values()]
}

/** A pattern is relative to the file it stands in; one of the root's, or of an alias, is told by its end. */
export function matcher(given: string, { module, machine }: Frame): (path: string) => boolean {
  const pattern = besideOf(given, module.path, machine)
  const isBeside = /^\.{1,2}\//.test(pattern)
  const plain = isBeside ? pattern : pattern.replace(/^[@~#]?\/+/, '')
  const [up = ''] = /^(?:\.{1,2}\/)+/.exec(plain) ?? []
  const folder = isBeside ? `${folderAt(dirname(module.path), up)}/` : ''
  const end = new RegExp(`${isBeside ? '^' : '/'}${sourceOf(plain.slice(up.length))}$`)
  return path => path.startsWith(folder) && end.test(path.slice(folder.length))
}

/** A pattern below a folder that the bundler gives a name, as it is seen from a file. */
function besideOf(pattern: string, from: string, { host }: Machine): string {
  const [head = ''] = /^[^*?{[(]*(?=\/|$)/.exec(pattern) ?? []
  const named = host.folder?.(head)
  if (named === undefined) return pattern
  const path = relative(dirname(from), named)
  return `${path.startsWith('.') ? path : `./${path}`}${pattern.slice(head.length)}`
}

function folderAt(folder: string, up: string): string {
  return up
    .split('/')
    .filter(one => one === '..')
    .reduce(at => dirname(at), folder)
}

const SIGNS = /\*\*\/|\*|\?|\{[^{}]*\}|[.+^$()|[\]\\]/g

function sourceOf(pattern: string): string {
  return pattern.slice(0, 200).replace(SIGNS, sign => {
    if (sign === '**/') return '(?:[^/]+/)*'
    if (sign === '*') return '[^/]*'
    if (sign === '?') return '[^/]'
    if (sign.startsWith('{')) return `(?:${sign.slice(1, -1).split(',').map(sourceOf).join('|')})`
    return `\\${sign}`
  })
}

function keyOf(pattern: string, path: string, { module }: Frame): string {
  if (/^\.{1,2}\//.test(pattern)) {
    const from = relative(dirname(module.path), path)
    return from.startsWith('.') ? from : `./${from}`
  }
  const [first = ''] = pattern.replace(/^[@~#]?\/+/, '').split(/[/*{]/)
  const at = path.lastIndexOf(`/${first}`)
  return at < 0 ? path : path.slice(at)
}

/** webpack's `require.context('./pages', true, /\.vue$/)`: a function of a key, and the keys. */
export const requireContext: Native = call => {
  const { frame } = call
  const [named = '.'] = literalTexts(arg(call, 0))
  const folder = besideOf(named, frame.module.path, frame.machine)
  const deep = truth(call.args[1] ?? []) !== false
  const isWanted = filterOf(arg(call, 2))
  const files = globbed(text(`${folder.replace(/\/$/, '')}/${deep ? '**/' : ''}*`), frame)
  const base = folderAt(dirname(frame.module.path), `${folder}/`)
  const within = folder.replace(/^(?:\.{1,2}\/?)+/, '')
  const root = within === '' ? base : `${base}/${within}`.replace(/\/$/, '')
  const keys = files.map(({ path }) => ({ key: `./${relative(root, path)}`, path })).filter(one => isWanted(one.key))
  const load: Native = inner => {
    const asked = new Set(literalTexts(arg(inner, 0)))
    const some = keys.filter(one => asked.size === 0 || asked.has(one.key))
    return some.flatMap(one => exportsOf(one.path, undefined, frame))
  }
  const statics = makeThing(frame, siteOfCall(call), 'instance')
  const list: Native = inner =>
    makeArray(
      inner.frame,
      siteOfCall(inner),
      keys.map(one => text(one.key)),
    )
  const own = `context:${siteOfCall(call)}`
  putFields(frame, statics, {
    keys: [native('keys', list, `${own}:keys`)],
    id: text(named),
    resolve: [native('resolve', inner => arg(inner, 0), `${own}:resolve`)],
  })
  return [{ ...holding(native('context', load, own), []), statics }]
}

function filterOf(pattern: Value): (key: string) => boolean {
  const [thing] = pattern
  const inner = thing?.kind === 'object' && thing.tag === 'pattern' ? thing.inner?.[0] : undefined
  const [source, flags] = inner?.kind === 'text' ? inner.parts : []
  if (!source || !('text' in source) || source.text.length > 80 || /[+*}]\)?[+*{]|\)[+*{]/.test(source.text))
    return () => true
  try {
    const made = new RegExp(source.text, flags && 'text' in flags ? flags.text.slice(1).replace(/[gy]/g, '') : '')
    return key => made.test(key)
  } catch {
    return () => true
  }
}
