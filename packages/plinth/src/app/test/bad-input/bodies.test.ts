import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { faults, type Probe } from './probe.ts'
import { type Asking, misfits } from './surface.ts'
import { dialects, openTarget, type Target } from './target.ts'
import { names, share, values } from './values.ts'

describe.each(Object.entries(dialects))('a body in %s', (_, dialect) => {
  let target: Target
  let before: string[]

  beforeAll(async () => {
    target = await openTarget(dialect)
    before = await target.state()
  })
  afterEach(async () => expect(await target.state()).toEqual(before))
  afterAll(() => target?.stop())

  /** Logging out takes anything: whoever leaves is let go. */
  const withBody = (): Asking[] =>
    target.operations.filter(({ fields, path }) => fields.size > 0 && !path.endsWith('/logout'))

  /** A request that would be taken, but for one field. */
  const withField = (operation: Asking, field: string, value: unknown): Probe => ({
    request: target.route(operation),
    body: { ...target.body(operation), [field]: value },
    field,
  })

  test('2.2.1 is refused for a value of the wrong type, too long, out of range or null, under the name of its field', async () => {
    const { archive, refused } = target
    const probes = withBody().flatMap(operation =>
      [...operation.fields].flatMap(([field, schema]) =>
        misfits(schema).map(value => ({ ...withField(operation, field, value), refused })),
      ),
    )
    expect(await faults(archive, probes)).toEqual([])
  })

  test('is refused for a field that is missing, under its name', async () => {
    const { archive, refused } = target
    const probes = withBody().flatMap(operation =>
      operation.required.map(field => ({ ...withField(operation, field, undefined), refused })),
    )
    expect(await faults(archive, probes)).toEqual([])
  })

  test('1.2.4 1.4.2 that holds a hostile value in any field is taken, or refused by that name', async () => {
    const probes = withBody().flatMap((operation, at) =>
      [...operation.fields.keys()]
        .filter(field => !['email', 'password', 'word'].includes(field))
        .flatMap((field, index) =>
          share(values, { of: shareOf(operation), at: at + index }).map(value => withField(operation, field, value)),
        ),
    )
    expect(await faults(target.archive, probes)).toEqual([])
  }, 60_000)

  /** What creates rows reads fields as what changes them does, and so do both dialects; registering takes a hash each. */
  function shareOf({ method, path }: Asking): number {
    if (path.endsWith('/register')) return 24
    if (dialect.extra === 'drop') return 12
    return method === 'POST' ? 1 : 6
  }

  test('15.3.6 is refused for a field that is not there, or the field is dropped; poisonous ones are always refused', async () => {
    const { archive, refused, drops } = target
    const probes = withBody().flatMap(operation => {
      // Zod drops what the body of an action does not name.
      const mayDrop = drops || operation.path.endsWith('/sign')
      return names.map(field => {
        const isTaken = mayDrop && field !== '__proto__' && field !== 'constructor'
        return { ...withField(operation, field, 'x'), ...(isTaken ? {} : { refused }) }
      })
    })
    expect(await faults(archive, probes)).toEqual([])
  })

  test('is refused as a whole where it is no object', async () => {
    const { archive, refused } = target
    const probes = withBody().flatMap(operation =>
      [[], 'x', 1, true, [[]]].map(body => ({ request: target.route(operation), body, field: '', refused })),
    )
    expect(await faults(archive, probes)).toEqual([])
  })
})
