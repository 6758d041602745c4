/** Text whose line breaks are decided by the printer. */
export type Doc = string | readonly Doc[] | Line | Indent | Group | IfBroken

interface Line {
  readonly kind: 'line'
  /** What stands there when the group is flat; a hard line never is. */
  readonly flat: '' | ' ' | 'hard'
}

interface Indent {
  readonly kind: 'indent'
  readonly of: Doc
}

interface Group {
  readonly kind: 'group'
  /** Ways to write it, from the flattest to the most broken. One is the usual: flat, or broken at all its lines. */
  readonly states: readonly [Doc, ...Doc[]]
  readonly broken: boolean
}

interface IfBroken {
  readonly kind: 'ifBroken'
  readonly of: Doc
}

/** A space, or a line break. */
export const line: Doc = { kind: 'line', flat: ' ' }

/** Nothing, or a line break. */
export const softline: Doc = { kind: 'line', flat: '' }

/** A line break, always. */
export const hardline: Doc = { kind: 'line', flat: 'hard' }

/** A comma after the last item, where the items stand below each other. */
export const trailingComma: Doc = { kind: 'ifBroken', of: ',' }

/** Two spaces further in. */
export function indent(of: Doc): Doc {
  return { kind: 'indent', of }
}

/** Stays on one line when it fits into 120 columns, else breaks at each of its own lines. */
export function group(of: Doc, broken = false): Doc {
  return { kind: 'group', states: [of], broken: broken || breaks(of) }
}

/** The first state when it fits flat, else the first further one whose opening line fits, else the last. */
export function choice(...states: [Doc, ...Doc[]]): Doc {
  return { kind: 'group', states, broken: false }
}

/** Puts `separator` between the parts. */
export function join(parts: readonly Doc[], separator: Doc): Doc {
  return parts.flatMap((part, at) => (at === 0 ? [part] : [separator, part]))
}

/** True when it cannot stand on one line. */
export function breaks(doc: Doc): boolean {
  if (typeof doc === 'string') return false
  if (isList(doc)) return doc.some(breaks)
  switch (doc.kind) {
    case 'line':
      return doc.flat === 'hard'
    case 'group':
      return doc.broken || (doc.states.length > 1 && doc.states.every(breaks))
    default:
      return breaks(doc.of)
  }
}

/** Distinguishes the list from the other forms, for the type checker. */
export function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc)
}
