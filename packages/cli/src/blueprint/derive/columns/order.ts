import type { BlueprintField } from '../../blueprint.ts'
import { compareText } from '../facts/evidence.ts'

/** What a row is called by comes first, then what it holds, then what it points at. */
const headings = ['name', 'username', 'title', 'email', 'slug', 'role']

/** The members of a field as its schema lists them. */
const members = [
  ...['name', 'type', 'required', 'unique', 'values', 'min', 'max', 'minLength', 'maxLength', 'default'],
  ...['references', 'server', 'write', 'certainty', 'evidence'],
]

/** Sorts fields as people write tables, and the members of each as the blueprint's schema does. */
export function inOrder(fields: readonly BlueprintField[]): BlueprintField[] {
  return fields.toSorted((a, b) => rank(a) - rank(b) || compareText(a.name, b.name)).map(tidied)
}

function tidied(field: BlueprintField): BlueprintField {
  const entries = Object.entries(field).toSorted((a, b) => members.indexOf(a[0]) - members.indexOf(b[0]))
  return Object.fromEntries(entries) as BlueprintField
}

function rank({ name, references }: BlueprintField): number {
  const heading = headings.indexOf(name)
  if (heading >= 0) return heading
  return references === undefined ? headings.length : headings.length + 1
}
