import { type Call, cellOf, getMember, literalTexts, readCell, text, type Value } from '../../syntax/index.ts'

/** Where the names of all resources are kept. */
export const RESOURCES = 'refine.resources'

/** The resource that is named, or the one that the file of a page is in: `pages/products/edit.tsx`, `pages/product/edit.tsx`. */
export function resourceOf(options: Value, call: Call): Value {
  const known = options.filter(atom => atom.kind === 'object')
  const named = ['resource', 'resourceNameOrRouteName'].flatMap(name =>
    getMember(known, name, call).filter(atom => atom.kind !== 'constant'),
  )
  if (named.length > 0) return named
  const folders = call.frame.module.path.replace(/\.\w+$/, '').split(/[\\/]/)
  const all = literalTexts(readCell(cellOf(call.frame.machine, RESOURCES)))
  const same = all.filter(name => folders.includes(name))
  const around = same.length > 0 ? same : all.filter(name => folders.some(folder => isNumberOf(folder, name)))
  return around.flatMap(name => text(name))
}

/** True for one and several of the same: `spool` and `Spools`. */
function isNumberOf(one: string, other: string): boolean {
  return severalOf(one).includes(other.toLowerCase()) || severalOf(other).includes(one.toLowerCase())
}

function severalOf(word: string): string[] {
  const one = word.toLowerCase()
  return [one, `${one}s`, `${one}es`, one.replace(/y$/, 'ies')]
}
