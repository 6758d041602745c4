import type { Ask } from '../facts/facts.ts'
import { fieldsOf } from '../facts/shape.ts'
import { follow, listWay } from './unwrap.ts'

/** Members that stand beside a list: paging, counts, what every answer has. */
const beside =
  /^(_?links|meta(data)?|pagination|paging|page_?info|success|ok|status|message|code|.*count|total.*|(current_?|last_?|next_?|prev(ious)?_?|first_?)?page.*|pages|limit|per_?page|size|offset|skip|next.*|prev.*|has_?(more|next|prev).*|from|to|cursor)$/i

/** True when the answer is a list and nothing else. */
export function isRowsOnly(ask: Ask): boolean {
  const way = listWay(ask, ask.answer)
  if (way === undefined) return false
  return way.every((_, deep) => {
    const names = Object.keys(fieldsOf(follow(ask, ask.answer, way.slice(0, deep))))
    return names.filter(name => !beside.test(name)).length <= 1
  })
}
