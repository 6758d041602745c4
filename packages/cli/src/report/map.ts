import type { Blueprint, BlueprintTable } from '../blueprint/blueprint.ts'
import { html, type Markup } from './markup.ts'

const WIDTH = 210
const GAP = 60
const ROW = 18
const HEAD = 30
const SPACE = 26
/** A column that would be taller goes on in the next one. */
const TALLEST = 460
/** Fields of a table that are drawn; references come first, the rest is counted. */
const MOST = 8

interface Box {
  readonly table: BlueprintTable
  readonly rows: readonly string[]
  readonly x: number
  readonly y: number
  readonly height: number
}

/** Tables and what they refer to, as a picture: whoever is referred to stands to the left. */
export function mapOf({ tables, resources }: Blueprint): Markup {
  if (tables.length === 0) return html`<p class="faint">No tables were derived.</p>`
  const boxes = layOut(tables)
  const width = Math.max(...boxes.map(({ x }) => x + WIDTH)) + 2
  const height = Math.max(...boxes.map(box => box.y + box.height)) + 2
  const served = new Set(resources.map(({ table }) => table))
  return html`<div class="map"><svg viewBox="-2 -2 ${width + 2} ${height + 2}" width="${width + 2}" height="${
    height + 2
  }" role="img" aria-label="Tables and their relations">${linesOf(boxes)}${boxes.map(box =>
    drawn(box, served.has(box.table.name)),
  )}</svg></div>`
}

function layOut(tables: readonly BlueprintTable[]): Box[] {
  const byName = new Map(tables.map(table => [table.name, table]))
  const depths = new Map<string, number>()
  for (const { name } of tables) depthOf(name, { byName, depths, above: new Set() })
  const boxes: Box[] = []
  const deepest = Math.max(...depths.values())
  let column = 0
  for (let depth = 0; depth <= deepest; depth++) {
    let y = 0
    for (const table of tables.filter(({ name }) => depths.get(name) === depth)) {
      const rows = rowsOf(table)
      const height = HEAD + rows.length * ROW + 8
      if (y > 0 && y + height > TALLEST) {
        column++
        y = 0
      }
      boxes.push({ table, rows, x: column * (WIDTH + GAP), y, height })
      y += height + SPACE
    }
    column++
  }
  return boxes
}

interface Depths {
  readonly byName: ReadonlyMap<string, BlueprintTable>
  readonly depths: Map<string, number>
  readonly above: ReadonlySet<string>
}

/** One more than the deepest that it refers to. A circle is cut where it closes. */
function depthOf(name: string, { byName, depths, above }: Depths): number {
  const known = depths.get(name)
  if (known !== undefined) return known
  const inside = new Set([...above, name])
  const targets = (byName.get(name)?.fields ?? []).flatMap(({ references }) => references?.table ?? [])
  const open = targets.filter(target => byName.has(target) && !inside.has(target))
  const depth = Math.max(-1, ...open.map(target => depthOf(target, { byName, depths, above: inside }))) + 1
  depths.set(name, depth)
  return depth
}

function rowsOf({ fields }: BlueprintTable): string[] {
  const sorted = [...fields.filter(each => each.references), ...fields.filter(each => !each.references)]
  const shown = sorted.slice(0, MOST).map(({ name, type, required }) => `${name}  ${type}${required ? '' : '?'}`)
  return fields.length > MOST ? [...shown, `and ${fields.length - MOST} more`] : shown
}

function linesOf(boxes: readonly Box[]): Markup[] {
  const byName = new Map(boxes.map(box => [box.table.name, box]))
  return boxes.flatMap(box =>
    box.table.fields
      .filter(({ references }) => references !== undefined)
      .flatMap(({ references }, index) => {
        const target = byName.get(references?.table ?? '')
        return target === undefined ? [] : [line(box, target, Math.min(index, MOST))]
      }),
  )
}

function line(from: Box, to: Box, row: number): Markup {
  const y = from.y + HEAD + row * ROW + 8
  const end = to.y + HEAD / 2
  // A table that refers to its own column, or to itself, is reached around the left.
  const near = to.x < from.x ? to.x + WIDTH : to.x
  const [one, other] = to.x < from.x ? [from.x - GAP / 2, near + GAP / 2] : [from.x - GAP / 3, near - GAP / 3]
  return html`<path class="edge" d="M${from.x} ${y} C${one} ${y} ${other} ${end} ${near} ${end}"/><circle class="end" cx="${near}" cy="${end}" r="3"/>`
}

function drawn({ table, rows, x, y, height }: Box, served: boolean): Markup {
  return html`<g class="box${served ? '' : ' inner'}" data-find="${table.name}"><title>${table.name}</title><rect x="${x}" y="${y}" width="${WIDTH}" height="${height}" rx="8"/><text class="name" x="${x + 12}" y="${y + 20}">${short(
    table.name,
    24,
  )}</text>${rows.map(
    (row, index) => html`<text x="${x + 12}" y="${y + HEAD + index * ROW + 12}">${short(row, 28)}</text>`,
  )}</g>`
}

function short(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
