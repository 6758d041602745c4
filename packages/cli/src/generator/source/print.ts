import { type Doc, isList } from './doc.ts'

const WIDTH = 120

interface Task {
  readonly doc: Doc
  readonly depth: number
  readonly flat: boolean
}

/** Lays a document out on lines of at most 120 columns. A text that cannot be broken may stand out. */
export function print(doc: Doc): string {
  const tasks: Task[] = [{ doc, depth: 0, flat: false }]
  const pieces: string[] = []
  let column = 0
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    const written = step(task, tasks, WIDTH - column)
    if (written === undefined) continue
    if (written.startsWith('\n')) trimEnd(pieces)
    pieces.push(written)
    const lastBreak = written.lastIndexOf('\n')
    column = lastBreak === -1 ? column + written.length : written.length - lastBreak - 1
  }
  return pieces.join('')
}

/** Takes the spaces away that stand at the end. Looking through the whole text at each line would take minutes for a deep shape. */
function trimEnd(pieces: string[]): void {
  for (let last = pieces.pop(); last !== undefined; last = pieces.pop()) {
    const kept = last.replace(/ +$/, '')
    if (kept === '') continue
    pieces.push(kept)
    return
  }
}

/** Does one task: returns the text it writes, or puts the tasks it consists of on the stack. */
function step({ doc, depth, flat }: Task, tasks: Task[], room: number): string | undefined {
  if (typeof doc === 'string') return doc
  if (isList(doc)) {
    for (const part of doc.toReversed()) tasks.push({ doc: part, depth, flat })
    return undefined
  }
  switch (doc.kind) {
    case 'line':
      return flat && doc.flat !== 'hard' ? doc.flat : `\n${'  '.repeat(depth)}`
    case 'indent':
      tasks.push({ doc: doc.of, depth: depth + 1, flat })
      return undefined
    case 'ifBroken':
      if (!flat) tasks.push({ doc: doc.of, depth, flat })
      return undefined
    case 'group':
      tasks.push(chosen({ doc, depth, flat }, tasks, room))
      return undefined
  }
}

function chosen(task: Task, rest: readonly Task[], room: number): Task {
  const { doc, depth, flat } = task
  if (typeof doc === 'string' || isList(doc) || doc.kind !== 'group') return task
  const [first, ...further] = doc.states
  const asFlat: Task = { doc: first, depth, flat: true }
  if (flat && !doc.broken) return asFlat
  if (!doc.broken && fits(asFlat, rest, room)) return asFlat
  const states = further.map((state): Task => ({ doc: state, depth, flat: false }))
  return states.find(state => fits(state, rest, room)) ?? states.at(-1) ?? { doc: first, depth, flat: false }
}

/** Whether everything up to the next line break has room. */
function fits(next: Task, rest: readonly Task[], room: number): boolean {
  const tasks = [next]
  let left = room
  let at = rest.length
  while (left >= 0) {
    const task = tasks.pop() ?? rest[--at]
    if (task === undefined) return true
    const { doc, depth, flat } = task
    if (typeof doc === 'string') {
      left -= doc.includes('\n') ? doc.indexOf('\n') : doc.length
      if (doc.includes('\n')) return left >= 0
    } else if (isList(doc)) for (const part of doc.toReversed()) tasks.push({ doc: part, depth, flat })
    else if (doc.kind === 'line') {
      if (!flat || doc.flat === 'hard') return true
      left -= doc.flat.length
    } else if (doc.kind === 'group') tasks.push(inside(doc, { doc, depth, flat }))
    else if (doc.kind === 'indent') tasks.push({ doc: doc.of, depth, flat })
    else if (!flat) tasks.push({ doc: doc.of, depth, flat })
  }
  return false
}

function inside(group: { readonly states: readonly [Doc, ...Doc[]]; readonly broken: boolean }, task: Task): Task {
  const flat = task.flat && !group.broken
  return { ...task, doc: flat ? group.states[0] : (group.states.at(-1) ?? ''), flat }
}
