import { expect, it } from 'vitest'
import { childTrace, readTraceparent, writeTraceparent } from '../trace.ts'

const header = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

it('starts anew on a malformed, foreign or all-zero header', () => {
  for (const bad of [
    undefined,
    '',
    'x',
    header.toUpperCase(),
    header.replace('00-', 'ff-'),
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
  ]) {
    expect(readTraceparent(bad)).toBeUndefined()
  }
})

it('keeps the trace id and sampling, with a span of its own', () => {
  const parent = readTraceparent(header)
  const child = childTrace(parent)
  expect(child).toMatchObject({ traceId: '4bf92f3577b34da6a3ce929d0e0e4736', sampled: true })
  expect(child.spanId).not.toBe(parent?.spanId)
  expect(readTraceparent(writeTraceparent(child))).toEqual(child)
})
