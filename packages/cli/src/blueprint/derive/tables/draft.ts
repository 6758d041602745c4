import type { BlueprintField } from '../../blueprint.ts'
import type { Collection } from './collection.ts'
import type { Computation } from './world.ts'

/** Rows that are written with their parent. */
export interface Child {
  /** The name they have in the parent's body: `items`. */
  readonly name: string
  readonly table: string
  readonly fields: readonly BlueprintField[]
}

/** One collection as a resource, before anybody has said who may. */
export interface Draft {
  readonly collection: Collection
  readonly table: string
  readonly fields: readonly BlueprintField[]
  /** Relations that always come along, with the collection that shows them. */
  readonly embed: ReadonlyMap<string, string>
  readonly include: readonly string[]
  readonly children: readonly Child[]
  readonly computed: readonly Computation[]
  /** The field of the user who made the row. */
  readonly owner: string | undefined
  /** True where only the owner, or staff, sees the row. */
  readonly personal: boolean
}

/** Rows that are written with their parent, once for each table: two paths of one table show the same. */
export function linesOf(drafts: readonly Draft[]): readonly { child: Child; draft: Draft }[] {
  const all = drafts.flatMap(draft => draft.children.map(child => ({ child, draft })))
  return all.filter(({ child }, at) => all.findIndex(one => one.child.table === child.table) === at)
}
