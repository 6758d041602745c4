import type { Actor } from '../../access/index.ts'
import type { Column, Table } from '../model/table.ts'

/** For whom a statement is made. */
export interface Asker {
  readonly actor: Actor
  /** No policies and no field rules; the tenant still holds. */
  readonly trusted: boolean
  /** Field names and big numbers as users' code sees them, instead of as the dialect writes them. */
  readonly plain: boolean
}

/**
 * One statement in the making. Values never enter the text, so the text depends on the shape of the question alone,
 * and equal shapes share one prepared statement.
 */
export class Draft {
  readonly asker: Asker
  readonly values: unknown[] = []
  /** The statement is about a tenant table: the tenant is its first parameter, `$1`, in every shape of it. */
  readonly scoped: boolean
  #aliases = 0
  #tenant = 0

  /** `table` is the one that the statement is about. */
  constructor(asker: Asker, table: Table) {
    this.asker = asker
    this.scoped = table.tenant !== undefined
    if (this.scoped) this.#tenant = this.values.push(asker.actor.tenant)
  }

  /** Adds a value; returns its placeholder. */
  bind(value: unknown, cast: string): string {
    return `$${this.values.push(value)}::${cast}`
  }

  /** The asker's tenant as a value of that column: one parameter a statement. Without a tenant it is null, and equals none. */
  tenant({ cast }: Column): string {
    this.#tenant ||= this.values.push(this.asker.actor.tenant)
    return `$${this.#tenant}::${cast}`
  }

  /** The row that `alias` names in this statement. */
  at(alias: string): At {
    return { alias, draft: this }
  }

  /** A row under an alias that nothing else in the statement uses. */
  inner(): At {
    this.#aliases += 1
    return this.at(`r${this.#aliases}`)
  }
}

/** A row inside of a statement, by the table alias it has there. */
export interface At {
  readonly alias: string
  readonly draft: Draft
}
