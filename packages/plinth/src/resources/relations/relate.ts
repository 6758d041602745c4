import { resourceErrors } from '../errors.ts'
import { columnNamed, invalidOption, meant, type Place } from '../model/fail.ts'
import type { Table, Tables } from '../model/table.ts'
import type { AnyTable } from '../register.ts'
import type { RelationOptions, ResourceOptions } from '../resource.ts'
import { keysTo } from './computation.ts'
import { type Relation, relationsOf } from './relation.ts'

type Relations = ResourceOptions<AnyTable>['relations']

/** Where a relation is named, and what the resource declares itself. */
export interface RelationPlace extends Place {
  readonly declared?: Relations
}

interface Declared {
  readonly name: string
  readonly own: string | RelationOptions
  readonly resource: string
}

/** Finds relations by name: those that the resource declares first, then those of the foreign keys. */
export class Related {
  readonly #tables: Tables

  constructor(tables: Tables) {
    this.#tables = tables
  }

  /** The relation of that name from `table`, or a coded error that says which names there are. */
  named(table: Table, name: string, { declared = {}, ...place }: RelationPlace): Relation {
    const own = declared[name]
    if (own !== undefined) return this.#declared(table, { name, own, resource: place.resource })
    const all = relationsOf(table, this.#tables)
    const found = all.filter(relation => relation.name === name)
    const [relation] = found
    if (relation === undefined) {
      const near = meant(name, [...all.map(one => one.name), ...Object.keys(declared)])
      throw resourceErrors.RESOURCE_RELATION_UNKNOWN({ ...place, relation: name, table: table.key, nearest: near })
    }
    if (found.length === 1) return relation
    const keys = found.map(one => (one.kind === 'one' ? one.from.key : `${one.target.key}.${one.to.key}`)).join(', ')
    throw resourceErrors.RESOURCE_RELATION_AMBIGUOUS({ resource: place.resource, relation: name, keys })
  }

  #declared(table: Table, { name, own, resource }: Declared): Relation {
    const place = { resource, option: `relations.${name}` }
    if (typeof own === 'string') {
      const from = columnNamed(table, own, place)
      const target = this.#tables.named(from.model.references?.table ?? '')
      const to = target?.byName.get(from.model.references?.column ?? '')
      if (target !== undefined && to !== undefined) return { name, kind: 'one', from, target, to }
      throw invalidOption(resource, `relations.${name}: ${own} is no foreign key.`, 'Add .references(…) to the column.')
    }
    const target = this.#tables.of(own.of)
    if (target === undefined) throw resourceErrors.RESOURCE_TABLE_UNKNOWN({ resource: `${resource}.relations.${name}` })
    const to = columnNamed(target, own.by, place)
    const from = keysTo(target, table).find(key => key.column === to)?.target ?? table.primary[0]
    if (from === undefined) throw invalidOption(resource, `${table.key} has no primary key.`, 'Add one.')
    return { name, kind: 'many', from, target, to }
  }
}
