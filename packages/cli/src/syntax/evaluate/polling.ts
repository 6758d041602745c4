import type { Node } from 'oxc-parser'
import { addNode } from '../machine/free.ts'
import type { Closure, Code, Frame } from '../values/frame.ts'

const WAIT = /^(?:setTimeout|sleep|delay|wait|pause|timeout)$/i
const SELF = /^(?:self|that|vm|_this)$/
const known = new WeakMap<Code, boolean>()
const LOOPS = new Set(['WhileStatement', 'DoWhileStatement'])

/** Between a function that asks again and what sends the request: wrappers, and what waits for an answer. */
const FAR = 6

/** Whether something is done for a function that asks again and again, or on a timer. */
export function polls(frame: Frame): boolean {
  if (frame.polls) return true
  const { made } = frame.machine
  let at: Frame | undefined = frame
  for (let far = 0; at && far < FAR; far += 1) {
    const running = at.running === undefined ? undefined : made.get(at.running)
    if (running?.code && isCode(running.code.node) && isPolling(running.code.node, running.name)) return true
    at = at.caller
  }
  return false
}

const isCode = (node: Closure['node']): node is Code => 'params' in node

/**
 * Whether a function asks again and again until something is done: it waits and calls itself, or waits in a loop. To try again
 * after a failure is none of this, and neither is to wait between the items of a list.
 */
function isPolling(node: Code, name: string): boolean {
  let polls = known.get(node)
  if (polls === undefined) {
    polls = asksAgain(node, name)
    known.set(node, polls)
  }
  return polls
}

function asksAgain({ body }: Code, name: string): boolean {
  if (!body || !holds([body], isWait)) return false
  if (name !== '' && holds([body], one => isItself(one, name))) return true
  return holds([body], one => isLoop(one) && holds([one], isWait))
}

function holds(nodes: readonly Node[], test: (node: Node) => boolean): boolean {
  const waiting = [...nodes]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (test(next)) return true
    if (next.type === 'CatchClause' || next.type.startsWith('TS')) continue
    if (next.type === 'CallExpression' && nameOf(next.callee) === 'catch') {
      waiting.push(next.callee)
      continue
    }
    for (const key in next) {
      const value: unknown = next[key as keyof Node]
      if (Array.isArray(value)) for (const item of value) addNode(waiting, item)
      else addNode(waiting, value)
    }
  }
  return false
}

function isWait(node: Node): boolean {
  return node.type === 'CallExpression' && WAIT.test(nameOf(node.callee) ?? '')
}

/** `while (…)`, `do … while`, `for (;;)`. */
function isLoop(node: Node): boolean {
  return LOOPS.has(node.type) || (node.type === 'ForStatement' && !node.test)
}

/** `poll()`, `this.poll()`, and `setTimeout(poll, 500)`. */
function isItself(node: Node, name: string): boolean {
  if (node.type !== 'CallExpression') return false
  if (isOwn(node.callee, name)) return true
  const [handed] = node.arguments
  return isWait(node) && handed !== undefined && isOwn(handed, name)
}

function isOwn(node: Node, name: string): boolean {
  if (node.type === 'Identifier') return node.name === name
  if (node.type !== 'MemberExpression' || nameOf(node) !== name) return false
  return node.object.type === 'ThisExpression' || (node.object.type === 'Identifier' && SELF.test(node.object.name))
}

function nameOf(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' && node.property.type === 'Identifier' ? node.property.name : undefined
}
