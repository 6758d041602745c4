import type { Atom } from './value.ts'

const TYPES: Partial<Record<Atom['kind'], string>> = {
  text: 'string',
  object: 'object',
  promise: 'object',
  function: 'function',
}

/** What `typeof` says of one alternative; undefined where it depends. */
export function typeOfAtom(atom: Atom): string | undefined {
  if (atom.kind === 'constant') return atom.value === null ? 'object' : typeof atom.value
  if (atom.kind === 'object' && atom.tag === 'json') return 'string'
  if (atom.kind === 'unknown')
    return atom.is === 'string' || atom.is === 'number' || atom.is === 'boolean' ? atom.is : undefined
  return TYPES[atom.kind]
}
